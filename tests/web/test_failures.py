"""What a visitor reads when something is missing, refused or broken."""

import json
import re

import pytest
from django.db import connection
from django.test import Client

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Person
from tests.screen import screen

pytestmark = pytest.mark.django_db


@pytest.fixture
def visitor() -> Client:
    """A visitor who reads the page of a failure, as in a browser."""
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    "address",
    [
        "/nothing/",
        "/s/nothing/",
        "/s/reseau/nothing/",
        "/s/reseau/laboratoire/nothing/",
        "/s/reseau/index/nothing/",
        "/s/reseau/_nothing/",
        "/s/reseau/_folder/nothing.yaml",
        "/s/nothing/_folder/",
        "/s/nothing/_folder/service.yaml",
        "/about/nothing/",
        "/s/Réseau/",
        "/%00",
        "/s/reseau/%00/",
        "/s/reseau/" + "a/" * 300,
    ],
)
def test_unknown_address_offers_ways_on(client: Client, address: str) -> None:
    page = screen(client.get(address), 404)
    assert page.heading == "Page introuvable"
    assert "/" in page.links().values()
    assert page.all("form", action="/search/")


def test_unknown_address_in_english(client: Client) -> None:
    assert screen(client.get("/nothing/?lang=en"), 404).heading == "Page not found"


@pytest.mark.parametrize("rest", ["nowhere", "nowhere%0A"])
def test_programs_are_told_of_an_unknown_address_as_of_any_problem(
    client: Client, rest: str
) -> None:
    answer = client.get(f"/api/{rest}?lang=en")
    assert (answer.status_code, answer["Content-Type"]) == (404, "application/problem+json")
    assert json.loads(answer.content) == {
        "type": "urn:lieucommun:problem:not-found",
        "title": "There is nothing here",
        "status": 404,
        "detail": "No address of the API is written so.",
    }


def test_refused_page_says_who_one_is(client: Client) -> None:
    client.force_login(Person.objects.create_user("lea@example.org", None, name="Léa"))
    page = screen(client.get("/s/reseau/canevas/"), 403)
    assert "Léa" in page.text


def test_closed_page_asks_to_sign_in_first(client: Client) -> None:
    answer = client.get("/s/reseau/canevas/")
    assert (answer.status_code, answer["Location"]) == (302, "/sign-in/?next=/s/reseau/canevas/")


def test_failure_gives_a_reference_and_keeps_it(visitor: Client) -> None:
    break_records()
    page = screen(visitor.get("/s/reseau/projets/"), 500)
    (reference,) = re.findall(r"\b[0-9a-f]{8}\b", page.text)
    if connection.vendor == "sqlite":  # PostgreSQL writes nothing more in a broken transaction
        entry = JournalEntry.objects.get(action="failure")
        assert (entry.object_id, entry.object_kind) == (reference, "OperationalError")


def test_failure_tells_nothing_of_its_cause(
    visitor: Client, caplog: pytest.LogCaptureFixture
) -> None:
    break_records()
    text = visitor.get("/s/reseau/projets/").content.decode()
    for word in ("Traceback", "Error", "datasets_record", "SELECT", "lieucommun/"):
        assert word not in text
    (reference,) = re.findall(r"<strong>([0-9a-f]{8})</strong>", text)
    assert f"failure {reference} at /s/reseau/projets/" in caplog.text


def test_failure_of_all_that_surrounds_a_page_is_still_a_page(visitor: Client) -> None:
    from lieucommun.kernel.services.registry import forget

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE services_service RENAME TO services_service_away")
    forget()
    page = screen(visitor.get("/"), 500)
    assert re.findall(r"\b[0-9a-f]{8}\b", page.text)
    forget()


def test_form_open_for_too_long_says_what_to_do() -> None:
    client = Client(enforce_csrf_checks=True)
    page = screen(client.post("/sign-in/", {"username": "a", "password": "b"}), 403)
    assert page.heading == "Ce formulaire est resté ouvert trop longtemps"
    assert "/" in page.links().values()


def break_records() -> None:
    """Take away the table of records: whatever reads one fails."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE datasets_record RENAME TO datasets_record_away")
