"""The table that a file holds, whatever its format: columns, and rows with their lines."""

import csv
import io
import json
import re
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from .refusals import RefusedFile
from .workbooks import read_workbook

MB = 1024 * 1024
MOST_BYTES = 64 * MB
MOST_COLUMNS = 1_000
MOST_ROWS = 200_000
LONGEST_CELL = 100_000
DELIMITERS = ",;\t"
#: What makes a file something else than text: no table holds it.
BINARY = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f]")
MAGIC = {
    b"%PDF": "PDF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"RIFF": "RIFF",
    b"\x1f\x8b": "gzip",
    b"7z\xbc\xaf": "7z",
    b"Rar!": "RAR",
    b"\x7fELF": "ELF",
    b"MZ": "EXE",
    b"SQLite format 3": "SQLite",
    b"{\\rtf": "RTF",
}
OLD = b"\xd0\xcf\x11\xe0"
WORKBOOKS = ("xl/workbook.xml", "content.xml")


@dataclass(frozen=True, slots=True)
class Line:
    """A row: where it starts in the file, and its cells by column."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. `kind`: csv, workbook, json or geojson."""

    kind: str
    columns: tuple[str, ...]
    lines: list[Line] = field(default_factory=list)


def read_table(content: bytes, *, sheet: str = "", encoding: str = "") -> Table:
    """Read a file by what it holds, not by its name; raises RefusedFile."""
    if len(content) > MOST_BYTES:
        raise RefusedFile("heavy", most=MOST_BYTES // MB)
    if content.startswith(b"PK"):
        return _workbook(content, sheet)
    if content.startswith(OLD):
        raise RefusedFile("old")
    if known := next((MAGIC[each] for each in MAGIC if content.startswith(each)), ""):
        raise RefusedFile("binary", found=known)
    table = _text(content, encoding)
    if not table.columns or not table.lines:
        raise RefusedFile("empty")
    return table


def _text(content: bytes, encoding: str) -> Table:
    text = decode(content, encoding)
    if found := BINARY.search(text):
        raise RefusedFile("binary", found=f"U+{ord(found[0]):04X}")
    start = text.lstrip()[:1]
    if start == "<":
        raise RefusedFile("markup")
    return _json(text) if start in {"[", "{"} else _csv(text)


def decode(content: bytes, encoding: str = "") -> str:
    """Return a text in the encoding given, or in UTF-8, UTF-16 when it says so, Windows-1252."""
    if encoding:
        names: tuple[str, ...] = (encoding,)
    elif content.startswith((b"\xff\xfe", b"\xfe\xff")):
        names = ("utf-16",)
    else:
        names = ("utf-8-sig", "cp1252")
    for name in names:
        try:
            return content.decode(name)
        except UnicodeDecodeError as error:
            line = content[: error.start].count(b"\n") + 1
        except (LookupError, ValueError):
            raise RefusedFile("unknown encoding", found=name) from None
    raise RefusedFile("encoding", line=line, found=names[0].removesuffix("-sig"))


def _workbook(content: bytes, sheet: str) -> Table:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            known = any(name in WORKBOOKS for name in book.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise RefusedFile("zip") from None
    if not known:
        raise RefusedFile("binary", found="ZIP")
    rows = read_workbook(content, sheet, (MOST_COLUMNS, MOST_ROWS, LONGEST_CELL))
    first = next(rows, None)
    if first is None:
        raise RefusedFile("empty")
    table = Table("workbook", _header(first[1]))
    for number, cells in rows:
        _add(table, number, cells)
    if not table.lines:
        raise RefusedFile("empty")
    return table


def _csv(text: str) -> Table:
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    csv.field_size_limit(LONGEST_CELL)
    line = 1
    try:
        header = next(reader, [])
        table = Table("csv", _header(header)) if any(header) else Table("csv", ())
        line = reader.line_num + 1
        for cells in reader:
            if any(cell.strip() for cell in cells):
                _add(table, line, cells)
            line = reader.line_num + 1
    except csv.Error as error:
        raise RefusedFile("csv", line=line, found=error) from None
    return table


def _header(cells: list[str]) -> tuple[str, ...]:
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise RefusedFile("columns", count=len(names), most=MOST_COLUMNS)
    for rank, name in enumerate(names):
        if not name or name in names[:rank]:
            raise RefusedFile("heading", found=name[:60])
    return tuple(names)


def _add(table: Table, number: int, cells: list[str]) -> None:
    if len(table.lines) >= MOST_ROWS:
        raise RefusedFile("rows", most=MOST_ROWS)
    if len(cells) > len(table.columns) and any(cells[len(table.columns) :]):
        raise RefusedFile("cells", line=number, count=len(cells), most=len(table.columns))
    for column, cell in zip(table.columns, cells, strict=False):
        if len(cell) > LONGEST_CELL:
            raise RefusedFile("cell", line=number, column=column, most=LONGEST_CELL)
    table.lines.append(Line(number, dict(zip(table.columns, cells, strict=False))))


def _json(text: str) -> Table:
    try:
        whole = json.loads(text)
    except ValueError as error:
        line = getattr(error, "lineno", 1)
        raise RefusedFile("json", line=line, found=getattr(error, "msg", error)) from None
    except RecursionError:
        raise RefusedFile("json", line=1, found="[[[[…") from None
    kind = "geojson" if isinstance(whole, dict) and "features" in whole else "json"
    items = whole.get("features", whole.get("items")) if isinstance(whole, dict) else whole
    if not isinstance(items, list):
        raise RefusedFile("objects", rank=1)
    if len(items) > MOST_ROWS:
        raise RefusedFile("rows", most=MOST_ROWS)
    lines = [Line(rank, dict(_cells(item, rank))) for rank, item in enumerate(items, 1)]
    columns = tuple(dict.fromkeys(name for line in lines for name in line.cells))
    if len(columns) > MOST_COLUMNS:
        raise RefusedFile("columns", count=len(columns), most=MOST_COLUMNS)
    return Table(kind, columns, lines)


def _cells(item: Any, rank: int) -> Iterator[tuple[str, object]]:
    """Yield the cells of an object, of a feature, or of an entry of our own exports."""
    if not isinstance(item, dict):
        raise RefusedFile("objects", rank=rank)
    properties = item.get("properties")
    if item.get("type") == "Feature":
        if isinstance(item.get("geometry"), dict):
            yield "geometry", item["geometry"]
        item = properties if isinstance(properties, dict) else {}
    elif isinstance(item.get("data"), dict) and "uuid" in item:
        item = item["data"]
    for name, cell in item.items():
        if isinstance(cell, str) and len(cell) > LONGEST_CELL:
            raise RefusedFile("cell", line=rank, column=name, most=LONGEST_CELL)
        if name != "_":
            yield name, cell
