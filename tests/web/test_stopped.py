"""What is stopped at the door is told with a sentence: too large, too long, too much, too busy."""

import sqlite3
from collections.abc import Callable
from http import HTTPStatus
from typing import Any

import pytest
from django.db import OperationalError, connection
from django.test import Client, RequestFactory
from pytest_django import Settings

from lieucommun.web.availability import is_unavailable
from lieucommun.web.views import stopped
from lieucommun.web.views.failures import failed
from tests.screen import screen

pytestmark = pytest.mark.django_db


def test_body_that_announces_too_much_is_not_read(client: Client, settings: Settings) -> None:
    settings.LARGEST_REQUEST = 2 * 1024 * 1024
    sent = b"x" * (2 * 1024 * 1024 + 1)
    answer = client.post("/sign-in/", sent, content_type="application/octet-stream")
    page = screen(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    assert page.heading == "Ce que vous envoyez est trop volumineux"
    assert "2 Mo" in page.text.replace("\u00a0", " ")


@pytest.mark.parametrize("length", ["-1", "beaucoup", ""])
def test_length_that_is_no_number_stops_nothing(client: Client, length: str) -> None:
    assert client.get("/", CONTENT_LENGTH=length).status_code == HTTPStatus.OK


def test_text_of_a_form_beyond_its_bound(client: Client, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
    answer = client.post("/sign-in/", {"username": "x" * 1024 * 1024})
    page = screen(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    assert "1 Mo" in page.text.replace("\u00a0", " ")


def test_more_answers_than_a_form_holds(client: Client) -> None:
    answer = client.post("/sign-in/", {f"q{number}": "1" for number in range(2_100)})
    page = screen(answer, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    assert page.heading == "Ce formulaire contient trop de réponses"


def test_address_that_is_too_long(client: Client) -> None:
    page = screen(client.get("/search/?q=" + "a" * 9_000), HTTPStatus.REQUEST_URI_TOO_LONG)
    assert page.heading == "Cette adresse est trop longue"


def test_refused_host_reads_a_page(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    page = screen(client.get("/", headers={"host": "evil.example"}), HTTPStatus.BAD_REQUEST)
    assert page.heading == "Cette demande n’a pas pu être lue"


def test_truncated_file_reads_a_page(client: Client) -> None:
    kind = "multipart/form-data; boundary="
    page = screen(client.post("/sign-in/", b"x", content_type=kind), HTTPStatus.BAD_REQUEST)
    assert page.heading == "Cette demande n’a pas pu être lue"


def test_programs_read_the_same_sentence_as_json(client: Client) -> None:
    asked = "/search/?q=" + "a" * 9_000
    answer = client.get(asked, headers={"accept": "application/json", "accept-language": "en"})
    assert answer.json()["title"] == "This address is too long"


@pytest.mark.parametrize(("wait", "words"), [(1, "1 s"), (40, "40 s"), (150, "3 min")])
def test_too_many_says_how_long_to_wait(rf: RequestFactory, wait: int, words: str) -> None:
    answer = stopped.too_many(rf.get("/"), wait)
    assert (answer.status_code, answer["Retry-After"]) == (429, str(wait))
    assert words in answer.content.decode().replace("\u00a0", " ")


def _raised(act: Callable[[], Any]) -> BaseException:
    with pytest.raises(Exception, match=r".") as caught:
        act()
    return caught.value


def _locked() -> OperationalError:
    """Return what Django raises when SQLite stays locked for longer than it may wait."""
    found = OperationalError("database is locked")
    found.__cause__ = sqlite3.OperationalError("database is locked")
    found.__cause__.sqlite_errorname = "SQLITE_BUSY"
    return found


def test_database_that_does_not_answer_is_told_as_such(rf: RequestFactory) -> None:
    request = rf.get("/", headers={"accept-language": "en"})
    try:
        raise _locked()
    except OperationalError:
        answer = failed(request)
    assert (answer.status_code, answer["Retry-After"]) == (503, "30")
    page = screen(answer, HTTPStatus.SERVICE_UNAVAILABLE)
    assert page.heading


def test_mistake_in_what_is_asked_is_no_absence() -> None:
    def ask() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT * FROM nothing_of_the_kind")

    assert not is_unavailable(_raised(ask))
    assert not is_unavailable(ValueError("no"))
    assert not is_unavailable(None)
