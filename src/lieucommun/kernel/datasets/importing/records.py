"""Bringing many records at once: seeds of a folder, files that a person sends."""

import uuid as uuids
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.datasets.errors import DataProblem, InvalidRecord
from lieucommun.kernel.datasets.models import Import, Record, RecordVersion
from lieucommun.kernel.datasets.predicates import in_dataset
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
from lieucommun.kernel.people.viewer import Viewer

from .indexing import LATE
from .reading import Reader, Reading
from .rights import check_rights, hidden_from
from .rows import Entry, Row, Sent

#: The namespace of the uuids of keyed records: the same key is the same record, everywhere.
NAMESPACE = uuids.uuid5(uuids.NAMESPACE_URL, "https://lieu-commun.example/records")
CHUNK = 1_000


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


def import_records(  # noqa: PLR0913 - what is brought, by whom, and how far to go
    dataset: Dataset,
    rows: Iterable[Row | Mapping[str, object]],
    *,
    by: Viewer | System = SYSTEM,
    origin: str = Record.Origin.WRITTEN,
    strict: bool = True,
    replace_all: bool = False,
    sent: Sent | None = None,
    trial: bool = False,
) -> ImportReport:
    """Create or update records from rows, recognised by the dataset's key.

    `strict`: one bad row and nothing is written (raises InvalidRecord with a line for each).
    `replace_all`: records of the same origin that the rows no longer hold are deleted. A row that
    changes nothing writes nothing. A person needs to create, and to update every record. `sent`:
    a file that a person chose, which gets a number if it writes anything; of a great one, search
    knows the records once `indexing` has run. `trial`: say what would be done, write nothing.
    """
    check_rights(dataset, by, delete=replace_all)
    numbered = (row if isinstance(row, Row) else Row(line, row) for line, row in enumerate(rows, 1))
    if trial:
        reading, gone = _read(dataset, numbered, (by, origin), (sent, strict, replace_all))
        return _report(reading, len(gone))
    with transaction.atomic():
        reading, gone = _read(dataset, numbered, (by, origin), (sent, strict, replace_all))
        writing = _Writing(dataset, by, origin, sent, reading, gone)
        number = writing.write(strict=strict)
    return replace(_report(reading, len(gone)), number=number)


def _read(
    dataset: Dataset,
    rows: Iterable[Row],
    who: tuple[Viewer | System, str],
    how: tuple[Sent | None, bool, bool],
) -> tuple[Reading, list[int]]:
    """Return what the rows say, and the ids of the records that they no longer hold."""
    (by, origin), (sent, strict, replace_all) = who, how
    reading = Reader(dataset, sent).read(rows)
    if sent and (hidden := list(hidden_from(dataset, by, sent.fields))):
        reading.problems += hidden
        reading.closed = True
    if reading.problems and strict:
        raise InvalidRecord(reading.problems)
    # A row that could not be read still holds its record: only absence removes.
    gone = _gone(dataset, origin, reading.keys) if replace_all and not reading.closed else []
    return reading, gone


def _report(reading: Reading, gone: int) -> ImportReport:
    kinds = dict.fromkeys(reading.kinds, 0) if reading.closed else reading.kinds
    problems = tuple(reading.problems)
    return ImportReport(kinds["created"], kinds["updated"], kinds["same"], gone, problems)


