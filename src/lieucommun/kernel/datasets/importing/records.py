"""Bringing many records at once: seeds of a folder, files that a person sends."""

import uuid as uuids
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.datasets.errors import DataProblem, InvalidRecord
from lieucommun.kernel.datasets.models import Import, Record, RecordVersion
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.writing import (
    NO_BATCH,
    SYSTEM,
    Batch,
    System,
    add,
    change,
    discard,
    touch,
)
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.people.viewer import Viewer

from .links import dangling
from .rights import check_rights, hidden_from
from .rows import Row, Sent, misplaced, read_all

#: The namespace of the uuids of keyed records: the same key is the same record, everywhere.
NAMESPACE = uuids.uuid5(uuids.NAMESPACE_URL, "https://lieu-commun.example/records")
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, and the rows that it could not take; `number` undoes it."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    problems: tuple[DataProblem, ...] = ()
    number: int | None = None

    @property
    def wrote(self) -> bool:
        return bool(self.created or self.updated or self.removed)


@dataclass(slots=True)
class _Plan:
    fresh: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    gone: list[Record] = field(default_factory=list)
    unchanged: int = 0
    former: dict[uuids.UUID, dict[str, Any]] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.fresh) + len(self.changed) + len(self.gone)


@transaction.atomic
def import_records(  # noqa: PLR0913 - what is brought, by whom, and how far to go
    dataset: Dataset,
    rows: Iterable[Row | Mapping[str, object]],
    *,
    by: Viewer | System = SYSTEM,
    origin: str = Record.Origin.WRITTEN,
    strict: bool = True,
    replace_all: bool = False,
    sent: Sent | None = None,
) -> ImportReport:
    """Create or update records from rows, recognised by the dataset's key.

    `strict`: one bad row and nothing is written (raises InvalidRecord with a line for each).
    `replace_all`: records of the same origin that the rows no longer hold are deleted. A row that
    changes nothing writes nothing. A person needs to create, and to update every record. `sent`:
    a file that a person chose, which gets a number if it writes anything.
    """
    check_rights(dataset, by, delete=replace_all)
    numbered = [row if isinstance(row, Row) else Row(line, row) for line, row in enumerate(rows, 1)]
    named = {row.organisation for row in numbered if row.organisation}
    homes = dict(Organisation.objects.filter(slug__in=named).values_list("slug", "pk"))
    known = _known(dataset)
    read, problems = read_all(dataset, numbered, known if sent else {}, sent)
    problems += misplaced(dataset, numbered, homes)
    if sent:
        problems += hidden_from(dataset, by, sent.fields)
        problems += dangling(dataset, read, known)
        bad = {problem.line for problem in problems}
        read = [] if None in bad else [pair for pair in read if pair[0].line not in bad]
    if problems and strict:
        raise InvalidRecord(problems)
    plan = _plan(dataset, read, known, origin, homes)
    if replace_all:
        # A row that could not be read still holds its record: only absence removes.
        plan.gone = _gone(dataset, origin, numbered, read)
    number = _write(dataset, plan, by, sent)
    return ImportReport(
        len(plan.fresh),
        len(plan.changed),
        plan.unchanged,
        len(plan.gone),
        tuple(problems),
        number,
    )


def _write(dataset: Dataset, plan: _Plan, by: Viewer | System, sent: Sent | None) -> int | None:
    if not len(plan):
        return None
    batch = _open_batch(dataset, plan, by, sent) if sent else NO_BATCH
    done = 0
    for some in _chunks(plan.fresh):
        add(dataset, some, by, batch)
        done = _tell(sent, done + len(some), len(plan))
    for some in _chunks(plan.changed):
        change(dataset, some, by, RecordVersion.Action.UPDATED, batch)
        done = _tell(sent, done + len(some), len(plan))
    for some in _chunks(plan.gone):
        discard(dataset, some, by, batch)
        done = _tell(sent, done + len(some), len(plan))
    touch(dataset)
    record_entry(
        "records.imported",
        service=dataset.service,
        by=by.person,
        object_kind=dataset.name,
        object_id=batch.number or "",
    )
    return batch.number or None


