"""What became of what was sent: where its case is followed, what is asked to be put right."""

from collections.abc import Iterator
from dataclasses import dataclass

from lieucommun.blocks.forms.visiting import Visit
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.forms.telling import Line, parts
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.workflows.queries import asked_to_correct


@dataclass(frozen=True, slots=True)
class AskedRight:
    """Why answers are asked for again, and which."""

    reason: str
    questions: tuple[Line, ...]


def case_of(opened: OpenPage, submission: Submission) -> str:
    """Return where the viewer follows the case that a submission made; "" when nowhere."""
    records = submission.records.filter(created=submission.about is None)
    written = {each.dataset: each.record for each in records}
    for page in opened.service.manifest.pages:
        record = written.get(getattr(page, "dataset", "") or "")
        if page.block == "cases" and record is not None:
            case = OpenPage(opened.service, page, opened.viewer, opened.language)
            if case.allowed:
                return _task(case, str(record), submission.task)
    return ""


def _task(case: OpenPage, record: str, task: str) -> str:
    """Return where a case goes on once the answers that it asked for are sent."""
    kind, _, name = task.partition(":")
    if kind == "step":
        return case.url("step", key=record, transition=name)
    if kind == "opinion":
        return case.url("give", key=record, uuid=name)
    return case.url("sheet", key=record)


def asked_right(here: Visit) -> AskedRight | None:
    """Return what whoever instructs the case asks to be put right in answers sent before."""
    submission = here.held.draft.corrects
    if submission is None:
        return None
    for written in submission.records.filter(created=True):
        step = asked_to_correct(written.record)
        if step is not None:
            return AskedRight(step.reason, tuple(_lines(here, set(step.corrections))))
    return None


def _lines(here: Visit, fields: set[str]) -> Iterator[Line]:
    places = here.speech.answers.form.places.values()
    saved = {place.path: place.save_to for place in places if place.save_to}
    for part in parts(here.speech, {}):
        for line in part.lines:
            if saved.get(line.path) in fields:
                yield line
