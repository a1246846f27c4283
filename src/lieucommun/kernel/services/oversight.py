"""Who sees to a service: what runs in it, who did what, how long things are kept."""

from django.contrib.auth.models import AnonymousUser

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import coordinates, viewer_for

from .loaded import LoadedService
from .registry import published


def oversees(person: Person | AnonymousUser | None, service: LoadedService) -> bool:
    """Whether someone sees to a service: by a role with `oversees: true`, or as coordinator."""
    return _by_role(person, service) or coordinates(person)


def overseen(person: Person | AnonymousUser | None) -> list[LoadedService]:
    """Return the services that someone sees to, in the order of the place."""
    if not isinstance(person, Person):
        return []
    if coordinates(person):
        return published()
    return [service for service in published() if _by_role(person, service)]


def _by_role(person: Person | AnonymousUser | None, service: LoadedService) -> bool:
    names = [name for name, role in service.manifest.roles.items() if role.oversees]
    viewer = viewer_for(person, service.slug) if names else None
    return viewer is not None and any(map(viewer.holds, names))
