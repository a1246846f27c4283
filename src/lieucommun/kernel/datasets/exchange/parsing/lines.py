"""The rows of a file, and how many there may be."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

MOST_COLUMNS = 1_000
MOST_ROWS = 200_000
LONGEST_CELL = 100_000
#: A file, opened from its beginning each time.
Source = Callable[[], BinaryIO]
#: The lines of a table, the one that names the columns first: where each starts, and its cells.
Cells = Iterator[tuple[int, list[str]]]
Row = tuple[int, list[str] | dict[str, Any]]


class Unreadable(Exception):  # noqa: N818 - not an accident: the answer to a file
    """A file that cannot be read; carries a code of `refusals.SENTENCES` and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params


@dataclass(frozen=True, slots=True)
class Found:
    """What a file holds. `told` (kind, columns, encoding, delimiter) is whole after the rows."""

    told: dict[str, Any]
    rows: Iterator[Row]


def source_of(path: Path) -> Source:
    """Return how to open a file from its beginning."""
    return lambda: path.open("rb")


def header(cells: list[str]) -> tuple[str, ...]:
    """Return the names of columns; raises Unreadable when one has none, or that of another."""
    names = [cell.strip() for cell in cells]
    while names and not names[-1]:
        names.pop()
    if len(names) > MOST_COLUMNS:
        raise Unreadable("columns", count=len(names), most=MOST_COLUMNS)
    seen: set[str] = set()
    for name in names:
        if not name or name in seen:
            raise Unreadable("heading", found=name[:60])
        seen.add(name)
    return tuple(names)


def judged(columns: tuple[str, ...], rows: Cells) -> Iterator[Row]:
    """Yield the rows under a header without their last empty cells; raises Unreadable."""
    count, most = 0, len(columns)
    for number, cells in rows:
        count += 1
        if count > MOST_ROWS:
            raise Unreadable("rows", most=MOST_ROWS)
        while cells and not cells[-1]:
            cells.pop()
        if len(cells) > most:
            raise Unreadable("cells", line=number, count=len(cells), most=most)
        for column, cell in zip(columns, cells, strict=False):
            if len(cell) > LONGEST_CELL:
                raise Unreadable("cell", line=number, column=column, most=LONGEST_CELL)
        yield number, cells
    if not count:
        raise Unreadable("empty")
