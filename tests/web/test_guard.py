"""A sensitive service on a place that names no host: its texts, and a calm page for the rest."""

import pytest
from django.test import Client, override_settings

from lieucommun.kernel.people.models import Person, RoleGrant
from tests.screen import screen

pytestmark = pytest.mark.django_db
CLOSED = {"DEMO": False, "DECLARED_HOST": ""}
PAGES = ("tournee", "personnes", "observatoire")


@pytest.fixture
def coordinator(client: Client) -> Person:
    """Someone real, who has the role that reads everything."""
    person = Person.objects.create_user("c@example.org", None, name="C")
    RoleGrant.objects.create(person=person, service="maraudes", role="coordination")
    client.force_login(person)
    return person


@pytest.mark.usefixtures("coordinator")
@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("fr", "ce lieu n’a pas dit qui héberge ses données"),
        ("en", "this place has not said who hosts its data"),
    ],
)
def test_pages_are_closed_and_say_what_to_do(
    client: Client, path: str, language: str, said: str
) -> None:
    with override_settings(**CLOSED):
        page = screen(client.get(f"/s/maraudes/{path}/?lang={language}"), 403)
    assert said in page.text
    assert "LIEU_DECLARED_HOST" in page.text
    assert page.all("table") == []


def test_no_record_no_export_and_no_sign_in_behind_the_guard(client: Client) -> None:
    with override_settings(**CLOSED):
        assert client.get("/s/maraudes/personnes/").status_code == 403
        assert client.get("/s/maraudes/personnes/anything/").status_code == 403
        assert client.post("/s/maraudes/personnes/anything/").status_code == 403
        assert client.get("/s/maraudes/personnes/export/csv/").status_code == 403


def test_texts_stay_open(client: Client) -> None:
    with override_settings(**CLOSED):
        assert screen(client.get("/s/maraudes/")).heading
        assert screen(client.get("/s/maraudes/livret/")).heading
        assert screen(client.get("/s/reseau/projets/")).heading


@pytest.mark.usefixtures("coordinator")
def test_a_declared_host_opens_them(client: Client) -> None:
    with override_settings(DEMO=False, DECLARED_HOST="Hébergeur certifié"):
        assert screen(client.get("/s/maraudes/personnes/")).heading == "Personnes"
