"""Reads: the roles that someone may offer, and the invitations that wait."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.utils import timezone

from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.place_roles import ADMINISTRATOR, COORDINATOR, PLACE
from lieucommun.kernel.people.queries import administered, coordinates
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.oversight import oversees
from lieucommun.kernel.services.registry import (
    BrokenService,
    UnknownService,
    open_service,
    published,
)


@dataclass(frozen=True, slots=True)
class Offer:
    """A role that may be offered: its service (its slug, "" for the place) and its name."""

    service: str
    role: str


def offers_of_service(service: LoadedService) -> list[Offer]:
    """Return what whoever sees to a service may offer in it: each of its roles."""
    return [Offer(service.slug, role) for role in service.manifest.roles]


def offers_of_organisation(organisation: Organisation) -> list[Offer]:
    """Return what an administrator may offer for their organisation; one query.

    Roles that someone holds for it already: whoever sees to the service gave it the first. Never
    one that sees to a service. And the role of administrator itself.
    """
    held = set(RoleGrant.objects.filter(organisation=organisation).values_list("service", "role"))
    found = [
        Offer(service.slug, name)
        for service in published()
        for name, role in service.manifest.roles.items()
        if (service.slug, name) in held and not role.oversees
    ]
    return [*found, Offer(PLACE, ADMINISTRATOR)]


def may_offer(
    person: Person | AnonymousUser | None, offer: Offer, organisation: Organisation | None
) -> bool:
    """Whether someone may offer a role, for an organisation or for none."""
    if not isinstance(person, Person) or not person.is_active:
        return False
    if offer.service == PLACE:
        known = offer.role == COORDINATOR or organisation is not None
        if known and offer.role in {COORDINATOR, ADMINISTRATOR} and coordinates(person):
            return True
    elif _oversees(person, offer):
        return True
    if organisation is None or organisation not in administered(person):
        return False
    return offer in offers_of_organisation(organisation)


def waiting_for(person: Person) -> list[Invitation]:
    """Return the invitations that someone's address was sent and that still work; one query."""
    found = _waiting().filter(email__iexact=person.email, expires_at__gt=timezone.now())
    return list(found.order_by("-pk")[:20])


def of_service(slug: str) -> QuerySet[Invitation]:
    """Return the invitations of a service that nobody accepted yet, the latest first."""
    return _waiting().filter(service=slug).order_by("-pk")


def of_organisation(organisation: Organisation) -> QuerySet[Invitation]:
    """Return the invitations for an organisation that nobody accepted yet, the latest first."""
    return _waiting().filter(organisation=organisation).order_by("-pk")


def of_place() -> QuerySet[Invitation]:
    """Return the invitations into roles of the place itself, the latest first."""
    return _waiting().filter(service=PLACE).order_by("-pk")


def _waiting() -> QuerySet[Invitation]:
    found = Invitation.objects.filter(state=Invitation.State.WAITING)
    return found.select_related("organisation", "by")


def _oversees(person: Person, offer: Offer) -> bool:
    try:
        service = open_service(offer.service)
    except (UnknownService, BrokenService):
        return False
    return offer.role in service.manifest.roles and oversees(person, service)
