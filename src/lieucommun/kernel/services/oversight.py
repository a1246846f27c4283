"""Who sees to a service: what runs in it, who did what, how long things are kept."""

from django.contrib.auth.models import AnonymousUser

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import coordinates, viewer_for
from lieucommun.kernel.people.viewer import Viewer

from .loaded import LoadedService
from .registry import published


def oversees(person: Person | AnonymousUser | None, service: LoadedService) -> bool:
    """Whether someone sees to a service: by a role with `oversees: true`, or as coordinator."""
    return _by_role(person, service) or coordinates(person)


def by_role(viewer: Viewer, service: LoadedService) -> bool:
    """Whether the roles that a viewer holds in a service make them see to it."""
    return any(
        role.oversees and viewer.holds(name) for name, role in service.manifest.roles.items()
    )


def overseen(person: Person | AnonymousUser | None) -> list[LoadedService]:
    """Return the services that someone sees to, in the order of the place."""
    if not isinstance(person, Person):
        return []
    if coordinates(person):
        return published()
    return [service for service in published() if _by_role(person, service)]


def _by_role(person: Person | AnonymousUser | None, service: LoadedService) -> bool:
    asked = any(role.oversees for role in service.manifest.roles.values())
    return asked and by_role(viewer_for(person, service.slug), service)
