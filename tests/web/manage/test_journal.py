"""The journal on screens: words instead of codes, filters, pages, exports; and one's own."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.datasets.actions import create_record, update_record
from lieucommun.kernel.journal.actions import record_entry, record_reads
from lieucommun.kernel.journal.models import JournalCheck, JournalEntry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.registry import open_service
from lieucommun.web.views.manage.journal import PER_PAGE
from tests.jobs import run_jobs
from tests.screen import screen

from .conftest import someone

PLACE, SERVICE, MINE = "/place/journal/", "/s/essai/_manage/journal/", "/me/journal/"


def rows(client: Client, address: str) -> list[str]:
    table = screen(client.get(address)).all("tbody")
    return [] if not table else [" ".join(cell.itertext()).strip() for cell in table[0]]


def test_acts_are_told_in_words(chief: Client) -> None:
    charles = Person.objects.get(name="Charles")
    made = create_record(
        open_service("essai").dataset("gens"), {"nom": "Zqcanary"}, by=viewer_for(charles, "essai")
    )
    record_reads(service="essai", dataset="gens", by=charles.pk, count=3, fields=["nom"])
    record_entry("record.updated", service="autre", by=charles.pk)
    record_entry("essai.inconnu", service="essai", by=None)
    page = screen(chief.get(SERVICE))
    assert "A vu des données personnelles" in page.text
    assert f"Gens {made.uuid}" in page.text
    assert "essai.inconnu" in page.text
    assert "Zqcanary" not in page.html
    assert "Autre" not in page.texts("td")


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ("person=charles", 1),
        ("person=personne", 0),
        ("action=record.deleted", 1),
        ("object=8f14", 1),
        ("since=2031-01-01", 0),
        ("until=2031-01-01", 3),
        ("since=hier&until=2026-99-99", 3),
    ],
)
def test_filters_leave_what_is_asked_for(chief: Client, asked: str, left: int) -> None:
    JournalEntry.objects.all()
    charles = Person.objects.get(name="Charles")
    record_entry("record.updated", service="essai", by=charles.pk)
    record_entry("record.deleted", service="essai", object_id="8f14")
    record_entry("record.created", service="essai")
    before = JournalEntry.objects.filter(service="essai").exclude(
        action__in=["service.published", "service.drafted", "role.granted"]
    )
    assert before.count() == 3
    told = [row for row in rows(chief, f"{SERVICE}?{asked}") if "fiche" in row]
    assert len(told) == left


def test_pages_cost_the_same_and_follow_one_another(coordinator: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert coordinator.get(f"{PLACE}?action=record.updated").status_code == 200
        return len(caught)

    people = [Person.objects.create_user(f"p{n}@example.org", name=f"P{n}").pk for n in range(9)]
    for number in range(2):
        record_entry("record.updated", service="essai", by=people[number])
    statements()
    few = statements()
    for number in range(PER_PAGE):
        record_entry("record.updated", service="essai", by=people[number % 9])
    assert statements() == few
    page = screen(coordinator.get(f"{PLACE}?action=record.updated"))
    second = coordinator.get(PLACE + page.links()["Suivant"])
    assert len(screen(second).all("tbody")[0]) == 2


def test_it_is_verified_when_asked_for(coordinator: Client) -> None:
    assert "Pas encore vérifié" in screen(coordinator.get(PLACE)).text
    coordinator.post(PLACE)
    run_jobs()
    check = JournalCheck.objects.get()
    told = screen(coordinator.get(PLACE)).text
    assert ("Le journal tient" in told) == check.holds
    JournalCheck.objects.update(holds=False, found=[["altered", "essai", 4]])
    assert "un acte a été altéré (essai, 4)" in screen(coordinator.get(PLACE)).text


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_it_is_taken_away(chief: Client, kind: str) -> None:
    record_entry("record.deleted", service="essai", object_id="8f14")
    answer = chief.get(f"{SERVICE}?action=record.deleted&format={kind}")
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]
    if kind == "csv":
        assert "A supprimé une fiche,Essai,8f14" in content.decode("utf-8-sig")
    if kind == "json":
        (item,) = json.loads(content)["items"]
        assert (item["Acte"], item["Qui"]) == ("A supprimé une fiche", "Le lieu")


class TestMine:
    def test_i_see_what_i_did(self, somebody: Client) -> None:
        zoe = Person.objects.get(name="Zoe")
        record_entry(
            "record.deleted", service="essai", by=zoe.pk, object_kind="gens", fields=["vu"]
        )
        record_entry("record.created", service="essai", by=zoe.pk + 1)
        (row,) = rows(somebody, MINE)
        assert "A supprimé une fiche Essai Gens Vu le" in " ".join(row.split())

    def test_others_are_told_by_their_role(self, somebody: Client) -> None:
        someone("charles", "essai", "chef")
        zoe, charles = Person.objects.get(name="Zoe"), Person.objects.get(name="Charles")
        gens = open_service("essai").dataset("gens")
        mine = create_record(gens, {"nom": "Moi"}, by=viewer_for(zoe, "essai"))
        update_record(gens, mine.uuid, {"vu": "2026-01-01"}, by=viewer_for(charles, "essai"))
        record_reads(service="essai", dataset="gens", by=charles.pk, count=1, fields=["nom"])
        record_reads(service="autre", dataset="gens", by=charles.pk, count=1, fields=["nom"])
        page = screen(somebody.get(f"{MINE}?of=others"))
        told = [" ".join(row.split()) for row in rows(somebody, f"{MINE}?of=others")]
        assert len(told) == 2
        assert "Chef A vu des données personnelles Essai Gens Nom" in told[0]
        assert "Chef A modifié une fiche Essai Gens Vu le" in told[1]
        assert "Charles" not in page.text

    def test_nobody_is_asked_to_sign_in(self, client: Client) -> None:
        assert client.get(MINE)["Location"] == f"/sign-in/?next={MINE}"
