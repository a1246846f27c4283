"""Reads about people."""

from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from .models import Person, RoleGrant
from .viewer import ANYONE, Grant, Viewer


def viewer_for(person: Person | AnonymousUser | None, service: str) -> Viewer:
    """Return the viewer that a person is in a service (its slug); one query when signed in.

    An invented person is no one outside a demonstration, whatever session is left of it.
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
    return Viewer(person.pk, grants)


def all_personas() -> list[Person]:
    """Return every invented person of a demonstration, with the roles held."""
    found = Person.objects.filter(demo=True, is_active=True).order_by("name")
    return list(found.prefetch_related("grants__organisation"))


def names_of(ids: set[int]) -> dict[int, str]:
    """Return the names of persons by id; one query."""
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "name"))
