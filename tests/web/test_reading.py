"""Who was shown personal fields, of how many records, is in the journal; one line per request."""

import uuid
from collections.abc import Iterator

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponseBase, StreamingHttpResponse
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.journal.reading import current
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.web.reading import ReadingMiddleware

pytestmark = pytest.mark.django_db
PEOPLE = "/s/maraudes/personnes/"


@pytest.fixture
def coordinator(client: Client) -> Person:
    person = Person.objects.create_user("v@example.org", None, name="V")
    RoleGrant.objects.create(person=person, service="maraudes", role="coordination")
    client.force_login(person)
    return person


def reads() -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(action="records.read").order_by("pk"))


def test_a_list_makes_one_entry_without_values(client: Client, coordinator: Person) -> None:
    assert client.get(PEOPLE).status_code == 200
    (entry,) = [each for each in reads() if each.object_kind == "personnes"]
    assert (entry.service, entry.person, entry.object_id) == ("maraudes", coordinator.pk, "")
    assert entry.count > 1
    # No note: that of another team is hidden from who coordinates.
    assert entry.fields == ["annee_naissance", "partage_par", "position", "rendez_vous", "surnom"]


@pytest.mark.usefixtures("coordinator")
def test_a_list_costs_one_statement_more(client: Client) -> None:
    client.get(PEOPLE)
    before = len(reads())
    with CaptureQueriesContext(connection) as captured:
        client.get(PEOPLE)
    written = [each["sql"] for each in captured.captured_queries if "journal_" in each["sql"]]
    assert len(written) == len(reads()) - before == 1
    assert written[0].startswith("INSERT")


@pytest.mark.parametrize("path", ["/", "/s/reseau/", "/s/reseau/projets/", "/s/maraudes/"])
def test_public_reads_write_nothing(client: Client, path: str) -> None:
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    assert [each for each in captured.captured_queries if "journal_" in each["sql"]] == []
    assert reads() == []


def _streamed(number: int) -> StreamingHttpResponse:
    def parts() -> Iterator[bytes]:
        for _ in range(number):
            readings = current()
            assert readings is not None
            readings.note("essai", "personnes", uuid.uuid4(), ["surnom"])
            yield b"part"

    def view(_: HttpRequest) -> HttpResponseBase:
        return StreamingHttpResponse(parts())

    request = RequestFactory().get("/")
    request.user = Person.objects.create_user("s@example.org", None, name="S")
    response = ReadingMiddleware(view)(request)
    assert isinstance(response, StreamingHttpResponse)
    return response


def test_a_streamed_answer_is_journaled_once_at_its_end() -> None:
    response = _streamed(3)
    assert reads() == []
    assert b"".join(response) == b"part" * 3  # type: ignore[arg-type]
    (entry,) = reads()
    assert (entry.count, entry.fields) == (3, ["surnom"])
    assert current() is None


def test_a_streamed_answer_left_midway_tells_what_was_given() -> None:
    response = _streamed(3)
    next(iter(response))
    for close in response._resource_closers:  # close() would end the test's own connection too
        close()
    assert [entry.count for entry in reads()] == [1]
