"""Rows of an XLSX or ODS workbook: its zip directory is judged first, then it is read apart."""

import json
import shutil
import tempfile
import weakref
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import IO

from lieucommun.kernel.apart.running import TooCostly, run_apart

from .lines import LONGEST_CELL, MOST_COLUMNS, MOST_ROWS, Cells, Source
from .refusals import RefusedFile

MB = 1024 * 1024
MOST_ENTRIES = 400
MOST_OPENED = 300 * MB
MOST_RATIO = 60
#: A small file may be mostly emptiness: nothing to fear below this size.
HARMLESS = 2 * MB
HEAD = 64 * 1024
DOCTYPES = tuple("<!DOCTYPE".encode(name) for name in ("ascii", "utf-16-le", "utf-16-be"))
#: What Python and calamine take before they read anything, then per byte once opened.
BASE_MEMORY, MEMORY_PER_BYTE = 160 * MB, 6
SLOWEST = 8 * MB


def read_workbook(source: Source, sheet: str) -> Cells:
    """Return the rows of a sheet (the first one by default), read once by another process.

    Raises RefusedFile.
    """
    opened = judge(source)
    said = _Said(tempfile.TemporaryFile())  # noqa: SIM115 - closed with what reads it
    _apart(source, sheet, opened, said.file)
    said.begin()
    return said


def _apart(source: Source, sheet: str, opened: int, said: IO[bytes]) -> None:
    """Have a workbook read by another process, whose memory and time follow its opened size."""
    memory = BASE_MEMORY + MEMORY_PER_BYTE * opened
    seconds = 2 + opened // SLOWEST
    with tempfile.NamedTemporaryFile(suffix=".book") as file:
        with source() as content:
            shutil.copyfileobj(content, file)
        file.flush()
        most = (MOST_COLUMNS, MOST_ROWS, LONGEST_CELL)
        try:
            run_apart(
                "lieucommun.kernel.datasets.exchange.sandbox",
                [file.name, sheet, *map(str, most)],
                out=said,
                seconds=seconds,
                wall=2 * seconds + 5,
                as_=memory,
            )
        except TooCostly:
            raise RefusedFile("costly") from None


class _Said:
    """What the other process wrote, read again each time; two readings at once would clash."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.start = 0
        weakref.finalize(self, file.close)

    def begin(self) -> None:
        """Read the first line: what is wrong, or nothing; raises RefusedFile."""
        self.file.seek(0)
        first = json.loads(self.file.readline() or b'{"refused": "costly"}')
        if code := first.pop("refused", ""):
            raise RefusedFile(code, **first)
        self.start = self.file.tell()

    def __call__(self) -> Iterator[tuple[int, list[str]]]:
        self.file.seek(self.start)
        for line in self.file:
            number, cells = json.loads(line)
            yield number, cells


def judge(source: Source) -> int:
    """Return the size of a workbook once opened; raises RefusedFile on what none ought to hold."""
    try:
        with source() as content, zipfile.ZipFile(content) as book:
            size = content.seek(0, 2)
            entries = book.infolist()
            if len(entries) > MOST_ENTRIES:
                raise RefusedFile("entries", count=len(entries), most=MOST_ENTRIES)
            opened = sum(map(_size, entries))
            if opened > MOST_OPENED or opened > max(HARMLESS, MOST_RATIO * size):
                raise RefusedFile("swollen", count=opened // MB)
            for entry in entries:
                _look(book, entry)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, OSError, ValueError, EOFError):
        raise RefusedFile("zip") from None
    return opened


def _size(entry: zipfile.ZipInfo) -> int:
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0] or not path.parts:
        raise RefusedFile("name", found=entry.filename[:60])
    if entry.flag_bits & 1:
        raise RefusedFile("locked")
    return entry.file_size


def _look(book: zipfile.ZipFile, entry: zipfile.ZipInfo) -> None:
    if not entry.filename.lower().endswith((".xml", ".rels")):
        return
    with book.open(entry) as file:
        head = file.read(HEAD).upper()
    if any(each in head for each in DOCTYPES):
        raise RefusedFile("doctype")
