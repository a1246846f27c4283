"""Files that records hold: which ones, who may have them, how long they stay.

A field of type `file`, `image` or `audio` holds the path of a file of the service's folder, or
`attachment:<uuid>`. A file belongs to the first record that holds it: nobody opens it by naming it
in another one.
"""

import uuid as uuids
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress

from django.contrib.auth.models import AnonymousUser

from lieucommun.kernel.files.actions import claim
from lieucommun.kernel.files.kinds import KINDS
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.purposes import PURPOSES
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from .errors import DataProblem, InvalidRecord
from .fields import Field, Json
from .fields.files import files_of
from .models import Record
from .queries import query
from .records import RecordView, UnknownRecord
from .schema import Dataset

MARK = "attachment:"
TYPES = frozenset({"file", "image", "audio"})


def uuid_of(value: object) -> uuids.UUID | None:
    """Return the uuid of the file that a value names; None when it names none."""
    if isinstance(value, str) and value.startswith(MARK):
        with suppress(ValueError):
            return uuids.UUID(value.removeprefix(MARK))
    return None


def value_of(attachment: Attachment) -> str:
    """Return what a field that holds a file is written as."""
    return f"{MARK}{attachment.uuid}"


def holds_files(dataset: Dataset) -> bool:
    """Whether a record of a dataset may name files, by itself or in a list."""
    parts = (part for each in dataset.fields.values() for part in (each, *each.of.values()))
    return any(part.type in TYPES for part in parts)


def rows_of(found: Iterable[uuids.UUID]) -> dict[uuids.UUID, Attachment]:
    """Return files by their uuid, those that are here; one statement, or none."""
    wanted = set(found)
    if not wanted:
        return {}
    return {row.uuid: row for row in Attachment.objects.filter(uuid__in=wanted)}


def named(dataset: Dataset, data: Mapping[str, Json]) -> Iterator[tuple[str, Field, uuids.UUID]]:
    """Yield the files that data names, with the field of the record and that which holds them."""
    for name, field in dataset.fields.items():
        if name in data and (field.type in TYPES or field.of):
            for holder, value in _values(field, data[name]):
                if uuid := uuid_of(value):
                    yield name, holder, uuid


def check_files(
    dataset: Dataset, data: Mapping[str, Json], *, record: uuids.UUID | None, by: int | None
) -> None:
    """Refuse files that are not here, are someone else's, or no longer to be given.

    `by` is the person who writes; None for the place itself. Raises InvalidRecord.
    """
    told = list(named(dataset, data))
    known = rows_of(uuid for _, _, uuid in told)
    problems = [
        DataProblem(name, "attachment")
        for name, field, uuid in told
        if not _usable(dataset, field, known.get(uuid), record, by)
    ]
    if problems:
        raise InvalidRecord(problems)


def hold(dataset: Dataset, records: Iterable[Record]) -> None:
    """Give to records the files that they come to name."""
    if holds_files(dataset):
        for record in records:
            for name, _, uuid in named(dataset, record.data):
                claim(uuid, dataset=dataset.name, record=record.uuid, field=name)


def open_to(attachment: Attachment, person: Person | AnonymousUser) -> bool:
    """Whether someone may have the file of a record now: they read the record, and its field."""
    return opens(attachment, lambda service: viewer_for(person, service.slug))


def opens(attachment: Attachment, viewer_in: Callable[[LoadedService], Viewer]) -> bool:
    """Whether who looks in the service of a file reads its record, and the field that holds it."""
    try:
        service = open_service(attachment.service)
        dataset = service.dataset(attachment.dataset)
    except (UnknownService, BrokenService, KeyError):
        return False
    if not guard.opens_records(service):
        return False
    try:
        seen = query(dataset, viewer_in(service)).get(str(attachment.record))
    except UnknownRecord:
        return False
    return any(uuid == attachment.uuid for _, _, uuid in named(dataset, seen.data))


def held_by(record: RecordView) -> list[Attachment]:
    """Return the files of a record that its view shows, in the order of its fields."""
    told = [uuid for _, _, uuid in named(record.dataset, record.data)]
    rows = rows_of(told)
    found = (rows[uuid] for uuid in dict.fromkeys(told) if uuid in rows)
    return [row for row in found if row.record == record.uuid]


def holders(
    service: LoadedService, rows: Iterable[Attachment], viewer: Viewer
) -> dict[uuids.UUID, RecordView]:
    """Return the records that hold files, by uuid, as a viewer sees them; a statement a dataset."""
    wanted: dict[str, set[uuids.UUID]] = {}
    for row in rows:
        if row.record and row.dataset in service.manifest.datasets:
            wanted.setdefault(row.dataset, set()).add(row.record)
    found: dict[uuids.UUID, RecordView] = {}
    for name, records in wanted.items():
        found |= query(service.dataset(name), viewer).several(records)
    return found


def foreign(
    dataset: Dataset, rows: Sequence[tuple[int, str, Mapping[str, Json]]]
) -> Iterator[DataProblem]:
    """Yield the files that rows (line, key, data) name and that their records do not hold."""
    told = [
        (line, key, name, uuid)
        for line, key, data in rows
        for name, _, uuid in named(dataset, data)
    ]
    known = rows_of(uuid for _, _, _, uuid in told)
    held = {row.record for row in known.values() if row.record}
    here = Record.objects.filter(uuid__in=held, dataset=dataset.name, service=dataset.service_id)
    keys = {uuid: key or f"/{uuid}" for uuid, key in here.values_list("uuid", "key")}
    for line, key, name, uuid in told:
        row = known.get(uuid)
        if row is None or row.record is None or keys.get(row.record) != key:
            yield DataProblem(name, "attachment", {}, line)


def _values(field: Field, value: Json) -> Iterator[tuple[Field, Json]]:
    if field.of and isinstance(value, list):
        for item in value:
            for name, part in field.of.items():
                if isinstance(item, Mapping) and part.type in TYPES and name in item:
                    for each in files_of(item[name]):
                        yield part, each
    elif field.type in TYPES:
        for each in value.values() if isinstance(value, Mapping) else files_of(value):
            yield field, each


def _usable(
    dataset: Dataset,
    field: Field,
    row: Attachment | None,
    record: uuids.UUID | None,
    by: int | None,
) -> bool:
    if row is None or row.service != dataset.service or row.state == Attachment.State.REFUSED:
        return False
    kinds = {KINDS[name].content_type for name in PURPOSES[field.type].kinds}
    if row.content_type not in kinds:
        return False
    return row.record == record if row.record else by is None or row.by_id == by
