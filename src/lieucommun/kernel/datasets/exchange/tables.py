"""The table that a file holds, whatever its format: columns, and rows with their lines.

A file is parsed once, by another process, whose memory and time are bounded: nothing of what it
holds is known here before. The rows wait in a file without a name, and are read from there each
time that they are asked for: a table of 200,000 rows never stands in memory.
"""

import json
import tempfile
import weakref
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from lieucommun.kernel.apart.running import TooCostly, run_apart

from .refusals import RefusedFile

MB = 1024 * 1024
MOST_BYTES = 64 * MB
#: What parsing may write: a letter of a foreign alphabet is escaped.
MOST_WRITTEN = 8 * MOST_BYTES
#: The most that the process which parses ever gets; it bounds itself by what it is given to read.
MOST_MEMORY, MOST_SECONDS = 1_000 * MB, 40
#: The last line: where the one before starts.
LAST = 20


@dataclass(frozen=True, slots=True)
class Line:
    """A row: where it starts in the file, and its cells by column."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Table:
    """What a file holds. `kind`: csv, workbook, json or geojson.

    `encoding` and `delimiter` say how a text was understood.
    """

    kind: str
    columns: tuple[str, ...]
    lines: Iterable[Line]
    count: int = 0
    encoding: str = ""
    delimiter: str = ""


def read_table(content: bytes | Path, *, sheet: str = "", encoding: str = "") -> Table:
    """Read a file by what it holds, not by its name; raises RefusedFile, or OSError on its path."""
    if isinstance(content, Path):
        return _read(content, sheet, encoding)
    with tempfile.NamedTemporaryFile(suffix=".sent") as file:
        file.write(content)
        file.flush()
        return _read(Path(file.name), sheet, encoding)


def _read(path: Path, sheet: str, encoding: str) -> Table:
    if path.stat().st_size > MOST_BYTES:
        raise RefusedFile("heavy", most=MOST_BYTES // MB)
    said = tempfile.TemporaryFile()  # noqa: SIM115 - closed with what reads it
    lines = _Lines(said)
    try:
        run_apart(
            "lieucommun.kernel.datasets.exchange.parsing.main",
            [str(path.absolute()), sheet, encoding],
            out=said,
            seconds=MOST_SECONDS,
            wall=2 * MOST_SECONDS,
            as_=MOST_MEMORY,
            fsize=MOST_WRITTEN,
        )
    except TooCostly:
        raise RefusedFile("costly") from None
    told = lines.told()
    if code := told.pop("refused", ""):
        raise RefusedFile(code, **told)
    lines.columns = tuple(told.pop("columns"))
    return Table(columns=lines.columns, lines=lines, **told)


class _Lines:
    """The rows that the other process wrote, read again each time; not twice at once."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file = file
        self.columns: tuple[str, ...] = ()
        self.end = 0
        weakref.finalize(self, file.close)

    def told(self) -> dict[str, Any]:
        """Return what stands after the rows."""
        self.file.seek(-LAST, 2)
        self.end = int(self.file.read(LAST))
        self.file.seek(self.end)
        told: dict[str, Any] = json.loads(self.file.readline())
        return told

    def __iter__(self) -> Iterator[Line]:
        self.file.seek(0)
        at = 0
        for line in self.file:
            at += len(line)
            if at > self.end:
                return
            number, cells = json.loads(line)
            if isinstance(cells, list):
                cells = dict(zip(self.columns, cells, strict=False))
            yield Line(number, cells)
