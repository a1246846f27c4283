"""What is done with the journal by itself: purge, ends kept aside, verification kept."""

import datetime as dt
import json
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import override_settings
from django.utils import timezone

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal import witness
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.journal.models import JournalCheck, JournalEntry, JournalHead, JournalSeal
from lieucommun.kernel.journal.sealing import seal
from lieucommun.kernel.journal.verifying import verify
from tests.jobs import run_jobs
from tests.journal import unguarded

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def data(tmp_path: Path) -> Path:
    with override_settings(DATA_DIR=tmp_path):
        yield tmp_path  # type: ignore[misc]


def written(length: int = 8) -> None:
    for number in range(length):
        record_entry("record.updated", service="essai", by=number)
    seal()


def aged(days: int) -> None:
    """Write entries as they would have been some days ago."""
    with unguarded():
        then = timezone.now() - dt.timedelta(days=days)
        JournalEntry.objects.update(at=then)
        JournalSeal.objects.all().delete()
        JournalHead.objects.all().delete()
    seal()


def done(name: str) -> JournalCheck | None:
    enqueue(name)
    run_jobs()
    return JournalCheck.objects.order_by("-pk").first()


def test_the_oldest_go_at_night_and_the_chain_holds() -> None:
    written(6)
    aged(400)
    written(3)
    done("journal.purge")
    assert JournalEntry.objects.filter(service="essai", action="record.updated").count() == 3
    verdict = verify()
    assert verdict.holds
    assert [chain.purged for chain in verdict.chains if chain.service == "essai"] == [6]
    check = done("journal.verify")
    assert check is not None
    assert (check.holds, check.found) == (True, [])


def test_an_altered_entry_is_kept_as_found() -> None:
    written()
    with unguarded(), connection.cursor() as cursor:
        cursor.execute("UPDATE journal_journalentry SET person = 99 WHERE person = 3")
    check = done("journal.verify")
    assert check is not None
    assert (check.holds, check.found) == (False, [["altered", "essai", 4]])


def test_an_older_database_put_back_is_found(data: Path) -> None:
    written(5)
    done("journal.heads")
    written(5)
    done("journal.heads")
    assert witness.missing() == []
    with unguarded():  # what a copy of the day before holds
        ends = json.loads((data / "journal.heads").read_text().splitlines()[0])["chains"]
        sequence, end = ends["essai"]
        late = JournalSeal.objects.filter(service="essai", sequence__gt=sequence)
        JournalEntry.objects.filter(pk__in=late.values("entry")).delete()
        late.delete()
        JournalHead.objects.filter(service="essai").update(sequence=sequence, hash=end)
    assert [(each.line, each.service) for each in witness.missing()] == [(2, "essai")]


def test_lines_are_signed_and_written_when_something_moved(data: Path) -> None:
    file = data / "journal.heads"
    written(2)
    done("journal.heads")
    done("journal.heads")
    assert len(file.read_text().splitlines()) == 1
    file.write_text(file.read_text().replace('"essai": [2', '"essai": [1'))
    assert [each.line for each in witness.missing()] == [1]
    file.write_text("rien\n[]\n")
    assert [each.line for each in witness.missing()] == [1, 2]


def test_a_purge_does_not_make_former_ends_missing() -> None:
    written(4)
    aged(400)
    done("journal.heads")
    written(2)
    done("journal.purge")
    assert witness.missing() == []
