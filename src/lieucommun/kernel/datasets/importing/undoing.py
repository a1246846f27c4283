"""Taking an import back: the records that nobody changed since are again as they were."""

import datetime as dt
import uuid as uuids
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lieucommun.kernel.datasets.errors import InvalidRecord
from lieucommun.kernel.datasets.models import Import, Record, RecordVersion
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.writing import (
    SYSTEM,
    Batch,
    System,
    add,
    change,
    check_links,
    discard,
    touch,
)
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.viewer import Viewer

from .indexing import LATE
from .records import former_of
from .rights import check_rights

CHUNK = 500
Progress = Callable[[int, int], None]


class UnknownImport(Exception):  # noqa: N818 - a number that leads nowhere, as UnknownRecord
    """No import of this dataset has this number."""


@dataclass(frozen=True, slots=True)
class UndoReport:
    """What an undo did. `left`: keys (or uuids) of records that someone changed since."""

    number: int | None = None
    removed: int = 0
    restored: int = 0
    brought_back: int = 0
    left: tuple[str, ...] = ()


@dataclass(slots=True)
class _Way:
    """What is to be done to take some records back."""

    removed: list[Record] = field(default_factory=list)
    restored: list[Record] = field(default_factory=list)
    returned: list[Record] = field(default_factory=list)
    former: dict[uuids.UUID, Mapping[str, Any]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def imports(dataset: Dataset) -> list[Import]:
    """Return the imports of a dataset, the latest first."""
    here = Import.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    return list(here.select_related("by").order_by("-pk"))


def undo_import(
    dataset: Dataset,
    number: int,
    *,
    by: Viewer | System = SYSTEM,
    progress: Progress = lambda done, whole: None,  # noqa: ARG005
) -> UndoReport:
    """Give each record that an import touched its former state, unless it changed since.

    An undo is an import too: it has a number, adds versions, and can be undone. Raises
    UnknownImport or NotAllowedError.
    """
    check_rights(dataset, by, delete=True)
    with transaction.atomic():
        here = Import.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
        known = here.select_for_update().filter(pk=number).first()
        if known is None:
            raise UnknownImport(str(number))
        return _Undo(dataset, known, by).go(progress)


def count_undo(dataset: Dataset, number: int) -> tuple[int, int]:
    """Return how many records an import touched, and how many of them changed since."""
    touched = changed = 0
    for some in _touched(dataset, number):
        last = _last(some)
        touched += len(some)
        changed += sum(last.get(each.record) != each.version for each in some)
    return touched, changed


class _Undo:
    """An undo under way, some records at a time."""

    def __init__(self, dataset: Dataset, known: Import, by: Viewer | System) -> None:
        self.dataset, self.known, self.by = dataset, known, by
        self.whole = RecordVersion.objects.filter(batch=known).count()
        self.undo = Import(
            service_id=dataset.service_id,
            dataset=dataset.name,
            file=known.file,
            by_id=by.person,
            at=timezone.now(),
            undoes=known,
            indexed=self.whole < LATE,
        )
        self.left: list[str] = []

    def go(self, progress: Progress) -> UndoReport:
        """Take everything back."""
        done, undo = 0, self.undo
        undo.save()
        for some in _touched(self.dataset, self.known.pk):
            way = _look(self.dataset, some)
            self._write(way)
            self.left += way.left
            done += len(some)
            progress(done, self.whole)
        if not undo.created + undo.updated + undo.removed:
            undo.delete()
            return UndoReport(left=tuple(self.left))
        undo.save()
        touch(self.dataset)
        record_entry(
            "records.import_undone",
            service=self.dataset.service,
            by=self.by.person,
            object_kind=self.dataset.name,
            object_id=undo.pk,
        )
        counts = (undo.removed, undo.updated, undo.created)
        return UndoReport(undo.pk, *counts, tuple(self.left))

    def _write(self, way: _Way) -> None:
        batch = Batch(self.undo.pk, not self.undo.indexed, way.former)
        if way.removed:
            discard(self.dataset, way.removed, self.by, batch)
        if way.restored:
            change(self.dataset, way.restored, self.by, RecordVersion.Action.UPDATED, batch)
        if way.returned:
            add(self.dataset, way.returned, self.by, batch)
        self.undo.removed += len(way.removed)
        self.undo.updated += len(way.restored)
        self.undo.created += len(way.returned)


def _touched(dataset: Dataset, number: int) -> Iterator[list[RecordVersion]]:
    last = 0
    rows = RecordVersion.objects.filter(batch=number, dataset=dataset.name)
    rows = rows.filter(service_id=dataset.service_id).defer("data").order_by("pk")
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield some
        last = some[-1].pk


def _last(touched: Sequence[RecordVersion]) -> dict[uuids.UUID, int]:
    past = RecordVersion.objects.filter(record__in=[each.record for each in touched])
    return dict(past.order_by().values_list("record").annotate(Max("version")))


def _look(dataset: Dataset, touched: Sequence[RecordVersion]) -> _Way:
    way = _Way()
    uuids_ = [each.record for each in touched]
    locked = Record.objects.select_for_update().filter(uuid__in=uuids_)
    here = {record.uuid: record for record in locked}
    last = _last(touched)
    wanted = {(each.record, each.version - 1) for each in touched}
    past = RecordVersion.objects.filter(
        record__in=uuids_, version__in={version for _, version in wanted}
    )
    before = {(each.record, each.version): each for each in past.iterator()}
    for each in touched:
        record = here.get(each.record)
        previous = before.get((each.record, each.version - 1))
        if last.get(each.record) != each.version:
            way.left.append(_name(record, each))
        elif each.action == RecordVersion.Action.CREATED:
            _remove(record, way)
        elif previous is None:
            way.left.append(_name(record, each))
        elif record is not None:
            _restore(dataset, record, each, previous, way)
        else:
            _return(dataset, each, previous, way)
    return way


def _name(record: Record | None, version: RecordVersion) -> str:
    return (record.key if record else "") or str(version.record)


def _remove(record: Record | None, way: _Way) -> None:
    if record is not None:
        way.former[record.uuid] = former_of(record)
        way.removed.append(record)


def _restore(
    dataset: Dataset, record: Record, version: RecordVersion, previous: RecordVersion, way: _Way
) -> None:
    if not _free(dataset, previous.data, record):
        way.left.append(_name(record, version))
        return
    if version.former and "organisation" in version.former:
        way.former[record.uuid] = {"organisation": record.organisation_id}
        record.organisation_id = version.former["organisation"]
    record.data, record.state = previous.data, previous.state
    way.restored.append(record)


def _return(dataset: Dataset, version: RecordVersion, previous: RecordVersion, way: _Way) -> None:
    former = version.former or {}
    if not _free(dataset, previous.data, None):
        way.left.append(str(version.record))
        return
    way.returned.append(
        Record(
            uuid=version.record,
            service_id=dataset.service_id,
            dataset=dataset.name,
            state=previous.state,
            organisation_id=former.get("organisation"),
            owner_id=former.get("owner"),
            origin=former.get("origin", Record.Origin.WRITTEN),
            data=previous.data,
            created_at=dt.datetime.fromisoformat(former["created_at"])
            if "created_at" in former
            else timezone.now(),
            updated_at=timezone.now(),
        )
    )


def _free(dataset: Dataset, data: Mapping[str, Any], record: Record | None) -> bool:
    """Say whether nobody took meanwhile the unique values that a record would have again."""
    now = record.data if record else {}
    names = [name for name, each in dataset.fields.items() if each.unique]
    if dataset.record_key:
        names.append(dataset.record_key)
    again = {name: data[name] for name in names if name in data and data[name] != now.get(name)}
    try:
        check_links(dataset, again, record)
    except InvalidRecord:
        return False
    return True
