"""Taking an import back: the records that nobody changed since are again as they were."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterator, Mapping, Sequence
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

from .records import former_of
from .rights import check_rights

CHUNK = 1_000


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
    """What is to be done to go back."""

    removed: list[Record] = field(default_factory=list)
    restored: list[Record] = field(default_factory=list)
    returned: list[Record] = field(default_factory=list)
    former: dict[uuids.UUID, Mapping[str, Any]] = field(default_factory=dict)
    left: list[str] = field(default_factory=list)


def imports(dataset: Dataset) -> list[Import]:
    """Return the imports of a dataset, the latest first."""
    here = Import.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    return list(here.select_related("by").order_by("-pk"))


@transaction.atomic
def undo_import(dataset: Dataset, number: int, *, by: Viewer | System = SYSTEM) -> UndoReport:
    """Give each record that an import touched its former state, unless it changed since.

    An undo is an import too: it has a number, adds versions, and can be undone. Raises
    UnknownImport or NotAllowedError.
    """
    check_rights(dataset, by, delete=True)
    here = Import.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    known = here.select_for_update().filter(pk=number).first()
    if known is None:
        raise UnknownImport(str(number))
    way = _Way()
    for some in _touched(number):
        _look(dataset, some, way)
    if not (way.removed or way.restored or way.returned):
        return UndoReport(left=tuple(way.left))
    undo = _go(dataset, known, way, by)
    return UndoReport(
        undo.pk, len(way.removed), len(way.restored), len(way.returned), tuple(way.left)
    )


def _touched(number: int) -> Iterator[list[RecordVersion]]:
    last = 0
    rows = RecordVersion.objects.filter(batch=number).defer("data").order_by("pk")
    while some := list(rows.filter(pk__gt=last)[:CHUNK]):
        yield some
        last = some[-1].pk


def _look(dataset: Dataset, touched: Sequence[RecordVersion], way: _Way) -> None:
    uuids_ = [each.record for each in touched]
    here = {record.uuid: record for record in Record.objects.filter(uuid__in=uuids_)}
    past = RecordVersion.objects.filter(record__in=uuids_)
    last = dict(past.order_by().values_list("record").annotate(Max("version")))
    wanted = {(each.record, each.version - 1) for each in touched}
    before = {
        (each.record, each.version): each for each in past if (each.record, each.version) in wanted
    }
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


def _go(dataset: Dataset, known: Import, way: _Way, by: Viewer | System) -> Import:
    undo = Import.objects.create(
        service_id=dataset.service_id,
        dataset=dataset.name,
        file=known.file,
        by_id=by.person,
        at=timezone.now(),
        created=len(way.returned),
        updated=len(way.restored),
        removed=len(way.removed),
        undoes=known,
    )
    batch = Batch(undo.pk, way.former)
    for start in range(0, len(way.removed), CHUNK):
        discard(dataset, way.removed[start : start + CHUNK], by, batch)
    for start in range(0, len(way.restored), CHUNK):
        some = way.restored[start : start + CHUNK]
        change(dataset, some, by, RecordVersion.Action.UPDATED, batch)
    for start in range(0, len(way.returned), CHUNK):
        add(dataset, way.returned[start : start + CHUNK], by, batch)
    touch(dataset)
    record_entry(
        "records.import_undone",
        service=dataset.service,
        by=by.person,
        object_kind=dataset.name,
        object_id=undo.pk,
    )
    return undo
