"""Rows of a file, read again each time that they are asked for, and how many there may be."""

import io
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from .refusals import RefusedFile

MOST_COLUMNS = 1_000
MOST_ROWS = 200_000
LONGEST_CELL = 100_000
OFTEN = 1_000
#: A file, opened from its beginning each time.
Source = Callable[[], BinaryIO]
#: The lines of a table, the one that names the columns first: where each starts, and its cells.
Cells = Callable[[], Iterator[tuple[int, list[str]]]]


@dataclass(frozen=True, slots=True)
class Line:
    """A row: where it starts in the file, and its cells by column."""

    number: int
    cells: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Lines:
    """The rows under a header."""

    columns: tuple[str, ...]
    cells: Cells

    def __iter__(self) -> Iterator[Line]:
        for number, cells in islice(self.cells(), 1, None):
            yield Line(number, dict(zip(self.columns, cells, strict=False)))


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


def source_of(content: bytes | Path) -> Source:
    """Return how to open a file from its beginning."""
    if isinstance(content, Path):
        return lambda: content.open("rb")
    return lambda: io.BytesIO(content)


def header(cells: list[str]) -> tuple[str, ...]:
    """Return the names of columns; raises RefusedFile when one has none, or that of another."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise RefusedFile("columns", count=len(names), most=MOST_COLUMNS)
    seen: set[str] = set()
    for name in names:
        if not name or name in seen:
            raise RefusedFile("heading", found=name[:60])
        seen.add(name)
    return tuple(names)


def tally(
    columns: tuple[str, ...],
    cells: Iterator[tuple[int, list[str]]],
    watch: Callable[[int], None],
) -> int:
    """Return how many rows stand under a header; raises RefusedFile on what none may be."""
    count = 0
    for number, row in islice(cells, 1, None):
        count += 1
        if count > MOST_ROWS:
            raise RefusedFile("rows", most=MOST_ROWS)
        if len(row) > len(columns) and any(row[len(columns) :]):
            raise RefusedFile("cells", line=number, count=len(row), most=len(columns))
        for column, cell in zip(columns, row, strict=False):
            if len(cell) > LONGEST_CELL:
                raise RefusedFile("cell", line=number, column=column, most=LONGEST_CELL)
        if count % OFTEN == 0:
            watch(count)
    if not count:
        raise RefusedFile("empty")
    return count
