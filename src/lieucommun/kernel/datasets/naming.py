"""What is told of the files of records: their names instead of their identifiers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import Any

from lieucommun.kernel.files.models import Attachment

from .attached import TYPES, holds_files, named, rows_of, uuid_of
from .fields import Field, Json
from .fields.files import BETWEEN, FileField, files_of
from .models import Record
from .records import RecordView
from .schema import Dataset

BATCH = 200
Rows = Mapping[Any, Attachment]


def with_names(dataset: Dataset, records: Iterable[RecordView]) -> Iterator[RecordView]:
    """Yield records whose files are maps of their name, type and size; a statement per batch.

    `type` is a media type, `size` in bytes. A file that is no longer here is left out.
    """
    if not holds_files(dataset):
        yield from records
        return
    waiting = iter(records)
    while some := list(islice(waiting, BATCH)):
        rows = _rows(dataset, (record.data for record in some))
        yield from (replace(record, data=_told(dataset, record.data, rows)) for record in some)


def told(row: Attachment) -> dict[str, object]:
    """Return what is told of a file."""
    return {"name": row.name, "type": row.content_type, "size": row.size}


def as_held(
    dataset: Dataset, pairs: Sequence[tuple[Mapping[str, object], Record | None]]
) -> list[Mapping[str, object]]:
    """Return raw values, each with its record if there is one, where names stand for its files.

    Otherwise an export that is sent again would take the files away from the records.
    """
    if not holds_files(dataset):
        return [raw for raw, _ in pairs]
    rows = _rows(dataset, (record.data for _, record in pairs if record))
    return [_as_held(dataset, raw, record.data, rows) if record else raw for raw, record in pairs]


def _as_held(
    dataset: Dataset, raw: Mapping[str, object], data: Mapping[str, Json], rows: Rows
) -> dict[str, object]:
    fields = dataset.fields
    return {
        name: _held(fields[name], value, data.get(name), rows) if name in fields else value
        for name, value in raw.items()
    }


def _rows(dataset: Dataset, datas: Iterable[Mapping[str, Json]]) -> Rows:
    return rows_of(uuid for data in datas for _, _, uuid in named(dataset, data))


def _told(dataset: Dataset, data: Mapping[str, Json], rows: Rows) -> dict[str, Json]:
    fields = dataset.fields
    found = {name: named_value(fields.get(name), value, rows) for name, value in data.items()}
    return {name: value for name, value in found.items() if value not in (None, [])}


def named_value(field: Field | None, value: Json, rows: Rows) -> Json:
    """Return a value of a field whose files are told by their names."""
    if field is None or value is None:
        return value
    if field.of and isinstance(value, list):
        return [_told_item(field, item, rows) for item in value]
    if field.type not in TYPES:
        return value
    if isinstance(value, list):
        return [each for each in (_one(one, rows) for one in value) if each is not None]
    if isinstance(value, Mapping):
        return {key: told for key, one in value.items() if (told := _one(one, rows))}
    return _one(value, rows)


def _told_item(field: Field, item: Json, rows: Rows) -> Json:
    if not isinstance(item, Mapping):
        return item
    return {name: named_value(field.of.get(name), part, rows) for name, part in item.items()}


def _one(value: Json, rows: Rows) -> Json:
    uuid = uuid_of(value)
    if uuid is None:
        return value
    return told(rows[uuid]) if uuid in rows else None


def _held(field: Field, raw: object, held: Json, rows: Rows) -> object:
    if not isinstance(field, FileField) or field.translated:
        return raw
    kept = [each for each in files_of(held) if uuid_of(each) in rows]
    called = [_name(_one(each, rows)) for each in kept]
    parts = raw.split(BETWEEN) if isinstance(raw, str) and field.several else files_of(raw)
    if not kept or not parts:
        return raw
    asked = [_name(part) for part in parts]
    if asked == called:
        return held  # in the same order, even where two files have one name
    by_name = dict(zip(reversed(called), reversed(kept), strict=True))
    found = [by_name.get(name, part) for name, part in zip(asked, parts, strict=True)]
    return found if field.several or len(found) != 1 else found[0]


def _name(part: object) -> str:
    return str(part.get("name", "")) if isinstance(part, Mapping) else str(part).strip()
