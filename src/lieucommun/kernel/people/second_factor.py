"""Which roles only count once a session has passed a second factor: a passkey, a one-time code."""

from django.conf import settings

from .models import Person, RoleGrant
from .place_roles import PLACE, TITLES


def needing(service: str) -> frozenset[str]:
    """Return the roles of a service, or of the place, that ask for a second factor.

    A service that is not served has none: nothing of it can be read.
    """
    from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

    if service == PLACE:
        return frozenset(TITLES) if settings.SECOND_FACTOR else frozenset()
    try:
        roles = open_service(service).manifest.roles
    except (UnknownService, BrokenService):
        return frozenset()
    return frozenset(name for name, role in roles.items() if role.second_factor)


def exempt(person: Person) -> bool:
    """Whether someone's roles count as they are: proved, or an invented person of a demonstration.

    Nobody can hold a device for someone who does not exist.
    """
    return person.proved or (person.demo and bool(settings.DEMO))


def withheld(person: object) -> frozenset[tuple[str, str]]:
    """Return the roles, as (service, role), that wait for a second factor of this session."""
    if not isinstance(person, Person) or not person.is_active or exempt(person):
        return frozenset()
    held = RoleGrant.objects.filter(person=person).values_list("service", "role").distinct()
    given: dict[str, set[str]] = {}
    for service, role in held:
        given.setdefault(service, set()).add(role)
    return frozenset(
        (service, role) for service, roles in given.items() for role in roles & needing(service)
    )
