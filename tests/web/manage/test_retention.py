"""The screens of retention: what comes, what is held and why, what was done."""

import datetime as dt
import uuid

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.retention.models import Mark
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.services.registry import open_service
from tests.jobs import run_jobs
from tests.screen import screen

PLACE, SERVICE = "/place/retention/", "/s/essai/_manage/retention/"


def seen(days: int, slug: str = "essai") -> uuid.UUID:
    day = timezone.localdate() - dt.timedelta(days=days)
    gens = open_service(slug).dataset("gens")
    return create_record(gens, {"nom": "Zqcanary", "vu": day.isoformat()}, by=SYSTEM).uuid


def test_what_comes_is_told_without_saying_who(chief: Client) -> None:
    over, soon = seen(400), seen(350)
    seen(20)
    page = screen(chief.get(SERVICE))
    assert "Gens 1 an depuis : Vu le" in page.text.replace("\xa0", " ")
    assert [str(over), str(soon)] == page.texts("code")
    assert "Zqcanary" not in page.html
    assert page.texts("h2")[:2] == ["Ce qui arrive à son terme d’ici 30 jours", "Garder une fiche"]


def test_a_record_is_held_with_a_reason_then_released(chief: Client) -> None:
    over = seen(400)
    form = screen(chief.get(f"{SERVICE}?record={over}"))
    assert form.all("input", name="record")[0].get("value") == str(over)
    nothing = chief.post(SERVICE, {"record": str(over), "act": "hold", "reason": " "})
    assert "Dites pourquoi" in screen(nothing, 422).text
    chief.post(SERVICE, {"record": f"http://x/s/essai/gens/{over}/", "act": "hold", "reason": "R."})
    assert Mark.objects.get().reason == "R."
    page = screen(chief.get(SERVICE))
    assert "R." in page.text
    chief.post(SERVICE, {"record": str(over), "act": "release"})
    assert Mark.objects.count() == 0
    acts = JournalEntry.objects.filter(action__in=["record.held", "record.released"])
    assert {entry.person for entry in acts} == {int(chief.session["_auth_user_id"])}


@pytest.mark.parametrize("given", ["", "rien", str(uuid.UUID(int=7))])
def test_a_record_of_nowhere_is_said_to_be_unknown(chief: Client, given: str) -> None:
    answer = chief.post(SERVICE, {"record": given, "act": "hold", "reason": "Enquête"})
    page = screen(answer, 422)
    assert "Aucune fiche de ce service" in page.text
    assert page.all("input", name="reason")[0].get("value") == "Enquête"


def test_a_record_of_another_service_is_not_held(chief: Client) -> None:
    other = seen(400, "autre")
    answer = chief.post(SERVICE, {"record": str(other), "act": "hold", "reason": "Enquête"})
    assert answer.status_code == 422
    assert Mark.objects.count() == 0


def test_a_coordinator_reads_the_reports_and_asks_for_a_run(coordinator: Client) -> None:
    assert "Pas encore" in screen(coordinator.get(PLACE)).text
    over = seen(400)
    assert coordinator.post(PLACE)["Location"] == "/place/jobs/"
    run_jobs()
    assert not Record.objects.filter(uuid=over).exists()
    page = screen(coordinator.get(PLACE))
    assert "Encore là pour le moment" in page.text
    assert "Ce qui a été fait" in screen(coordinator.get(SERVICE)).text


def test_the_screen_costs_the_same_at_2_and_200_records(chief: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert chief.get(SERVICE).status_code == 200
        return len(caught)

    def some(number: int) -> None:
        for each in range(number):
            record = Record.objects.get(uuid=seen(400))
            if each % 2:
                Mark.objects.create(
                    record=record.uuid, kind="held", version=1, reason="x", at=timezone.now()
                )

    some(2)
    statements()
    few = statements()
    some(40)
    Record.objects.update(expires_at=timezone.now() - dt.timedelta(days=1))
    assert statements() == few
