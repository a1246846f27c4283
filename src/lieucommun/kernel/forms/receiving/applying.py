"""Turn the entities of a submission into records: all of them, or none.

Which change goes first, and what two devices wrote meanwhile, is for `engines.entities` to say.
"""

import uuid as uuids
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from lieucommun.engines import entities as engine
from lieucommun.engines.xforms import Entity, referred_first
from lieucommun.kernel.datasets.actions import (
    SYSTEM,
    System,
    Written,
    create_record,
    update_record,
)
from lieucommun.kernel.datasets.attached import MARK
from lieucommun.kernel.datasets.errors import InvalidRecord, NotAllowedError
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.forms.models import Submission, SubmissionRecord
from lieucommun.kernel.forms.writing import FILES, value_of
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .histories import history_of, said

Standing = Submission.Standing


@dataclass(slots=True)
class Applied:
    """What became of the entities of a submission; `rows` are not kept yet."""

    standing: Standing = Standing.APPLIED
    rows: list[SubmissionRecord] = field(default_factory=list)
    problems: list[dict[str, str]] = field(default_factory=list)


class _Held(Exception):  # noqa: N818 - ends the writing of one submission, caught below
    """An earlier change of the same device has not come yet."""


class _Taken(Exception):  # noqa: N818
    """A record of this identifier is there already."""


class _Refused(Exception):  # noqa: N818
    """A record may not be written: the sentence says why."""


def apply_entities(
    service: LoadedService,
    submission: Submission,
    found: Iterable[Entity],
    files: Mapping[str, uuids.UUID],
    viewer: Viewer,
    *,
    forced: bool = False,
) -> Applied:
    """Write the records of a submission in one transaction, or say why none is.

    `files`: those that came, by the name that the answers give them. `forced`: a change that
    waited too long is written over what there is.
    """
    done, listed = Applied(), referred_first(found)
    try:
        with transaction.atomic():
            for entity in listed:
                _write(service, submission, entity, files, viewer, done, forced=forced)
    except _Held:
        return Applied(Standing.HELD, [_row(submission, each, None) for each in listed])
    except _Refused as refused:
        told = [*done.problems, {"question": "", "text": str(refused)}]
        return Applied(Standing.REFUSED, [_row(submission, each, None) for each in listed], told)
    return done


def _write(  # noqa: PLR0913 - what one entity is written with
    service: LoadedService,
    submission: Submission,
    entity: Entity,
    files: Mapping[str, uuids.UUID],
    viewer: Viewer,
    done: Applied,
    *,
    forced: bool,
) -> None:
    part = service.manifest.forms.get(submission.form)
    if part is None or entity.dataset not in part.writes:
        raise _Refused(_("This form may not write in “%(name)s”.") % {"name": entity.dataset})
    dataset = service.dataset(entity.dataset)
    raw = raw_of(dataset, entity, files)
    row = _row(submission, entity, None)
    try:
        verdict = _carried_out(dataset, entity, raw, row, viewer, done, forced=forced)
    except NotAllowedError:
        raise _Refused(_("This role may not write this record.")) from None
    except UnknownRecord:
        raise _Refused(_refusal("missing")) from None
    row.created, row.held = verdict is None, sorted(raw)
    if verdict is not None:
        row.conflict = verdict.conflict.value
        row.conflicting = {
            each.name: [each.base, each.theirs, each.mine] for each in verdict.conflicting
        }
    done.rows.append(row)


def _carried_out(  # noqa: PLR0913 - what one entity is written with
    dataset: Dataset,
    entity: Entity,
    raw: dict[str, Any],
    row: SubmissionRecord,
    viewer: Viewer,
    done: Applied,
    *,
    forced: bool,
) -> engine.Applied | None:
    """Write one record, and its version in the row; None: it was made."""
    if not entity.update:
        try:
            row.version = _create(dataset, row, raw, viewer, done).version
        except _Taken:
            if _made_before(row):
                row.version = _update(dataset, row, raw, SYSTEM, done).version
                return None
        else:
            return None
    verdict = _placed(dataset, entity, raw, forced=forced)
    if verdict is None:
        row.version = _create(dataset, row, raw, viewer, done).version
        return None
    if isinstance(verdict, engine.Held):
        raise _Held
    if isinstance(verdict, engine.Refused):
        raise _Refused(_refusal(verdict.reason.value))
    row.version = _update(dataset, row, raw, viewer, done).version
    return verdict


