"""The table that a file holds, whatever its format: columns, and rows with their lines.

A file is read as a stream, once to judge it whole and again each time that its rows are asked for:
a table of 200,000 rows never stands in memory.
"""

import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

from .lines import Line, Lines, Source, Table, header, source_of, tally
from .objects import read_objects
from .refusals import RefusedFile
from .texts import delimiter_of, encoding_of, read_cells
from .workbooks import read_workbook

__all__ = ["MOST_BYTES", "Line", "Table", "read_table"]

MB = 1024 * 1024
MOST_BYTES = 64 * MB
HEAD = 64 * 1024
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


def read_table(
    content: bytes | Path,
    *,
    sheet: str = "",
    encoding: str = "",
    watch: Callable[[int], None] = lambda done: None,  # noqa: ARG005
) -> Table:
    """Read a file by what it holds, not by its name; raises RefusedFile.

    `watch` is told now and then how many rows were judged. A file given by its path is read again
    from there: it must stay as it is as long as the table is used.
    """
    source = source_of(content)
    with source() as file:
        head = file.read(HEAD)
        size = file.seek(0, 2)
    if size > MOST_BYTES:
        raise RefusedFile("heavy", most=MOST_BYTES // MB)
    if head.startswith(b"PK"):
        return _workbook(source, sheet, watch)
    if head.startswith(OLD):
        raise RefusedFile("old")
    if known := next((MAGIC[each] for each in MAGIC if head.startswith(each)), ""):
        raise RefusedFile("binary", found=known)
    return _text(source, head, encoding, watch)


def _text(source: Source, head: bytes, encoding: str, watch: Callable[[int], None]) -> Table:
    name, start = encoding_of(source, head, encoding)
    if start == "<":
        raise RefusedFile("markup")
    if start in {"[", "{"}:
        return read_objects(source, name, watch)
    delimiter = delimiter_of(source, name)

    def cells() -> Iterator[tuple[int, list[str]]]:
        return read_cells(source, name, delimiter)

    first = next(cells(), (1, [""]))[1]
    if not any(first):
        raise RefusedFile("empty")
    columns = header(first)
    if not columns:
        raise RefusedFile("empty")
    count = tally(columns, cells(), watch)
    return Table("csv", columns, Lines(columns, cells), count, name, delimiter)


def _workbook(source: Source, sheet: str, watch: Callable[[int], None]) -> Table:
    try:
        with source() as file, zipfile.ZipFile(file) as book:
            known = any(name in WORKBOOKS for name in book.namelist())
    except (zipfile.BadZipFile, ValueError, OSError):
        raise RefusedFile("zip") from None
    if not known:
        raise RefusedFile("binary", found="ZIP")
    cells = read_workbook(source, sheet)
    first = next(cells(), None)
    if first is None:
        raise RefusedFile("empty")
    columns = header(first[1])
    return Table("workbook", columns, Lines(columns, cells), tally(columns, cells(), watch))
