"""The records that answers make or change, through the datasets' own actions."""

import uuid as uuids
from typing import Any

from django.utils.translation import gettext as _

from lieucommun.engines.xforms import Answers, Entity, Problem, referred_first
from lieucommun.kernel.datasets.actions import Written, create_record, update_record
from lieucommun.kernel.datasets.attached import MARK
from lieucommun.kernel.datasets.errors import ConflictError, InvalidRecord, NotAllowedError
from lieucommun.kernel.datasets.fields import Field
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .files import uuid_in
from .models import Submission, SubmissionRecord
from .refusals import NotReady, RefusedForm

FILES = frozenset({"file", "image", "audio"})
#: Hours and minutes, of a time that a form writes with seconds and a zone.
TIME = 5


def write_records(
    service: LoadedService, submission: Submission, answers: Answers, by: Viewer
) -> list[SubmissionRecord]:
    """Make and change the records of the entities of a form; raises NotReady or RefusedForm.

    Returns what is new; answers put right change the records that they made.
    """
    allowed = service.manifest.forms[submission.form].writes
    made = {each.dataset: each.record for each in submission.records.filter(created=True)}
    found = []
    for entity in referred_first(answers.entities()):
        if entity.dataset not in allowed:
            raise RefusedForm("rights")
        dataset = service.dataset(entity.dataset)
        try:
            known = made.get(entity.dataset) if entity.create else None
            if known is None:
                done = _write(dataset, entity, by)
            else:
                done = _write_again(dataset, entity, by, known, answers)
        except (NotAllowedError, UnknownRecord, ConflictError) as refused:
            raise RefusedForm("rights") from refused
        except InvalidRecord as invalid:
            raise NotReady(_problems(answers, entity, invalid)) from invalid
        if done.uuid in made.values():
            continue
        found.append(
            SubmissionRecord(
                submission=submission,
                dataset=entity.dataset,
                record=done.uuid,
                created=entity.create,
            )
        )
    return found


def _write(dataset: Dataset, entity: Entity, by: Viewer) -> Written:
    raw = {
        name: value_of(dataset.fields[name], text)
        for name, text in entity.properties.items()
        if name in dataset.fields and (text or not entity.create)
    }
    identifier = uuids.UUID(entity.id.removeprefix("uuid:"))
    if entity.create:
        return create_record(dataset, raw, by=by, uuid=identifier)
    expected = int(entity.base_version) if entity.base_version.isdecimal() else None
    return update_record(dataset, identifier, raw, by=by, expected_version=expected)


def _write_again(
    dataset: Dataset, entity: Entity, by: Viewer, made: uuids.UUID, answers: Answers
) -> Written:
    """Change the record that answers made: what they no longer say is emptied."""
    raw = {name: "" for name in _saved(answers, entity.dataset) if name in dataset.fields}
    raw |= {
        name: value_of(dataset.fields[name], text)
        for name, text in entity.properties.items()
        if name in dataset.fields
    }
    return update_record(dataset, made, raw, by=by)


def _saved(answers: Answers, dataset: str) -> set[str]:
    """Return the fields of a dataset that a form saves to: those of its entities of that name."""
    live = answers.live
    return {
        place.save_to
        for names, places in answers.form.entities.items()
        if any(_declares(holder, dataset) for holder in live.elements(names))
        for place in places
    }


def _declares(holder: Any, dataset: str) -> bool:
    return any(each.get("dataset") == dataset for each in holder.iterfind("{*}meta/{*}entity"))


def value_of(field: Field, text: str) -> Any:
    """Return an answer as a field of a record reads it."""
    if not text:
        return ""
    match field.type:
        case "choices":
            return text.split()
        case "point":
            latitude, longitude = (*text.split(), "")[:2]
            return {"lat": latitude, "lon": longitude}
        case "time":
            return text[:TIME]
        case kind if kind in FILES:
            return f"{MARK}{uuid_in(text)}"
    return text


def _problems(answers: Answers, entity: Entity, invalid: InvalidRecord) -> list[Problem]:
    """Say on the questions what the fields of a record refuse."""
    saved = {place.save_to: place.path for place in answers.form.places.values() if place.save_to}
    told = []
    for name, sentences in invalid.by_field().items():
        path = saved.get(name, "")
        sentence = " ".join(sentences)
        text = (
            sentence
            if path
            else _("“%(field)s”: %(problem)s")
            % {"field": name or entity.dataset, "problem": sentence}
        )
        told.append(Problem(path, "record", {"": text}))
    return told
