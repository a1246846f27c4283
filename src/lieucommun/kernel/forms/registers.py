"""Registers as the lists of a form: `personnes.csv` is what its reader may read of `personnes`.

The columns are those of ODK entity lists: `name` (the uuid), `label`, `__version`, and a column per
field, written as a form writes answers.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping

from lieucommun.engines.xforms import Lists
from lieucommun.kernel.datasets.fields import Field, Json
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.schema import Dataset

#: What clients that change records offline write in a list of their own.
DEVICE = ("__trunkVersion", "__branchId")
FIXED = ("name", "label", "__version")
END = ".csv"
BLOCK = 64 * 1024
_COLUMN = re.compile(r"[^\W\d_][\w.\-]*")
#: Fields that no list of choices can use: files, opening hours, outlines, lists in lists.
LEFT_OUT = frozenset({"file", "image", "audio", "hours", "area", "list"})


def columns_of(fields: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns of fields (name → type), those that every list has first."""
    kept = [
        name
        for name, kind in fields.items()
        if kind not in LEFT_OUT and name not in FIXED and _COLUMN.fullmatch(name)
    ]
    return (*FIXED, *kept)


def heads(datasets: Mapping[str, Mapping[str, str]]) -> dict[str, bytes]:
    """Return, by file name, the empty list of each dataset (its fields and their types)."""
    return {
        f"{name}{END}": ",".join((*columns_of(fields), *DEVICE)).encode() + b"\n"
        for name, fields in datasets.items()
    }


def types_of(dataset: Dataset) -> dict[str, str]:
    """Return the fields of a dataset with their types."""
    return {name: field.type for name, field in dataset.fields.items()}


def row_of(record: RecordView, columns: Iterable[str], language: str) -> dict[str, str]:
    """Return a record as an item of a list, as its reader sees it."""
    fixed = {
        "name": str(record.uuid),
        "label": record.label(language),
        "__version": str(record.version),
    }
    fields = record.dataset.fields
    return {
        name: fixed[name] if name in fixed else written(fields[name], record.value(name))
        for name in columns
    }


def written(field: Field, value: Json) -> str:
    """Return a value of a record as a form writes an answer; "" when there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if field.type == "point" and isinstance(value, Mapping):
        return f"{value['lat']} {value['lon']} 0 0"
    if isinstance(value, Mapping):
        return str(next(iter(value.values()), ""))
    if isinstance(value, list | tuple):
        return " ".join(map(str, value))
    return str(value)


def csv_of(dataset: Dataset, records: Iterable[RecordView], language: str) -> Iterator[bytes]:
    """Yield the list of a dataset as CSV in UTF-8, without a mark: clients of ODK read no other."""
    offered: list[str] = [*columns_of(types_of(dataset))]
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\n")
    writer.writerow(offered)
    for record in records:
        writer.writerow(row_of(record, offered, language).values())
        if buffer.tell() >= BLOCK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def lists_of(
    records: Mapping[str, Iterable[RecordView]], datasets: Mapping[str, Dataset], language: str
) -> Lists:
    """Return records, by dataset, as lists that stand in place of the empty ones of a form."""
    found = Lists()
    for name, views in records.items():
        offered = columns_of(types_of(datasets[name]))
        found.add_rows(name, (row_of(view, offered, language) for view in views))
    return found
