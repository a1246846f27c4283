"""Reads: the roles of a service that one may take, where one stands, and who waits."""

from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from lieucommun.kernel.people.domains import belongs
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Join, Role
from lieucommun.kernel.services.oversight import oversees
from lieucommun.kernel.services.registry import published

from .models import RoleRequest


@dataclass(frozen=True, slots=True)
class Standing:
    """A role of a service, and where one person stands with it.

    `request` is the latest; `fits` says whether the person's address is one that may take it.
    """

    name: str
    role: Role
    grants: tuple[RoleGrant, ...] = ()
    request: RoleRequest | None = None
    fits: bool = True

    @property
    def join(self) -> Join | None:
        return self.role.join

    @property
    def waits(self) -> bool:
        """Whether a request is still open."""
        return self.request is not None and self.request.state in RoleRequest.OPEN

    @property
    def takes(self) -> bool:
        """Whether it may be taken or asked for now; with a SIRET, for one more organisation."""
        if self.join is None or not self.fits or self.waits:
            return False
        return not self.grants or self.join.siret is not None


def standings(person: Person | AnonymousUser, service: LoadedService) -> list[Standing]:
    """Return the roles that one may take or holds in a service, in its order; two queries."""
    grants: dict[str, list[RoleGrant]] = {}
    requests: dict[str, RoleRequest] = {}
    if isinstance(person, Person):
        held = RoleGrant.objects.filter(person=person, service=service.slug)
        for grant in held.select_related("organisation").order_by("pk"):
            grants.setdefault(grant.role, []).append(grant)
        asked = RoleRequest.objects.filter(person=person, service=service.slug)
        requests = {request.role: request for request in asked.order_by("pk")}
    return [
        Standing(name, role, tuple(grants.get(name, ())), requests.get(name), fits(person, role))
        for name, role in service.manifest.roles.items()
        if role.join is not None or name in grants
    ]


def fits(person: Person | AnonymousUser, role: Role) -> bool:
    """Whether a person's address may take a role; a visitor's is not known yet."""
    if role.join is None or not role.join.email_domains or not isinstance(person, Person):
        return True
    return belongs(person.email, role.join.email_domains)


def verified(person: Person) -> bool:
    """Whether a person's address is known to be theirs; invented persons have nothing to prove."""
    return person.demo or person.email_verified_at is not None


def open_to_newcomers() -> bool:
    """Whether a service of this place has a role that people who have no account yet may take."""
    return any(role.join for service in published() for role in service.manifest.roles.values())


def may_take(person: Person | AnonymousUser, service: LoadedService, wanted: set[str]) -> bool:
    """Whether one of the roles wanted is one that this person could take; no query."""
    roles = service.manifest.roles
    return any(
        roles[name].join is not None and fits(person, roles[name]) for name in wanted & set(roles)
    )


def may_answer(person: Person, service: LoadedService, role: str) -> bool:
    """Whether someone accepts or refuses who asks for a role: its `approve`, or who oversees."""
    known = service.manifest.roles.get(role)
    approve = known.join.approve if known and known.join else None
    if approve and viewer_for(person, service.slug).holds(approve):
        return True
    return oversees(person, service)


def answerable(person: Person, service: LoadedService) -> set[str]:
    """Return the roles for which someone answers requests; three queries, whatever their number."""
    if oversees(person, service):
        return set(service.manifest.roles)
    viewer = viewer_for(person, service.slug)
    return {
        name
        for name, role in service.manifest.roles.items()
        if role.join and role.join.approve and viewer.holds(role.join.approve)
    }


def waiting(service: str, roles: set[str]) -> QuerySet[RoleRequest]:
    """Return the requests of a service that wait for an answer, the oldest first."""
    found = RoleRequest.objects.filter(
        service=service, role__in=sorted(roles), state=RoleRequest.State.WAITING
    )
    return found.select_related("person").order_by("pk")


def approvers(request: RoleRequest, service: LoadedService) -> list[Person]:
    """Return who answers a request: holders of `approve`, else who oversees, else coordinators."""
    roles = service.manifest.roles
    join = roles[request.role].join if request.role in roles else None
    overseeing = [name for name, role in roles.items() if role.oversees]
    for slug, names in (
        (service.slug, [join.approve] if join and join.approve else []),
        (service.slug, overseeing),
        (PLACE, [COORDINATOR]),
    ):
        held = RoleGrant.objects.filter(service=slug, role__in=names, person__is_active=True)
        ids = held.exclude(person=request.person_id).values("person")
        if found := list(Person.objects.filter(pk__in=ids).order_by("pk")[:20]):
            return found
    return []