@dataclass(slots=True)
class _Writing:
    """Second pass: what was read is written, some rows at a time."""

    dataset: Dataset
    by: Viewer | System
    origin: str
    sent: Sent | None
    reading: Reading
    gone: list[int]
    batch: Batch = NO_BATCH
    done: int = 0
    now: Any = field(default_factory=timezone.now)

    def write(self, *, strict: bool) -> int | None:
        """Write everything; return the number of the import, if it has one."""
        if not self._whole:
            return None
        opened = self._open() if self.sent else None
        entries = self.reading.entries()
        while some := list(islice(entries, CHUNK)):
            self._entries(some)
        if strict and self.reading.problems:
            raise InvalidRecord(self.reading.problems)
        for start in range(0, len(self.gone), CHUNK):
            self._remove(self.gone[start : start + CHUNK])
        if opened and not self._whole:  # someone changed each of its records meanwhile
            opened.delete()
            return None
        if opened:
            opened.created = self.reading.kinds["created"]
            opened.updated = self.reading.kinds["updated"]
            opened.save(update_fields=["created", "updated"])
        touch(self.dataset)
        record_entry(
            "records.imported",
            service=self.dataset.service,
            by=self.by.person,
            object_kind=self.dataset.name,
            object_id=self.batch.number or "",
        )
        return self.batch.number or None

    @property
    def _whole(self) -> int:
        if self.reading.closed:
            return 0
        return self.reading.kinds["created"] + self.reading.kinds["updated"] + len(self.gone)

    def _open(self) -> Import:
        """Give a number to what is about to be written."""
        late = self._whole >= LATE
        opened = Import.objects.create(
            service_id=self.dataset.service_id,
            dataset=self.dataset.name,
            file=self.sent.file[:200] if self.sent else "",
            by_id=self.by.person,
            at=self.now,
            removed=len(self.gone),
            indexed=not late,
        )
        self.batch = Batch(opened.pk, late)
        return opened

    def _entries(self, some: Sequence[Entry]) -> None:
        fresh = [each for each in some if not each.record]
        if fresh:
            add(self.dataset, list(self._new(fresh)), self.by, self.batch)
        changed = {each.record: each for each in some if each.record}
        if changed:
            self._change(changed)
        self._tell(len(some))

    def _new(self, entries: Sequence[Entry]) -> Iterator[Record]:
        named = {each.key: keyed_uuid(self.dataset, each.key) for each in entries if each.key}
        here = Record.objects.filter(uuid__in=named.values())
        taken = set(here.values_list("uuid", flat=True))
        for each in entries:
            uuid = named.get(each.key)
            yield Record(
                uuid=uuid if uuid and uuid not in taken else uuids.uuid4(),
                service_id=self.dataset.service_id,
                dataset=self.dataset.name,
                state=each.state,
                organisation_id=each.home,
                origin=self.origin,
                data=each.data,
                created_at=self.now,
                updated_at=self.now,
            )

    def _change(self, entries: Mapping[int, Entry]) -> None:
        former: dict[uuids.UUID, dict[str, Any]] = {}
        kept: list[Record] = []
        here = Record.objects.select_for_update().in_bulk(list(entries))
        for pk, entry in entries.items():
            record = here.get(pk)
            if record is None or record.version != entry.version:
                self._leave(entry)
                continue
            if entry.home and record.organisation_id != entry.home:
                former[record.uuid] = {"organisation": record.organisation_id}
                record.organisation_id = entry.home
            record.data = entry.data
            kept.append(record)
        batch = replace(self.batch, former=former)
        change(self.dataset, kept, self.by, RecordVersion.Action.UPDATED, batch)

    def _leave(self, entry: Entry) -> None:
        key = self.dataset.record_key
        self.reading.problems.append(DataProblem(key, "meanwhile", {}, entry.line))
        self.reading.kinds["updated"] -= 1

    def _remove(self, pks: Sequence[int]) -> None:
        records = list(Record.objects.select_for_update().filter(pk__in=pks).order_by("pk"))
        former = {record.uuid: former_of(record) for record in records}
        discard(self.dataset, records, self.by, replace(self.batch, former=former))
        self._tell(len(records))

    def _tell(self, count: int) -> None:
        self.done += count
        if self.sent:
            self.sent.progress(min(self.done, self._whole), self._whole)


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


def _gone(dataset: Dataset, origin: str, kept: set[str]) -> list[int]:
    here = Record.objects.filter(in_dataset(dataset.service_id, dataset.name), origin=origin)
    return [pk for pk, key in here.values_list("pk", "key").iterator() if key not in kept]
