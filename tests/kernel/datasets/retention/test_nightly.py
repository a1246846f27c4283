"""Retention every night, by a job: what it does, what it reports, what it leaves for later."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
import time_machine
from django.test.utils import override_settings
from django.utils import timezone

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, delete_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.retention import queries
from lieucommun.kernel.datasets.retention.actions import hold_record, release_record
from lieucommun.kernel.datasets.retention.models import Run, RunLine
from lieucommun.kernel.datasets.retention.reclaiming import JOB, leave_no_trace
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.jobs.scheduling import tick
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget, open_service, synchronise
from tests.jobs import run_jobs
from tests.kernel.services.folders import service
from tests.web.manage.conftest import MANIFEST

pytestmark = pytest.mark.django_db


@pytest.fixture
def essai(tmp_path: Path, db: None) -> Iterator[LoadedService]:
    del db
    service(tmp_path, MANIFEST, **{"accueil.md": "# Bonjour\n"})
    with override_settings(SERVICE_FOLDERS=[tmp_path], DEMO=False):
        forget()
        assert synchronise().problems == ()
        yield open_service("essai")
    forget()


@pytest.fixture
def gens(essai: LoadedService) -> Dataset:
    return essai.dataset("gens")


def seen(gens: Dataset, days: int, name: str = "Zoé") -> Record:
    """Add a record last seen some days ago; its time is over after 365."""
    day = timezone.localdate() - dt.timedelta(days=days)
    made = create_record(gens, {"nom": name, "vu": day.isoformat()}, by=SYSTEM)
    return Record.objects.get(uuid=made.uuid)


def night() -> list[Job]:
    """What a worker does the next day."""
    tick()
    with time_machine.travel(timezone.now() + dt.timedelta(days=1)):
        tick()
        return run_jobs()


def test_every_night_what_is_over_goes_and_a_report_stays(gens: Dataset) -> None:
    over, kept, held = seen(gens, 400), seen(gens, 20), seen(gens, 400)
    gone = seen(gens, 400)
    delete_record(gens, gone.uuid, by=SYSTEM)
    hold_record(held.uuid, "Contentieux 12", service="essai", by=7)
    assert "retention.daily" in {job.name for job in night()}
    left = set(Record.objects.filter(service__slug="essai").values_list("uuid", flat=True))
    assert left == {kept.uuid, held.uuid}
    line = RunLine.objects.get(service="essai")
    assert (line.due, line.done, line.histories, line.held) == (1, 1, 1, 1)
    assert (line.dataset, line.keep, line.since, line.then) == ("gens", "P1Y", "vu", "delete")
    told = JournalEntry.objects.filter(service="essai", object_id=str(over.uuid))
    assert told.order_by("-pk").first().action == "record.forgotten"  # type: ignore[union-attr]
    holding = JournalEntry.objects.get(action="record.held")
    assert (holding.person, holding.object_id) == (7, str(held.uuid))


def test_traces_are_cleaned_later_where_they_could_not_be(gens: Dataset) -> None:
    seen(gens, 400)
    night()  # in the transaction of a test nothing can be cleaned
    assert Run.objects.get().reclaimed is False
    waiting = Job.objects.get(name=JOB, state="waiting")
    assert waiting.due_at is not None


def test_a_night_with_nothing_to_do_costs_no_cleaning(gens: Dataset) -> None:
    seen(gens, 20)
    night()
    assert (Run.objects.get().reclaimed, RunLine.objects.count()) == (None, 0)
    assert not Job.objects.filter(name=JOB).exists()


def test_whoever_forgets_asks_for_one_cleaning_a_night() -> None:
    leave_no_trace()
    leave_no_trace()
    job = Job.objects.get(name=JOB)
    assert job.due_at is not None
    assert timezone.localtime(job.due_at).strftime("%H:%M") == "04:10"


def test_what_comes_is_counted(essai: LoadedService, gens: Dataset) -> None:
    first, soon, held = seen(gens, 400), seen(gens, 350), seen(gens, 350)
    seen(gens, 20)
    hold_record(held.uuid, "Enquête")
    (each,) = queries.forecast(essai)
    assert (each.due, each.soon, each.held) == (1, 1, 1)
    assert [ending.uuid for ending in queries.ending(essai, 10)] == [first.uuid, soon.uuid]
    (kept,) = queries.held_records(essai, 10)
    assert (kept.uuid, kept.reason, kept.dataset) == (held.uuid, "Enquête", "gens")
    release_record(held.uuid)
    assert queries.held_records(essai, 10) == []
