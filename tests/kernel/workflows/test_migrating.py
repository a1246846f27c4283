"""Open cases go on with a new version of their workflow; none loses a thing."""

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.test.utils import override_settings

from lieucommun.kernel.datasets.errors import ConflictError
from lieucommun.kernel.datasets.models import Record, RecordVersion
from lieucommun.kernel.services.registry import forget, open_service, synchronise
from lieucommun.kernel.workflows.actions.consulting import ask_opinion, give_opinion
from lieucommun.kernel.workflows.actions.migrating import StuckCaseError
from lieucommun.kernel.workflows.models import OpenCase
from lieucommun.kernel.workflows.queries import dues

from .place import SERVICES, SLUG, Desk, at, later, state
from .test_timers import look

#: The second version: a state has another name, its timer another delay, a field is new.
CHANGES = {
    "version: 1.0.0": "version: 2.0.0",
    "a_completer": "en_attente",
    "after: P30D, do: classer": "after: P40D, do: classer",
    "      recu_le: {type": "      motif: {type: text, title: {fr: Motif, en: Why}}\n"
    "      recu_le: {type",
}
MAPPING = "migrations:\n  demandes: {states: {a_completer: en_attente}}\n"


@contextmanager
def served(folder: Path, changes: dict[str, str], more: str = "") -> Iterator[None]:
    """Serve the trial desk with texts of its manifest changed, as a place that updates does."""
    shutil.copytree(SERVICES, folder)
    manifest = folder / SLUG / "service.yaml"
    text = manifest.read_text(encoding="utf-8")
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    manifest.write_text(text + more, encoding="utf-8")
    with override_settings(SERVICE_FOLDERS=[folder], DEMO=False):
        forget()
        report = synchronise()
        assert report.problems == (), report.problems
        yield


def test_open_cases_go_on_with_the_new_version_and_lose_nothing(desk: Desk, tmp_path: Path) -> None:
    waiting, checked = desk.file(sante="secrète"), desk.file(nom="Zoé")
    desk.move(waiting, "demander", "bo", "Une pièce")
    desk.move(checked, "instruire", "bo")
    (eva,) = ask_opinion(
        desk.service,
        desk.dataset,
        checked.uuid,
        "avis",
        of=[desk.people["eva"].pk],
        by=desk.viewer("bo"),
    )
    answers = Record.objects.get(pk=waiting.pk).data
    with served(tmp_path / "services", CHANGES, MAPPING), at(later(1)):
        desk.service = open_service(SLUG)
        look()
        assert (state(waiting), state(checked)) == ("en_attente", "instruction")
        assert OpenCase.objects.get(record=waiting.uuid).case["state"] == "en_attente"
        assert Record.objects.get(pk=waiting.pk).data == answers
        first = RecordVersion.objects.filter(record=waiting.uuid).order_by("version").first()
        assert first is not None
        assert first.data["sante"] == "secrète"
        # The new delay counts from when the case came to its state; summer time has begun.
        due = dues(desk.service, desk.dataset, waiting.uuid)
        assert [each.at for each in due] == [later(40) - dt.timedelta(hours=1)]
        desk.move(waiting, "completer", "amel")
        opinion = give_opinion(
            desk.service, desk.dataset, eva.uuid, by=desk.viewer("eva"), verdict="favourable"
        )
        assert opinion.given_at == later(1)
        desk.move(checked, "accepter", "bo")
    assert (state(waiting), state(checked)) == ("instruction", "accepte")


def test_a_case_moves_at_once_even_before_the_sweep(desk: Desk, tmp_path: Path) -> None:
    record = desk.file()
    desk.move(record, "demander", "bo", "Une pièce")
    with served(tmp_path / "services", CHANGES, MAPPING):
        desk.service = open_service(SLUG)
        desk.move(record, "completer", "amel")
    assert state(record) == "instruction"


def test_ended_cases_take_the_new_name_of_their_state(desk: Desk, tmp_path: Path) -> None:
    record = desk.file()
    desk.move(record, "instruire", "bo")
    desk.move(record, "refuser", "bo", "Non")
    changes = {
        "version: 1.0.0": "version: 2.0.0",
        "refuse:": "rejete:",
        "to: refuse,": "to: rejete,",
    }
    mapping = "migrations:\n  demandes: {states: {refuse: rejete}}\n"
    with served(tmp_path / "services", changes, mapping):
        look()
    assert state(record) == "rejete"


def test_a_case_that_nothing_takes_over_waits_and_says_why(desk: Desk, tmp_path: Path) -> None:
    record = desk.file()
    desk.move(record, "demander", "bo", "Une pièce")
    with served(tmp_path / "services", CHANGES), at(later(50)):
        desk.service = open_service(SLUG)
        look()
        case = OpenCase.objects.get()
        assert (case.stuck, state(record)) == (
            [["lost", "a_completer", "a_completer"]],
            "a_completer",
        )
        with pytest.raises((StuckCaseError, ConflictError)):
            desk.move(record, "completer", "amel")
