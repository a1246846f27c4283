"""Names of organisations that are no slugs: known again the second time."""

import pytest

from lieucommun.kernel.people.actions import (
    UnknownTerritoryError,
    ensure_organisation,
    grant_role,
)
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", ["Équipe du Nord", "equipe-du-nord", "فريق الشمال", "A" * 300])
def test_an_organisation_is_added_once(name: str) -> None:
    first = ensure_organisation(name)
    assert ensure_organisation(name) == first
    assert first.slug
    assert len(first.slug) <= 80
    assert Organisation.objects.count() == 1


def test_what_names_nothing_is_refused() -> None:
    for name in ("", " ", "///", "\0"):
        with pytest.raises(ValueError, match="slug"):
            ensure_organisation(name)
    assert Organisation.objects.count() == 0


def test_a_role_is_given_once() -> None:
    Person.objects.create_user("amel@example.org", name="Amel")
    for _ in range(2):
        grant_role("AMEL@example.org", "reseau", "equipe", organisation="Équipe du Nord")
    assert RoleGrant.objects.count() == 1


@pytest.mark.parametrize(
    ("written", "kept"),
    [("42", "departement:42"), ("departement:42", "departement:42"), ("region:84", "region:84")],
)
def test_a_role_is_held_for_the_territory_that_a_code_means(written: str, kept: str) -> None:
    Person.objects.create_user("amel@example.org", name="Amel")
    assert grant_role("amel@example.org", "reseau", "equipe", territory=written).territory == kept


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("84", "84 may be departement:84 or region:84: write one of them."),
        ("Loire", "No territory is known as Loire; write a code such as departement:42."),
    ],
)
def test_a_territory_that_is_none_or_several_is_refused(written: str, sentence: str) -> None:
    Person.objects.create_user("amel@example.org", name="Amel")
    with pytest.raises(UnknownTerritoryError, match=sentence):
        grant_role("amel@example.org", "reseau", "equipe", territory=written)
    assert RoleGrant.objects.count() == 0
