"""The personal page: who one is, preferences, what is known, leaving."""

import io
import zipfile

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import forget
from tests.joining import essai, known
from tests.screen import screen

__all__ = ["essai"]
pytestmark = pytest.mark.usefixtures("essai")


@pytest.fixture
def zoe() -> Person:
    return known("zoe@example.org")


def test_the_page_is_for_its_person_and_never_stored(client: Client, zoe: Person) -> None:
    assert client.get("/me/")["Location"].startswith("/sign-in/")
    client.force_login(zoe)
    assert "Vous n’avez pas encore de rôle" in screen(client.get("/me/")).text
    grant_role(zoe.email, "essai", "region", organisation="Nord")
    for address in ("/me/", "/me/data/", "/me/data/erase/", "/me/preferences/"):
        answer = client.get(address)
        assert answer["Cache-Control"] == "no-store"
        page = screen(answer)
    page = screen(client.get("/me/"))
    assert page.heading == "Zoe"
    assert "Région · Nord" in page.text
    menu = [link.get("href") for link in page.root.iter("a")]
    assert "/me/" in menu


def test_preferences_are_kept_and_follow_to_another_browser(client: Client, zoe: Person) -> None:
    client.force_login(zoe)
    refused = client.post("/me/preferences/", {"name": " ", "language": "ar", "easy": "true"})
    page = screen(refused, 422)
    chosen = [box.get("value") for box in page.all("input") if box.get("checked") is not None]
    assert chosen == ["ar", "true"]
    client.post("/me/preferences/", {"name": "Zoé  B.", "language": "ar", "easy": "true"})
    zoe.refresh_from_db()
    assert (zoe.name, zoe.language, zoe.easy_to_read) == ("Zoé B.", "ar", True)
    assert screen(client.get("/me/")).language == "ar"


def test_everything_is_taken_away_by_post(client: Client, zoe: Person) -> None:
    client.force_login(zoe)
    assert client.get("/me/data/export/").status_code == 405
    answer = client.post("/me/data/export/")
    assert answer["Cache-Control"] == "no-store"
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert "people-person.json" in book.namelist()
        assert "person.exported" in book.read("journal-journalentry.csv").decode()


def test_an_account_is_erased_once_its_address_is_typed(client: Client, zoe: Person) -> None:
    client.force_login(zoe)
    screen(client.post("/me/data/erase/", {"email": "other@example.org"}), 422)
    assert Person.objects.filter(pk=zoe.pk).exists()
    answer = client.post("/me/data/erase/", {"email": "ZOE@example.org"}, follow=True)
    assert "Votre compte est effacé." in screen(answer).text
    assert not Person.objects.filter(pk=zoe.pk).exists()
    assert client.get("/me/")["Location"].startswith("/sign-in/")


def test_what_is_known_costs_the_same_whatever_there_is(client: Client, zoe: Person) -> None:
    client.force_login(zoe)

    def statements(number: int) -> int:
        for rank in range(number):
            grant_role(zoe.email, "essai", "region", organisation=f"Nord {rank}")
        forget()
        with CaptureQueriesContext(connection) as queries:
            screen(client.get("/me/data/"))
        return len(queries)

    statements(1)
    assert statements(2) == statements(200)
