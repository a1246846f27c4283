"""A question kept under a name: by whoever signed in, for themselves; its address is for all."""

import pytest
from django.test import Client

from lieucommun.kernel.datasets.saved.models import SavedFilter
from lieucommun.kernel.people.models import Person
from tests.blocks.observatory.territories.conftest import Store
from tests.screen import screen

pytestmark = pytest.mark.django_db
TABLE = "/s/smart/territoires/donnees/subventions/"
QUESTION = "g=annee&m=sum(montant)"


@pytest.fixture
def person(db: None) -> Person:  # noqa: ARG001
    return Person.objects.create(email="camille-tables@example.org", name="Agathe")


def keep(client: Client, name: str, question: str = QUESTION) -> str:
    answer = client.post(f"{TABLE}garder/", {"name": name, "question": question})
    assert answer.status_code == 302
    return str(answer["Location"])


def test_a_question_is_kept_found_again_and_forgotten(
    client: Client, store: Store, person: Person
) -> None:
    store()
    client.force_login(person)
    assert keep(client, "Par an") == f"{TABLE}?{QUESTION}"
    page = screen(client.get(f"{TABLE}?lang=en"))
    assert page.links()["Par an"] == f"{TABLE}?{QUESTION}"
    (kept,) = SavedFilter.objects.all()
    answer = client.post(f"{TABLE}garder/{kept.uuid}/")
    assert (answer.status_code, answer["Location"]) == (302, TABLE)
    assert SavedFilter.objects.count() == 0


def test_what_is_kept_is_what_can_be_asked(client: Client, store: Store, person: Person) -> None:
    store()
    client.force_login(person)
    keep(client, "Essai", "nope=1&annee.min=2020&page=4&sort=drop")
    assert SavedFilter.objects.get().question == "subventions?annee.min=2020"
    keep(client, "  ", "annee.min=2020")
    assert SavedFilter.objects.count() == 1


def test_nobody_else_sees_it(client: Client, store: Store, person: Person) -> None:
    store()
    client.force_login(person)
    keep(client, "Par an")
    kept = SavedFilter.objects.get()
    other = Client()
    other.force_login(Person.objects.create(email="basile-tables@example.org", name="Basile"))
    assert "Par an" not in screen(other.get(TABLE)).text
    assert other.post(f"{TABLE}garder/{kept.uuid}/").status_code == 302
    assert SavedFilter.objects.count() == 1


def test_nothing_is_kept_for_nobody(client: Client, store: Store) -> None:
    store()
    assert client.post(f"{TABLE}garder/", {"name": "a", "question": ""}).status_code == 403
    assert client.get(f"{TABLE}garder/").status_code == 302
    page = screen(client.get(TABLE))
    assert page.all("form", method="post") == []
