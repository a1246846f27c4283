"""Who sees to a service: by a role that oversees it, or by coordinating the place."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.contrib.auth.models import AnonymousUser

from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE
from lieucommun.kernel.services.oversight import overseen, oversees
from lieucommun.kernel.services.registry import open_service
from tests.kernel.services.folders import service
from tests.place import place

pytestmark = pytest.mark.django_db(transaction=True)
ROLES = """
privacy: none
roles:
  chef: {title: {fr: Chef}, oversees: true}
  agent: {title: {fr: Agent}}
"""


@pytest.fixture
def amel(tmp_path: Path) -> Iterator[Person]:
    for slug in ("un", "deux"):
        service(tmp_path, ROLES, slug)
    with place(tmp_path):
        yield Person.objects.create_user("amel@example.org", name="Amel")


def seen_by(person: Person | AnonymousUser) -> list[str]:
    told = [each.slug for each in overseen(person)]
    asked = [slug for slug in ("deux", "un") if oversees(person, open_service(slug))]
    assert sorted(told) == asked
    return asked


def test_a_role_that_oversees_shows_its_own_service(amel: Person) -> None:
    grant_role(amel.email, "un", "agent")
    assert seen_by(amel) == []
    grant_role(amel.email, "un", "chef")
    assert seen_by(amel) == ["un"]


def test_a_coordinator_of_the_place_sees_every_service(amel: Person) -> None:
    grant_role(amel.email, PLACE, COORDINATOR)
    assert seen_by(amel) == ["deux", "un"]


def test_a_visitor_sees_to_nothing(amel: Person) -> None:
    assert seen_by(AnonymousUser()) == []
    assert seen_by(amel) == []
