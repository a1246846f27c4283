"""Reads about people."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from .models import Organisation, Person, RoleGrant
from .place_roles import ADMINISTRATOR, COORDINATOR, PLACE
from .second_factor import exempt, needing
from .viewer import ANYONE, Grant, Viewer


def viewer_for(person: Person | AnonymousUser | None, service: str) -> Viewer:
    """Return the viewer that a person is in a service (its slug); one query when signed in.

    An invented person is no one outside a demonstration, whatever session is left of it. A role
    that asks for a second factor counts only for a person who proved it (`person.proved`).
    """
    if not isinstance(person, Person) or not person.is_active:
        return ANYONE
    if person.demo and not settings.DEMO:
        return ANYONE
    held = RoleGrant.objects.filter(person=person, service=service)
    grants = tuple(
        Grant(role, organisation, territory or None)
        for role, organisation, territory in held.order_by("pk").values_list(
            "role", "organisation_id", "territory"
        )
    )
    if not grants or exempt(person):
        return Viewer(person.pk, grants, proved=person.proved)
    asking = needing(service)
    kept = tuple(grant for grant in grants if grant.role not in asking)
    return Viewer(person.pk, kept, frozenset(grant.role for grant in grants if grant not in kept))


def all_personas() -> list[Person]:
    """Return every invented person of a demonstration, with the roles held."""
    found = Person.objects.filter(demo=True, is_active=True).order_by("name")
    return list(found.prefetch_related("grants__organisation"))


def names_of(ids: set[int]) -> dict[int, str]:
    """Return the names of persons by id; one query."""
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))


def coordinates(person: Person | AnonymousUser | None) -> bool:
    """Whether someone sees to the whole place: its people, jobs, journal and retention."""
    return viewer_for(person, PLACE).holds(COORDINATOR)


def is_last_coordinator(person: Person) -> bool:
    """Whether someone is the only one left who sees to the whole place.

    Invented persons count for nothing outside a demonstration.
    """
    return _is_last(person, RoleGrant.objects.filter(service=PLACE, role=COORDINATOR))


def is_last_administrator(person: Person, organisation: Organisation) -> bool:
    """Whether someone is the only one left who sees to the people of an organisation."""
    held = RoleGrant.objects.filter(service=PLACE, role=ADMINISTRATOR, organisation=organisation)
    return _is_last(person, held)


def _is_last(person: Person, held: QuerySet[RoleGrant]) -> bool:
    held = held.filter(person__is_active=True)
    if not settings.DEMO:
        held = held.exclude(person__demo=True)
    return held.filter(person=person).exists() and not held.exclude(person=person).exists()


def administered(person: Person | AnonymousUser | None) -> list[Organisation]:
    """Return the organisations whose people someone invites and deactivates, by name."""
    held = viewer_for(person, PLACE).organisations(ADMINISTRATOR)
    return list(Organisation.objects.filter(pk__in=held).order_by("name")) if held else []


def organisation_named(slug: str) -> Organisation | None:
    """Return an organisation by its short name."""
    return Organisation.objects.filter(slug=slug).first()


def organisations_with(ids: set[int]) -> dict[int, tuple[str, str]]:
    """Return the short name and the name of organisations by id; one query, or none."""
    if not ids:
        return {}
    rows = Organisation.objects.filter(pk__in=ids).values_list("pk", "slug", "name")
    return {pk: (slug, name) for pk, slug, name in rows}


def person_named(email: str) -> Person | None:
    """Return who signs in with an address."""
    return Person.objects.filter(email__iexact=email).first()


def named_like(text: str, most: int = 50) -> list[int]:
    """Return the ids of persons whose name or address holds a text."""
    like = Q(name__icontains=text) | Q(email__icontains=text)
    return list(Person.objects.filter(like).order_by("pk").values_list("pk", flat=True)[:most])


def roles_of(ids: set[int]) -> dict[tuple[int, str], list[tuple[str, str]]]:
    """Return the roles that persons (ids) hold in each service, each with its organisation."""
    found: dict[tuple[int, str], list[tuple[str, str]]] = {}
    held = RoleGrant.objects.filter(person_id__in=ids).order_by("pk")
    told = held.values_list("person_id", "service", "role", "organisation__name")
    for person, service, role, organisation in told:
        found.setdefault((person, service), []).append((role, organisation or ""))
    return found
