"""Writes of records: each one transaction, one version per record, one journal entry.

`by` is the viewer who acts, whose rights are checked, or SYSTEM.
"""

import uuid as uuids
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from django.db import IntegrityError, transaction
from django.utils import timezone

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.viewer import Viewer

from .access import creating, writable
from .announcing import Announcement, announce
from .attached import check_files, hold
from .errors import ConflictError, DataProblem, InvalidRecord, NotAllowedError, NotMetError
from .importing import ImportReport, Row, import_records
from .models import Record, RecordVersion
from .predicates import any_of
from .queries import query
from .records import RecordView, UnknownRecord
from .rights import may_move, meets
from .schema import Dataset
from .validation import read_changes, read_data, with_defaults
from .writing import SYSTEM, System, add, change, check_links, discard, touch

__all__ = [
    "SYSTEM",
    "ImportReport",
    "Row",
    "System",
    "Written",
    "create_record",
    "delete_record",
    "give_record",
    "import_records",
    "move_record",
    "restate_record",
    "update_record",
]


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: enough to find the record again, none of its data."""

    uuid: uuids.UUID
    key: str
    version: int
    state: str


@transaction.atomic
def create_record(
    dataset: Dataset,
    raw: Mapping[str, object],
    *,
    by: Viewer | System,
    organisation: int | None = None,
    state: str = "",
    uuid: uuids.UUID | None = None,
) -> Written:
    """Create a record from raw values; raises InvalidRecord or NotAllowedError.

    It belongs to the organisation given, or to the only one of the viewer. Only SYSTEM chooses
    another state than the first.
    """
    owner = _home(dataset, by, organisation)
    data = read_data(dataset, with_defaults(dataset, raw))
    check_links(dataset, data)
    check_files(dataset, data, record=uuid, by=by.person)
    now = timezone.now()
    record = Record(
        uuid=uuid or uuids.uuid4(),
        service_id=dataset.service_id,
        dataset=dataset.name,
        state=(state if by is SYSTEM else "") or dataset.initial_state,
        organisation_id=owner,
        owner_id=by.person,
        data=data,
        created_at=now,
        updated_at=now,
    )
    try:
        with transaction.atomic():
            add(dataset, [record], by)
            hold(dataset, [record])
    except IntegrityError:  # written by someone else since check_links looked
        taken = {"found": record.key or str(record.uuid)}
        raise InvalidRecord([DataProblem(dataset.record_key, "unique", taken)]) from None
    return _done(dataset, record, by, "record.created", data)


@transaction.atomic
def update_record(
    dataset: Dataset,
    uuid: uuids.UUID | str,
    changes: Mapping[str, object],
    *,
    by: Viewer | System,
    expected_version: int | None = None,
) -> Written:
    """Change some fields of a record; an empty value empties its field.

    Raises UnknownRecord, NotAllowedError, ConflictError when another version was expected, or
    InvalidRecord. Changing nothing writes nothing.
    """
    record, seen = _locked(dataset, uuid, by, "update")
    _expect(record, seen, expected_version)
    if seen is not None:
        hidden = [name for name in changes if _hidden(dataset, seen, name)]
        if hidden:
            raise InvalidRecord([DataProblem(name, "hidden") for name in hidden])
    data = read_changes(dataset, record.data, changes)
    changed = [name for name in dataset.fields if data.get(name) != record.data.get(name)]
    if not changed:
        return _written(record)
    fresh = {name: data[name] for name in changed if name in data}
    check_links(dataset, fresh, record)
    check_files(dataset, fresh, record=record.uuid, by=by.person)
    record.data = data
    change(dataset, [record], by, RecordVersion.Action.UPDATED)
    hold(dataset, [record])
    return _done(dataset, record, by, "record.updated", changed)


@transaction.atomic
def move_record(
    dataset: Dataset,
    uuid: uuids.UUID | str,
    transition: str,
    *,
    by: Viewer | System,
    expected_version: int | None = None,
) -> Written:
    """Take a record through a transition of its workflow.

    Raises as update_record does, and NotMetError when the record does not meet its condition.
    """
    known = dataset.workflow.transitions.get(transition) if dataset.workflow else None
    if known is None:
        raise LookupError(f"{dataset.name} has no transition {transition!r}")
    record, seen = _locked(dataset, uuid, by, None)
    _expect(record, seen, expected_version)
    allowed = isinstance(by, System) or may_move(dataset, by, record.uuid, transition)
    if not allowed or record.state not in known.origins:
        raise NotAllowedError(transition)
    if known.when and not meets(dataset, record.data, known.when):
        raise NotMetError(transition)
    record.state = known.to
    change(dataset, [record], by, RecordVersion.Action.MOVED)
    return _done(dataset, record, by, "record.moved", ())


@transaction.atomic
def give_record(dataset: Dataset, uuid: uuids.UUID | str, organisation: int) -> Written:
    """Give a record to another organisation (its id), by the place; raises UnknownRecord."""
    record, _ = _locked(dataset, uuid, SYSTEM, None)
    if record.organisation_id == organisation:
        return _written(record)
    record.organisation_id = organisation
    change(dataset, [record], SYSTEM, RecordVersion.Action.UPDATED)
    return _done(dataset, record, SYSTEM, "record.assigned", ())


@transaction.atomic
def follow_record(
    dataset: Dataset, uuid: uuids.UUID | str, assignee: int | None, *, by: Viewer
) -> Written:
    """Say who follows a record in the team (an id), or that nobody does; raises UnknownRecord.

    The caller has checked that the viewer may. What the record holds stays as it is.
    """
    record, _ = _locked(dataset, uuid, by, None)
    if record.assignee_id == assignee:
        return _written(record)
    Record.objects.filter(pk=record.pk).update(assignee_id=assignee)
    return _done(dataset, record, by, "record.followed", ())


@transaction.atomic
def restate_record(dataset: Dataset, uuid: uuids.UUID | str, state: str) -> Written:
    """Put a record in the state that a new version of its workflow has for its own."""
    record, _ = _locked(dataset, uuid, SYSTEM, None)
    record.state = state
    change(dataset, [record], SYSTEM, RecordVersion.Action.MOVED)
    return _done(dataset, record, SYSTEM, "record.moved", ())


@transaction.atomic
def delete_record(
    dataset: Dataset,
    uuid: uuids.UUID | str,
    *,
    by: Viewer | System,
    expected_version: int | None = None,
) -> Written:
    """Delete a record; its history stays, closed by a last version without data."""
    record, seen = _locked(dataset, uuid, by, "delete")
    _expect(record, seen, expected_version)
    discard(dataset, [record], by)
    return _done(dataset, record, by, "record.deleted", ())


def _home(dataset: Dataset, by: Viewer | System, organisation: int | None) -> int | None:
    if isinstance(by, System):
        return organisation
    roles = creating(dataset, by)
    if not roles:
        raise NotAllowedError("create")
    homes = frozenset().union(*(by.organisations(role) for role in roles))
    if organisation is not None and organisation not in homes:
        raise NotAllowedError("create")
    return organisation if organisation is not None else min(homes, default=None)


def _locked(
    dataset: Dataset,
    uuid: uuids.UUID | str,
    by: Viewer | System,
    verb: Literal["update", "delete"] | None,
) -> tuple[Record, RecordView | None]:
    """Return the record, locked until the end of the transaction, and what the viewer sees."""
    seen = None if isinstance(by, System) else query(dataset, by).get(uuid)
    rows = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    record = rows.filter(uuid=uuid).select_for_update().first()
    if record is None:
        raise UnknownRecord(str(uuid))
    if verb and not isinstance(by, System):
        where = any_of(writable(dataset, by, verb))
        if where is not None and not rows.filter(where, pk=record.pk).exists():
            raise NotAllowedError(verb)
    return record, seen


def _expect(record: Record, seen: RecordView | None, expected: int | None) -> None:
    if expected is not None and record.version != expected:
        raise ConflictError(expected, record.version, seen.data if seen else record.data)


def _hidden(dataset: Dataset, seen: RecordView, name: str) -> bool:
    return name in dataset.fields and (name not in seen.visible or name in seen.blurred)


def _done(dataset: Dataset, record: Record, by: Viewer | System, act: str, fields: Any) -> Written:
    touch(dataset)
    record_entry(
        act,
        service=dataset.service,
        by=by.person,
        object_kind=dataset.name,
        object_id=record.uuid,
        fields=fields,
    )
    announce(dataset, Announcement(act, record.uuid, record.version, record.state))
    return _written(record)


def _written(record: Record) -> Written:
    return Written(record.uuid, record.key, record.version, record.state)
