"""Bringing many records at once: seeds of a folder, files that a person sends."""

import uuid as uuids
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.people.viewer import Viewer

from .access import ALWAYS, creating, writable
from .errors import DataProblem, InvalidRecord, NotAllowedError
from .models import Record, RecordVersion
from .schema import Dataset
from .validation import read_data, with_defaults
from .writing import SYSTEM, System, add, change, discard, touch

#: The namespace of the uuids of keyed records: the same key is the same record, everywhere.
NAMESPACE = uuids.uuid5(uuids.NAMESPACE_URL, "https://lieu-commun.example/records")
CHUNK = 2_000


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a file: the line where it starts, and its raw values by field."""

    line: int
    values: Mapping[str, object]
    state: str = ""
    organisation: str = ""


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did, and the rows that it could not take."""

    created: int = 0
    updated: int = 0
    unchanged: int = 0
    removed: int = 0
    problems: tuple[DataProblem, ...] = ()

    @property
    def wrote(self) -> bool:
        return bool(self.created or self.updated or self.removed)


@dataclass(slots=True)
class _Plan:
    fresh: list[Record] = field(default_factory=list)
    changed: list[Record] = field(default_factory=list)
    unchanged: int = 0


@transaction.atomic
def import_records(
    dataset: Dataset,
    rows: Iterable[Row | Mapping[str, object]],
    *,
    by: Viewer | System = SYSTEM,
    origin: str = Record.Origin.WRITTEN,
    strict: bool = True,
    replace_all: bool = False,
) -> ImportReport:
    """Create or update records from rows, recognised by the dataset's key.

    `strict`: one bad row and nothing is written (raises InvalidRecord with a line for each).
    `replace_all`: records of the same origin that the rows no longer hold are deleted. A row that
    changes nothing writes nothing. A person needs to create, and to update every record.
    """
    _allowed(dataset, by)
    numbered = [row if isinstance(row, Row) else Row(line, row) for line, row in enumerate(rows, 1)]
    named = {row.organisation for row in numbered if row.organisation}
    homes = dict(Organisation.objects.filter(slug__in=named).values_list("slug", "pk"))
    read, problems = _read_all(dataset, numbered)
    problems += _misplaced(dataset, numbered, homes)
    if problems and strict:
        raise InvalidRecord(problems)
    plan = _plan(dataset, read, origin, homes)
    for some in _chunks(plan.fresh):
        add(dataset, some, by)
    for some in _chunks(plan.changed):
        change(dataset, some, by, RecordVersion.Action.UPDATED)
    # A row that could not be read still holds its record: only absence removes.
    gone = _gone(dataset, origin, numbered, read) if replace_all else []
    for some in _chunks(gone):
        discard(dataset, some, by)
    report = ImportReport(
        len(plan.fresh), len(plan.changed), plan.unchanged, len(gone), tuple(problems)
    )
    if report.wrote:
        touch(dataset)
        record_entry(
            "records.imported", service=dataset.service, by=by.person, object_kind=dataset.name
        )
    return report


def keyed_uuid(dataset: Dataset, key: str) -> uuids.UUID:
    """Return the uuid of the record that has a key, the same in every place."""
    return uuids.uuid5(NAMESPACE, f"{dataset.service}/{dataset.name}/{key}")


def _allowed(dataset: Dataset, by: Viewer | System) -> None:
    if isinstance(by, System):
        return
    if not creating(dataset, by) or ALWAYS not in writable(dataset, by, "update"):
        raise NotAllowedError("import")


def _read_all(
    dataset: Dataset, rows: Sequence[Row]
) -> tuple[list[tuple[Row, dict[str, object]]], list[DataProblem]]:
    read: list[tuple[Row, dict[str, object]]] = []
    problems: list[DataProblem] = []
    lines: dict[tuple[str, object], int] = {}
    unique = [name for name, each in dataset.fields.items() if each.unique]
    if dataset.record_key and dataset.record_key not in unique:
        unique.append(dataset.record_key)
    for row in rows:
        try:
            data = read_data(dataset, with_defaults(dataset, row.values))
        except InvalidRecord as invalid:
            problems += [replace(problem, line=row.line) for problem in invalid.problems]
            continue
        taken = [name for name in unique if (name, repr(data.get(name))) in lines]
        taken = [name for name in taken if data.get(name) is not None]
        for name in taken:
            first = lines[name, repr(data[name])]
            params = {"found": data[name], "line": first}
            problems.append(DataProblem(name, "twice", params, row.line))
        if not taken:
            lines.update({(name, repr(data.get(name))): row.line for name in unique})
            read.append((row, data))
    return read, problems


def _misplaced(
    dataset: Dataset, rows: Iterable[Row], homes: Mapping[str, int]
) -> Iterator[DataProblem]:
    """Yield the states and organisations that do not exist; such rows keep none."""
    states = dataset.workflow.states if dataset.workflow else {}
    for row in rows:
        if row.state and row.state not in states:
            yield DataProblem("_state", "state", {"choices": ", ".join(states)}, row.line)
        if row.organisation and row.organisation not in homes:
            yield DataProblem(
                "_organisation", "organisation", {"found": row.organisation}, row.line
            )


def _plan(
    dataset: Dataset,
    read: Iterable[tuple[Row, dict[str, object]]],
    origin: str,
    homes: Mapping[str, int],
) -> _Plan:
    here = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    rows = list(here) if dataset.record_key else []
    known = {record.key: record for record in rows if record.key}
    taken = {record.uuid for record in rows}
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
    return [record for record in here if record.key not in kept]


def _key(dataset: Dataset, data: Mapping[str, object]) -> str:
    if not dataset.record_key or dataset.record_key not in data:
        return ""
    return str(dataset.fields[dataset.record_key].spoken(data[dataset.record_key]))


def _chunks(records: list[Record]) -> Iterator[list[Record]]:
    return (records[start : start + CHUNK] for start in range(0, len(records), CHUNK))
