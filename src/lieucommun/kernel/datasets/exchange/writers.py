"""Exports, streamed: what a query yields, as its viewer sees it, in a format of one's choice."""

import csv
import datetime as dt
import io
import json
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain, islice
from typing import Any, Protocol

from django.conf import settings
from django.utils import timezone, translation
from django.utils.translation import gettext

from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.schema import Dataset

from .columns import Column, columns, neutral, number

BLOCK = 64 * 1024
LONGEST_CELL = 32_000
MOST_ROWS = 1_000_000


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


class Table(Protocol):
    """What a table needs to be written as a file."""

    @property
    def name(self) -> str: ...
    @property
    def titles(self) -> list[str]: ...
    @property
    def source(self) -> tuple[tuple[str, str], ...]: ...
    def rows(self) -> Iterator[list[Any]]: ...


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


def write_xlsx(export: Table) -> Iterator[bytes]:
    """Yield a table as a workbook, which tells where it comes from on a last sheet."""
    import xlsxwriter

    with tempfile.TemporaryFile() as file:
        options = {"constant_memory": True, "default_date_format": "yyyy-mm-dd"}
        book = xlsxwriter.Workbook(file, options)
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        bold = book.add_format({"bold": True})
        rows = export.rows()
        name = _sheet_name(export)
        for rank in range(1, 100):
            sheet = book.add_worksheet(name if rank == 1 else f"{name[:27]} {rank}")
            sheet.freeze_panes(1, 0)
            sheet.write_row(0, 0, export.titles, bold)
            part = list_of(rows, sheet, moment)
            if part < MOST_ROWS:
                break
        about = book.add_worksheet(f"{name[:20]} (source)")
        for rank, line in enumerate(export.source):
            about.write_row(rank, 0, [neutral(cell) for cell in line])
        book.close()
        file.seek(0)
        while block := file.read(BLOCK):
            yield block


def list_of(rows: Iterator[list[Any]], sheet: Any, moment: Any) -> int:
    """Write rows in a sheet, as many as it holds; return how many."""
    count = 0
    for row in islice(rows, MOST_ROWS):
        count += 1
        for rank, cell in enumerate(row):
            _write(sheet, count, rank, cell, moment)
    return count


def _write(sheet: Any, row: int, rank: int, cell: Any, moment: Any) -> None:
    match cell:
        case None:
            return
        case bool():
            sheet.write_boolean(row, rank, cell)
        case str():
            sheet.write_string(row, rank, cell[:LONGEST_CELL])
        case dt.datetime():
            sheet.write_datetime(row, rank, cell, moment)
        case dt.date():
            sheet.write_datetime(row, rank, cell)
        case _:
            sheet.write_number(row, rank, float(cell))


def write_ods(export: Table) -> Iterator[bytes]:
    """Yield a table as a sheet of LibreOffice, which tells where it comes from on a last one."""
    from stream_write_ods import stream_write_ods

    def rows() -> Iterator[tuple[Any, ...]]:
        for row in export.rows():
            yield tuple(number(cell) for cell in row)

    source = (tuple(neutral(cell) for cell in line) for line in export.source)
    name = _sheet_name(export)
    sheets = (
        (name, tuple(export.titles), rows()),
        (f"{name[:20]} (source)", ("", ""), source),
    )
    yield from stream_write_ods(sheets)


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
    def item(record: RecordView) -> dict[str, Any]:
        return {
            "uuid": str(record.uuid),
            "key": record.key or None,
            "label": record.label(export.language),
            "state": record.state or None,
            "updated_at": record.updated_at.isoformat(),
            "blurred": dict(record.blurred),
            "data": dict(record.data),
        }

    return _listed({"source": dict(export.source)}, "items", map(item, export.records))


def _listed(head: dict[str, Any], name: str, items: Iterator[Any]) -> Iterator[bytes]:
    yield (json.dumps(head, ensure_ascii=False)[:-1] + f', "{name}": [\n').encode()
    separator = ""
    while some := list(islice(items, 200)):
        lines = ",\n".join(json.dumps(each, ensure_ascii=False) for each in some)
        yield (separator + lines).encode()
        separator = ",\n"
    yield b"\n]}\n"


def _sheet_name(export: Table) -> str:
    """Return a name that spreadsheets accept: 31 signs, none of []:*?/\\ nor outer quotes."""
    kept = "".join(char for char in export.name if char not in "[]:*?/\\" and char.isprintable())
    return kept.strip(" '")[:31] or "data"


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
}