def _made_before(row: SubmissionRecord) -> bool:
    """Whether an edit puts right a record that the answers it replaces made, on the same device.

    Whoever wrote answers corrects them, be it in a role that changes no other record.
    """
    later, former = row.submission, row.submission.replaces
    return (
        former is not None
        and former.device_id == later.device_id
        and former.records.filter(record=row.record, created=True).exists()
    )


def raw_of(dataset: Dataset, entity: Entity, files: Mapping[str, uuids.UUID]) -> dict[str, Any]:
    """Return the values of an entity as a record reads them; a file that is awaited is left out."""
    raw: dict[str, Any] = {}
    for name, text in entity.properties.items():
        known = dataset.fields.get(name)
        if known is None or (entity.create and not entity.update and not text):
            continue
        if known.type in FILES and text:
            if text in files:
                raw[name] = f"{MARK}{files[text]}"
            continue
        raw[name] = value_of(known, text)
    return raw


def _placed(
    dataset: Dataset, entity: Entity, raw: Mapping[str, Any], *, forced: bool
) -> engine.Applied | engine.Held | engine.Refused | None:
    """Return where a change goes in the history of its record; None: it makes the record."""
    identifier = entity_uuid(entity)
    list(Record.objects.filter(uuid=identifier).select_for_update().values_list("pk"))
    history = history_of(identifier)
    change = engine.Change(
        branch=entity.branch_id,
        trunk=_number(entity.trunk_version),
        base=_number(entity.base_version),
        create=entity.create,
        update=entity.update,
        data=said(dataset, raw),
    )
    found = engine.force(history, change) if forced else engine.place(history, change)
    return None if isinstance(found, engine.Applied) and not history else found


def _create(
    dataset: Dataset, row: SubmissionRecord, raw: dict[str, Any], viewer: Viewer, done: Applied
) -> Written:
    for _turn in range(2):
        try:
            kept = {name: value for name, value in raw.items() if value != ""}
            return create_record(dataset, kept, by=viewer, uuid=row.record)
        except InvalidRecord as invalid:
            if Record.objects.filter(uuid=row.record).exists():
                raise _Taken from None
            raw = _without(dataset, raw, invalid, done)
    raise _Refused(done.problems[-1]["text"])


def _update(
    dataset: Dataset,
    row: SubmissionRecord,
    raw: dict[str, Any],
    viewer: Viewer | System,
    done: Applied,
) -> Written:
    for _turn in range(2):
        try:
            return update_record(dataset, row.record, raw, by=viewer)
        except InvalidRecord as invalid:
            raw = _without(dataset, raw, invalid, done)
    raise _Refused(done.problems[-1]["text"])


def _without(
    dataset: Dataset, raw: dict[str, Any], invalid: InvalidRecord, done: Applied
) -> dict[str, Any]:
    """Leave out the values that a record does not take, and tell of each."""
    for problem in invalid.problems:
        known = dataset.fields.get(problem.field)
        title = str(known.title) if known else problem.field
        done.problems.append({"question": title, "text": problem.message})
    wrong = {problem.field for problem in invalid.problems}
    return {name: value for name, value in raw.items() if name not in wrong}


def _row(submission: Submission, entity: Entity, version: int | None) -> SubmissionRecord:
    return SubmissionRecord(
        submission=submission,
        dataset=entity.dataset[:80],
        record=entity_uuid(entity),
        created=entity.create and not entity.update,
        version=version,
        base=_number(entity.base_version),
        trunk=_number(entity.trunk_version),
        branch=entity.branch_id[:40],
    )


def entity_uuid(entity: Entity) -> uuids.UUID:
    """Return the identifier of the record of an entity."""
    try:
        return uuids.UUID(entity.id.removeprefix("uuid:"))
    except ValueError:
        raise _Refused(
            _("The identifier of a record is no UUID: %(id)s") % {"id": entity.id[:60]}
        ) from None


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 10 else None  # noqa: PLR2004 - a version


def _refusal(reason: str) -> str:
    words = {
        "exists": _("A record of this identifier was already made."),
        "missing": _("The record that this changes is no longer there, or not for this role."),
        "base": _("The version that this changes was never here."),
        "trunk": _("The version that this changes was never here."),
    }
    return words.get(reason, reason)
