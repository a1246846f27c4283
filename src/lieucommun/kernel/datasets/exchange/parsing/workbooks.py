"""Rows of an XLSX or ODS workbook: its zip directory is judged first, then calamine reads it."""

import datetime as dt
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import Any

from .lines import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Cells, Unreadable

MB = 1024 * 1024
MOST_ENTRIES = 400
#: How an entry of the directory of a zip begins.
ENTRY = b"PK\x01\x02"
MOST_OPENED = 300 * MB
MOST_RATIO = 60
#: A small file may be mostly emptiness: nothing to fear below this size.
HARMLESS = 2 * MB
HEAD = 64 * 1024
DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
KNOWN = ("xl/workbook.xml", "content.xml")


def judge(path: Path) -> int:
    """Return the size of a workbook once opened; raises Unreadable on what none ought to hold."""
    listed = path.read_bytes().count(ENTRY)
    if listed > MOST_ENTRIES:  # before a directory of millions is read
        raise Unreadable("entries", count=listed, most=MOST_ENTRIES)
    try:
        with zipfile.ZipFile(path) as book:
            entries = book.infolist()
            if not any(each.filename in KNOWN for each in entries):
                raise Unreadable("binary", found="ZIP")
            opened = sum(map(_size, entries))
            if opened > MOST_OPENED or opened > max(HARMLESS, MOST_RATIO * path.stat().st_size):
                raise Unreadable("swollen", count=opened // MB)
            for entry in entries:
                _look(book, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError):
        raise Unreadable("zip") from None
    return opened


def _size(entry: zipfile.ZipInfo) -> int:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or not path.parts:
        raise Unreadable("name", found=entry.filename[:60])
    if entry.flag_bits & 1:
        raise Unreadable("locked")
    return entry.file_size


def _look(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if not entry.filename.lower().endswith((".xml", ".rels")):
        return
    with book.open(entry) as file:
        head = file.read(HEAD).upper()
    if any(each in head for each in DOCTYPES):
        raise Unreadable("doctype")


def read_sheet(path: Path, wanted: str) -> Cells:
    """Yield the rows of a sheet (the first one by default) that are not empty; raises Unreadable.

    A number is its line in the sheet.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_path(str(path))
        names = book.sheet_names
        if not names or (wanted and wanted not in names):
            raise Unreadable("sheet", found=wanted, choices=", ".join(names))
        yield from _rows(book.get_sheet_by_name(wanted or names[0]))
    except python_calamine.PasswordError:
        raise Unreadable("locked") from None
    except python_calamine.CalamineError:
        raise Unreadable("zip") from None


def _rows(sheet: Any) -> Iterator[tuple[int, list[str]]]:
    if sheet.width > MOST_COLUMNS:
        raise Unreadable("columns", count=sheet.width, most=MOST_COLUMNS)
    if sheet.height > MOST_ROWS + 1:
        raise Unreadable("rows", most=MOST_ROWS)
    for line, cells in enumerate(sheet.iter_rows(), 1):
        found = [text(cell)[: LONGEST_CELL + 1] for cell in cells]
        if any(found):
            yield line, found


def text(cell: Any) -> str:
    """Return a cell as it would stand in a CSV."""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004
        return str(int(cell))
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
