"""XLSX and ODS workbooks: judged before they are opened, then written as a CSV with lines."""

import csv
import datetime as dt
import resource
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from lieucommun.kernel.datasets.exchange.parsing.lines import Unreadable
from lieucommun.kernel.datasets.exchange.parsing.workbooks import judge

from .headers import Matched, joined
from .opened import MOST_COLUMNS, Rows, relation
from .orders import LayoutFrom
from .refusing import Refused

MB = 1024 * 1024
#: Memory for any workbook, and per byte of it once opened.
MEMORY, MEMORY_PER_BYTE = 300 * MB, 4


@dataclass(slots=True)
class Workbook:
    """A workbook, whose sheets are read when asked for."""

    book: Any
    folder: Path
    kind: str
    encoding: str = ""
    delimiter: str = ""
    _sheets: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def open(cls, path: Path, folder: Path) -> "Workbook":
        """Open a workbook; raises Refused on what none ought to hold."""
        import python_calamine

        try:
            opened = judge(path)
            _bound(max(MEMORY, MEMORY_PER_BYTE * opened))
            book = python_calamine.CalamineWorkbook.from_path(str(path))
        except Unreadable as unreadable:
            raise Refused(unreadable.code, **unreadable.params) from None
        except python_calamine.PasswordError:
            raise Refused("locked") from None
        except python_calamine.CalamineError:
            raise Refused("zip") from None
        with path.open("rb") as file:
            kind = "ods" if b"opendocument" in file.read(200) else "xlsx"
        return cls(book, folder, kind)

    def sheet(self, layout: LayoutFrom) -> str:
        """Return the sheet of a layout, the first one where it names none; raises Refused."""
        names = self.book.sheet_names
        wanted: str = layout.sheet or (names[0] if names else "")
        if wanted not in names:
            raise Refused("sheet", found=wanted, choices=names[:30])
        return wanted

    def headers(self, layout: LayoutFrom) -> list[str]:
        """Return the headers, each with what stands above it in other lines of headers."""
        sheet = self._sheet(layout)
        lines = [list(map(text, cells)) for cells in islice(sheet.iter_rows(), max(layout.header))]
        if len(lines) < max(layout.header):
            raise Refused("empty")
        return joined([lines[number - 1] for number in layout.header])

    def readings(self, found: Matched) -> Iterator[Rows]:
        """Yield the one reading: the rows that hold something, with their lines."""
        layout, width, commas = found.layout, len(found.headers), found.commas
        path = self.folder / "rows.csv"
        rows = islice(enumerate(self._sheet(layout).iter_rows(), 1), max(layout.header), None)
        held: deque[list[object]] = deque()
        with path.open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out, lineterminator="\n").writerow
            for line, cells in rows:
                written = list(map(text, cells[:width]))
                if not any(written):
                    continue
                for at in commas:
                    if at < len(written) and isinstance(cells[at], float):
                        written[at] = written[at].replace(".", ",")
                held.append([line, *written, *[""] * (width - len(written))])
                if len(held) > layout.footer:
                    write(held.popleft())
        self._sheets = {}
        _unbound()
        yield Rows(relation(path, width, lined=True), lined=True)

    def _sheet(self, layout: LayoutFrom) -> Any:
        import python_calamine

        name = self.sheet(layout)
        if name not in self._sheets:
            try:
                sheet = self.book.get_sheet_by_name(name)
            except python_calamine.CalamineError:
                raise Refused("zip") from None
            if sheet.width > MOST_COLUMNS:
                raise Refused("columns", count=sheet.width, most=MOST_COLUMNS)
            self._sheets = {name: sheet}
        return self._sheets[name]


def _bound(more: int) -> None:
    """Let this process take so many bytes more: a cell in a far corner asks for all between.

    The process ends when more is asked.
    """
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        taken = int(file.read().split()[0]) * resource.getpagesize()
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = taken + more if hard == resource.RLIM_INFINITY else min(taken + more, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))


def _unbound() -> None:
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (hard, hard))


def text(cell: Any) -> str:
    """Return a cell as it would stand in a CSV.

    A binary number is the shortest decimal one that reads back as the same, without exponent.
    """
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return number(cell)
    if isinstance(cell, dt.datetime) and cell.time() == dt.time():
        return cell.date().isoformat()
    return cell.isoformat() if hasattr(cell, "isoformat") else str(cell)


def number(cell: float) -> str:
    """Return a float as the shortest decimal text of the same value: 0.1, 12, 0.00001."""
    if cell.is_integer() and abs(cell) < 1e15:  # noqa: PLR2004 - exact below
        return str(int(cell))
    if cell != cell or cell in {float("inf"), float("-inf")}:  # noqa: PLR0124 - NaN
        return str(cell)
    return f"{Decimal(repr(cell)):f}"
