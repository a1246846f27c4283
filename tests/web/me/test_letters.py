"""Letters about cases, read again in the place by whom they were sent to, and nobody else."""

from collections.abc import Iterator

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.messages.models import Letter
from lieucommun.kernel.messages.tasks import gather
from tests.kernel.workflows.place import MONDAY, Desk, at, later, opened, work
from tests.kernel.workflows.test_timers import Context
from tests.screen import screen


@pytest.fixture
def desk(db: None) -> Iterator[Desk]:
    del db
    with at(MONDAY), opened() as service:
        found = Desk(service)
        found.person("amel", "demandeur")
        found.person("bo", "agent")
        yield found


def client(desk: Desk, name: str) -> Client:
    found = Client()
    found.force_login(desk.people[name])
    return found


def test_a_letter_is_read_again_by_who_it_was_sent_to(desk: Desk) -> None:
    record = desk.file()
    desk.move(record, "demander", "bo", "La facture")
    work()
    page = screen(client(desk, "amel").get("/me/letters/"))
    assert "Il manque une pièce" in page.texts("h2")
    assert "La facture" in page.text
    assert f"/s/guichet/dossiers/{record.uuid}/" in page.links().values()
    assert "Pas encore de courrier" in screen(client(desk, "bo").get("/me/letters/")).text
    assert Client().get("/me/letters/").status_code == 302


def test_many_letters_are_paged_at_the_same_cost(desk: Desk) -> None:
    record = desk.file()
    desk.move(record, "demander", "bo", "La facture")
    work()
    model = Letter.objects.get()
    amel = client(desk, "amel")
    for _warm in range(2):
        amel.get("/me/letters/")
    with CaptureQueriesContext(connection) as few:
        amel.get("/me/letters/")
    for number in range(25):
        Letter.objects.create(
            service="guichet", dataset="demandes", record=model.record, name="x",
            person=model.person, email=model.email, language="fr", subject=f"N {number}",
            text="Texte", at=model.at,
        )  # fmt: skip
    with CaptureQueriesContext(connection) as many:
        page = screen(amel.get("/me/letters/"))
    assert len(many) == len(few)
    assert len(page.texts("h2")) == 20
    last = Letter.objects.order_by("pk")[6].pk
    rest = screen(amel.get(f"/me/letters/?before={last}"))
    assert len(rest.texts("h2")) == 6
    for odd in ("x", "-1", "9" * 30):
        assert amel.get(f"/me/letters/?before={odd}").status_code == 200


def test_letters_come_together_once_a_day_to_who_prefers_it(desk: Desk) -> None:
    page = client(desk, "amel")
    kept = {"name": "Amel", "language": "fr", "daily": "true"}
    assert page.post("/me/preferences/", kept)["Location"] == "/me/"
    record = desk.file()
    desk.move(record, "demander", "bo", "La facture")
    other = desk.file(nom="Zoé")
    desk.move(other, "instruire", "bo")
    work()
    assert mail.outbox == []
    assert "La facture" in screen(page.get("/me/letters/")).text
    with at(later(1)):
        gather(Context())  # type: ignore[arg-type]
        gather(Context())  # type: ignore[arg-type]
        work()
        gather(Context())  # type: ignore[arg-type]
        work()
    (letter,) = mail.outbox
    assert letter.subject.startswith("2 courriers sur vos dossiers")
    assert letter.to == ["amel@desk.example"]
    for said in ("Il manque une pièce", "La facture", str(record.uuid), str(other.uuid)):
        assert said in letter.body
    page.post("/me/preferences/", {"name": "Amel", "language": "fr"})
    desk.move(other, "demander", "bo", "Le plan")
    work()
    assert "Le plan" in mail.outbox[-1].body
