"""Exports, streamed: what a query yields, as its viewer sees it, in a format of one's choice."""

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import chain, islice
from typing import IO, Any

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from lieucommun.kernel.datasets.attached import held_by, holds_files
from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.files.queries import MissingContent, content_size, open_attachment

from .columns import Column, columns, neutral
from .sheets import Table, write_ods, write_xlsx
from .zipping import zipped

BLOCK = 64 * 1024


@dataclass(frozen=True, slots=True)
class Writer:
    """A format: how it is named to browsers, and how records are written in it."""

    content_type: str
    make: Callable[["Export"], Iterator[bytes]]

    def write(
        self, dataset: Dataset, records: Iterable[RecordView], language: str
    ) -> Iterator[bytes]:
        """Yield the bytes of an export: titles in a language, files by their names."""
        waiting = with_names(dataset, records)
        first = list(islice(waiting, 1))
        names = first[0].offered if first else frozenset(dataset.fields)
        with translation.override(language):
            export = Export(
                dataset,
                chain(first, waiting),
                language,
                tuple(columns(dataset, names, language)),
                _provenance(dataset, language),
            )
        return self.make(export)


@dataclass(frozen=True, slots=True)
class Export:
    """What is written: records, their columns, and where they come from."""

    dataset: Dataset
    records: Iterable[RecordView]
    language: str
    columns: tuple[Column, ...]
    source: tuple[tuple[str, str], ...]

    def rows(self) -> Iterator[list[Any]]:
        for record in self.records:
            yield [neutral(column.cell(record)) for column in self.columns]

    @property
    def titles(self) -> list[str]:
        return [neutral(column.title) for column in self.columns]

    @property
    def name(self) -> str:
        return self.dataset.title.get(self.language)


def write_csv(export: Table) -> Iterator[bytes]:
    """Yield a table as CSV in UTF-8."""
    buffer = io.StringIO()
    writer = csv.writer(buffer)
    buffer.write("\ufeff")  # without it, spreadsheets read the file in a national alphabet
    writer.writerow(export.titles)
    for row in export.rows():
        writer.writerow([_text(cell) for cell in row])
        if buffer.tell() >= BLOCK:
            yield buffer.getvalue().encode()
            buffer.seek(0)
            buffer.truncate()
    yield buffer.getvalue().encode()


def _text(cell: Any) -> Any:
    if isinstance(cell, bool):
        return "true" if cell else "false"
    return cell.isoformat() if isinstance(cell, (dt.date, dt.datetime)) else cell


def _geojson(export: Export) -> Iterator[bytes]:
    place = export.dataset.position
    outline = next((each for each in export.dataset.fields.values() if each.type == "area"), None)

    def feature(record: RecordView) -> dict[str, Any]:
        point = record.value(place.name) if place else None
        area = record.value(outline.name) if outline else None
        shape = {"type": "Point", "coordinates": [point["lon"], point["lat"]]} if point else area
        drawn = {place.name if place else "", outline.name if outline else ""}
        properties = {name: value for name, value in record.data.items() if name not in drawn}
        known: dict[str, Any] = {"label": record.label(export.language), "key": record.key or None}
        if record.blurred:
            known["blurred"] = dict(record.blurred)
        return {
            "type": "Feature",
            "id": str(record.uuid),
            "geometry": shape,
            "properties": {**properties, "_": known},
        }

    head = {"type": "FeatureCollection", "source": dict(export.source)}
    return _listed(head, "features", map(feature, export.records))


def _json(export: Export) -> Iterator[bytes]:
    items = (_item(record, export.language) for record in export.records)
    return _listed({"source": dict(export.source)}, "items", items)


def _item(record: RecordView, language: str) -> dict[str, Any]:
    return {
        "uuid": str(record.uuid),
        "key": record.key or None,
        "label": record.label(language),
        "state": record.state or None,
        "updated_at": record.updated_at.isoformat(),
        "blurred": dict(record.blurred),
        "data": dict(record.data),
    }


def _listed(head: dict[str, Any], name: str, items: Iterator[Any]) -> Iterator[bytes]:
    yield (json.dumps(head, ensure_ascii=False)[:-1] + f', "{name}": [\n').encode()
    separator = ""
    while some := list(islice(items, 200)):
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in some)
        yield (separator + lines).encode()
        separator = ",\n"
    yield b"\n]}\n"


def _zip(export: Export) -> Iterator[bytes]:
    """Yield a table as JSON and CSV, with the files that its records hold, a folder for each.

    Records are read twice: what is written goes away as it comes.
    """
    name = export.dataset.name
    with tempfile.TemporaryFile("w+b") as lines:
        yield from zipped(_members(export, name, lines))


def _members(export: Export, name: str, lines: IO[bytes]) -> Iterator[tuple[str, Iterable[bytes]]]:
    held: list[tuple[str, Attachment]] = []

    def going_by() -> Iterator[RecordView]:
        for record in export.records:
            lines.write(json.dumps(_item(record, export.language), ensure_ascii=False).encode())
            lines.write(b"\n")
            if holding:
                held.extend((record.address, each) for each in held_by(record))
            yield record

    holding = holds_files(export.dataset)
    yield f"{name}.csv", write_csv(replace(export, records=going_by()))
    lines.seek(0)
    head = json.dumps({"source": dict(export.source)}, ensure_ascii=False)[:-1]
    yield f"{name}.json", _framed(f'{head}, "items": [\n'.encode(), lines)
    for folder, each in held:
        if each.state == Attachment.State.CLEAN and (parts := _content(each)):
            yield f"files/{_safe(folder)}/{each.uuid}-{_safe(each.name)}", parts


def _framed(head: bytes, lines: Iterable[bytes]) -> Iterator[bytes]:
    yield head
    for rank, line in enumerate(lines):
        yield (b",\n" if rank else b"") + line.rstrip(b"\n")
    yield b"\n]}\n"


def _content(file: Attachment) -> Iterator[bytes] | None:
    """Return the bytes of a file; None when they are lost: the rest is still worth having."""
    try:
        content_size(file)
    except MissingContent:
        return None
    return open_attachment(file)


def _safe(name: str) -> str:
    """Return a name that no archive takes for a path."""
    kept = "".join(sign if sign.isalnum() or sign in "._- " else "_" for sign in name)
    return kept.strip(" .")[:80] or "_"


def _provenance(dataset: Dataset, language: str) -> tuple[tuple[str, str], ...]:
    place = str(getattr(settings, "PLACE_NAME", ""))
    return (
        (gettext("Source"), f"{place} · {dataset.service} · {dataset.title.get(language)}"),
        (gettext("Extracted on"), timezone.localdate().isoformat()),
        (
            gettext("Contents"),
            gettext("The records that the reader may see, as they may see them."),
        ),
    )


WRITERS: dict[str, Writer] = {
    "csv": Writer("text/csv; charset=utf-8", write_csv),
    "xlsx": Writer("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", write_xlsx),
    "ods": Writer("application/vnd.oasis.opendocument.spreadsheet", write_ods),
    "geojson": Writer("application/geo+json", _geojson),
    "json": Writer("application/json", _json),
    "zip": Writer("application/zip", _zip),
}