def _tell(sent: Sent | None, done: int, whole: int) -> int:
    if sent:
        sent.progress(done, whole)
    return done


def _open_batch(dataset: Dataset, plan: _Plan, by: Viewer | System, sent: Sent) -> Batch:
    """Give a number to what is about to be written."""
    opened = Import.objects.create(
        service_id=dataset.service_id,
        dataset=dataset.name,
        file=sent.file[:200],
        by_id=by.person,
        at=timezone.now(),
        created=len(plan.fresh),
        updated=len(plan.changed),
        removed=len(plan.gone),
    )
    former = {**plan.former, **{record.uuid: former_of(record) for record in plan.gone}}
    return Batch(opened.pk, former)


def former_of(record: Record) -> dict[str, Any]:
    """Return what the versions of a record do not tell, and its deletion would lose."""
    return {
        "organisation": record.organisation_id,
        "owner": record.owner_id,
        "origin": record.origin,
        "created_at": record.created_at.isoformat(),
    }


def keyed_uuid(dataset: Dataset, key: str) -> uuids.UUID:
    """Return the uuid of the record that has a key, the same in every place."""
    return uuids.uuid5(NAMESPACE, f"{dataset.service}/{dataset.name}/{key}")


def _known(dataset: Dataset) -> dict[str, Record]:
    """Return the records that are here, by key (by uuid where they have none)."""
    here = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    unique = any(each.unique for each in dataset.fields.values())
    rows = here.iterator(CHUNK) if dataset.record_key or unique else iter(())
    return {record.key or f"/{record.uuid}": record for record in rows}


def _plan(
    dataset: Dataset,
    read: Iterable[tuple[Row, dict[str, object]]],
    known: Mapping[str, Record],
    origin: str,
    homes: Mapping[str, int],
) -> _Plan:
    taken = {record.uuid for record in known.values()}
    plan = _Plan()
    now = timezone.now()
    for row, data in read:
        key = _key(dataset, data)
        record = known.get(key) if key else None
        home = homes.get(row.organisation)
        if record is None:
            named = keyed_uuid(dataset, key) if key else None
            fresh = Record(
                uuid=named if named and named not in taken else uuids.uuid4(),
                service_id=dataset.service_id,
                dataset=dataset.name,
                state=_state(dataset, row),
                organisation_id=home,
                origin=origin,
                data=data,
                created_at=now,
                updated_at=now,
            )
            plan.fresh.append(fresh)
        elif record.data != data or (home and record.organisation_id != home):
            if home and record.organisation_id != home:
                plan.former[record.uuid] = {"organisation": record.organisation_id}
            record.data = data
            record.organisation_id = home or record.organisation_id
            plan.changed.append(record)
        else:
            plan.unchanged += 1
    return plan


def _state(dataset: Dataset, row: Row) -> str:
    known = dataset.workflow and row.state in dataset.workflow.states
    return row.state if known else dataset.initial_state


def _gone(
    dataset: Dataset,
    origin: str,
    rows: Iterable[Row],
    read: Iterable[tuple[Row, Mapping[str, object]]],
) -> list[Record]:
    name = dataset.record_key
    kept = {str(row.values.get(name, "")).strip() for row in rows}
    kept |= {_key(dataset, data) for _, data in read}
    here = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name, origin=origin)
    gone = [pk for pk, key in here.values_list("pk", "key").iterator() if key not in kept]
    return [
        record
        for start in range(0, len(gone), 500)
        for record in here.filter(pk__in=gone[start : start + 500])
    ]


def _key(dataset: Dataset, data: Mapping[str, object]) -> str:
    if not dataset.record_key or dataset.record_key not in data:
        return ""
    return str(dataset.fields[dataset.record_key].spoken(data[dataset.record_key]))


def _chunks(records: list[Record]) -> Iterator[list[Record]]:
    return (records[start : start + CHUNK] for start in range(0, len(records), CHUNK))
