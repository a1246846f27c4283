"""What is due is done when it is due, once, whoever looks and however late."""

import datetime as dt

import pytest
from django.core import mail

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, import_records
from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.datasets.models import Record, RecordVersion
from lieucommun.kernel.workflows.models import CaseStep, OpenCase
from lieucommun.kernel.workflows.tasks import tick

from .place import Desk, at, later, state, work


class Context:
    """A job that runs in no queue."""

    def finish(self) -> None:
        """Be over."""


def look() -> None:
    tick(Context())  # type: ignore[arg-type]
    work()


def test_silence_means_yes_after_two_months(desk: Desk) -> None:
    record = desk.file()
    desk.move(record, "instruire", "bo")
    with at(later(58)):
        look()
        assert state(record) == "instruction"
    with at(dt.datetime(2026, 5, 4, 9, tzinfo=dt.UTC)):
        look()
        look()
        assert state(record) == "accepte"
    step = CaseStep.objects.get(timer="silence")
    assert step.at == dt.datetime(2026, 5, 2, 7, tzinfo=dt.UTC)  # 9 o'clock, summer time
    assert (step.by, step.transition, step.version) == (None, "accepter", 3)
    assert RecordVersion.objects.filter(record=record.uuid).count() == 3


def test_a_reminder_comes_twice_and_no_more(desk: Desk) -> None:
    desk.file()
    seen = []
    for day in (1, 3, 3, 5, 5, 9, 30):
        with at(later(day)):
            look()
        seen.append(len([each for each in mail.outbox if "attend" in each.subject]))
    assert seen == [0, 1, 1, 2, 2, 2, 2]


def test_a_guard_that_says_no_keeps_the_case_open(desk: Desk) -> None:
    record = desk.file(montant=5000)
    desk.move(record, "instruire", "bo")
    with at(later(70)):
        look()
        assert state(record) == "instruction"
        assert CaseStep.objects.get(timer="silence").transition == ""
        desk.move(record, "refuser", "bo", "Trop cher")


def test_what_was_due_comes_before_what_someone_does(desk: Desk) -> None:
    record = desk.file()
    desk.move(record, "demander", "bo", "Une pièce")
    with at(later(31)):
        with pytest.raises(NotAllowedError):
            desk.move(record, "completer", "amel")
        look()
    assert state(record) == "refuse"


def test_imported_records_are_followed_from_where_they_are(desk: Desk) -> None:
    import_records(
        desk.dataset,
        [Row(1, {"nom": "Venu", "montant": 1, "recu_le": "2026-03-01"})],
    )
    record = Record.objects.get(data__nom="Venu")
    assert OpenCase.objects.count() == 0
    with at(later(1)):
        look()
    assert OpenCase.objects.get().due_at == later(2)
    create_record(desk.dataset, {"nom": "Fini", "montant": 1}, by=SYSTEM, state="refuse")
    with at(later(3)):
        look()
    assert OpenCase.objects.get().record == record.uuid
    assert len([each for each in mail.outbox if "attend" in each.subject]) == 1
