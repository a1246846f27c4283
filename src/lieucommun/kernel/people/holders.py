"""Who holds which role: in a service, for an organisation. Never more than was asked for."""

from collections.abc import Iterable

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from .models import Organisation, Person, RoleGrant


def holders_in(service: str) -> QuerySet[RoleGrant]:
    """Return the roles held in a service, by the name of who holds them."""
    return _ordered(RoleGrant.objects.filter(service=service))


def holders_for(organisation: Organisation) -> QuerySet[RoleGrant]:
    """Return the roles held for one organisation; not what the same people hold elsewhere."""
    return _ordered(RoleGrant.objects.filter(organisation=organisation))


def matching(grants: QuerySet[RoleGrant], text: str) -> QuerySet[RoleGrant]:
    """Keep the roles of people whose name or address holds a text."""
    found = text.strip()
    if not found or "\0" in found:
        return grants
    return grants.filter(Q(person__name__icontains=found) | Q(person__email__icontains=found))


def everyone(
    text: str = "",
    *,
    active: bool | None = None,
    role: tuple[str, str] | None = None,
    organisation: str = "",
) -> QuerySet[Person]:
    """Return the people of the place with their roles, by name: for its coordinators.

    `role` is (service, name), `organisation` a slug: with both, the role is held for it.
    """
    people = Person.objects.order_by("name", "pk")
    found = text.strip()
    if found and "\0" not in found:
        people = people.filter(Q(name__icontains=found) | Q(email__icontains=found))
    if active is not None:
        people = people.filter(is_active=active)
    held = RoleGrant.objects.filter(person=OuterRef("pk"))
    if role:
        held = held.filter(service=role[0], role=role[1])
    if organisation:
        held = held.filter(organisation__slug=organisation)
    if role or organisation:
        people = people.filter(Exists(held))
    grants = RoleGrant.objects.select_related("organisation").order_by("service", "pk")
    return people.prefetch_related(Prefetch("grants", queryset=grants))


def belongs_elsewhere(person: Person, organisation: Organisation) -> bool:
    """Whether someone holds a role that is not for this organisation; never say which."""
    held = RoleGrant.objects.filter(person=person)
    return held.exclude(organisation=organisation).exists()


def organisations_in(services: Iterable[str] | None = None) -> list[Organisation]:
    """Return the organisations for which a role is held in services, or anywhere; by name."""
    held = RoleGrant.objects.filter(organisation=OuterRef("pk"))
    if services is not None:
        held = held.filter(service__in=list(services))
    return list(Organisation.objects.filter(Exists(held)).order_by("name")[:200])


def roles_held() -> list[tuple[str, str]]:
    """Return each role that someone holds in the place, as (service, name)."""
    held = RoleGrant.objects.order_by("service", "role").values_list("service", "role")
    return list(held.distinct())


def _ordered(grants: QuerySet[RoleGrant]) -> QuerySet[RoleGrant]:
    return grants.select_related("person", "organisation").order_by(
        "person__name", "person__pk", "pk"
    )
