"""Roles of the place itself: who sees to everything, and who to the people of an organisation."""

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import Settings

from lieucommun.kernel.people.actions import deactivate_person, grant_role, take_role
from lieucommun.kernel.people.holders import belongs_elsewhere
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.place_roles import (
    ADMINISTRATOR,
    COORDINATOR,
    PLACE,
    LastCoordinatorError,
)
from lieucommun.kernel.people.queries import administered, coordinates

pytestmark = pytest.mark.django_db


@pytest.fixture
def amel() -> Person:
    return Person.objects.create_user("amel@example.org", name="Amel")


def test_a_coordinator_sees_to_the_place(amel: Person) -> None:
    assert not coordinates(amel)
    grant_role(amel.email, "reseau", COORDINATOR)
    assert not coordinates(amel), "a role of the same name in a service is not one of the place"
    grant_role(amel.email, PLACE, COORDINATOR)
    assert coordinates(amel)
    assert administered(amel) == []


def test_an_administrator_sees_to_one_organisation(amel: Person) -> None:
    grant_role(amel.email, PLACE, ADMINISTRATOR, organisation="Équipe du Nord")
    assert [each.slug for each in administered(amel)] == ["equipe-du-nord"]
    assert not coordinates(amel)


def test_nobody_sees_to_anything_once_deactivated(amel: Person) -> None:
    grant_role(amel.email, PLACE, COORDINATOR)
    grant_role(amel.email, PLACE, ADMINISTRATOR, organisation="Équipe du Nord")
    amel.is_active = False
    amel.save()
    for nobody in (amel, AnonymousUser(), None):
        assert not coordinates(nobody)
        assert administered(nobody) == []


def test_the_place_keeps_a_coordinator(amel: Person, settings: Settings) -> None:
    settings.DEMO = False
    held = grant_role(amel.email, PLACE, COORDINATOR)
    invented = Person.objects.create_user("invented@example.org", name="Invented", demo=True)
    grant_role(invented.email, PLACE, COORDINATOR)
    for act in (lambda: take_role(held), lambda: deactivate_person(amel, by=None)):
        with pytest.raises(LastCoordinatorError):
            act()
    other = Person.objects.create_user("other@example.org", name="Other")
    grant_role(other.email, PLACE, COORDINATOR)
    take_role(held)
    with pytest.raises(LastCoordinatorError):
        deactivate_person(other, by=None)
    assert coordinates(other)


def test_a_role_for_nobody_in_particular_is_one_of_elsewhere(amel: Person) -> None:
    home = grant_role(amel.email, "reseau", "equipe", organisation="Nord").organisation
    assert home is not None
    assert not belongs_elsewhere(amel, home)
    grant_role(amel.email, "reseau", "lecteur")
    assert belongs_elsewhere(amel, home)
