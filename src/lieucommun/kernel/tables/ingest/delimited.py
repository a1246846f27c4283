"""CSV files: read by DuckDB as they are when every line is a row, else line by line."""

import csv
import io
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .headers import Matched, joined
from .opened import MOST_COLUMNS, Aside, Rows, relation
from .orders import LayoutFrom
from .refusing import Refused
from .texts import LATIN, UTF8, Text, examine

DELIMITERS = ",;\t|"
HEAD = 256 * 1024
LONGEST_CELL = 100_000
SHOWN = 60


@dataclass(slots=True)
class Delimited:
    """A CSV; its text is examined once."""

    text: Text
    folder: Path
    kind: str = "csv"
    encoding: str = UTF8
    delimiter: str = ""

    @classmethod
    def open(cls, path: Path, folder: Path, encoding: str) -> "Delimited":
        """Open a file; raises Refused when it is no text."""
        text = examine(path, folder, encoding)
        return cls(text, folder, encoding=text.encoding)

    def sheet(self, layout: LayoutFrom) -> str:
        del layout
        return ""

    def headers(self, layout: LayoutFrom) -> list[str]:
        """Return the headers, each with what stands above it in other lines of headers."""
        wanted = max(layout.header)
        self.delimiter = layout.delimiter or self._delimiter(wanted)
        lines = self._head(wanted)
        if len(lines) < wanted:
            raise Refused("empty")
        return joined([lines[number - 1] for number in layout.header])

    def readings(self, found: Matched) -> Iterator[Rows]:
        """Yield the reading of DuckDB where it may be true, then ours."""
        layout, width = found.layout, len(found.headers)
        skip = max(layout.header)
        if not self.text.mixed and not layout.footer:
            quick = relation(self.text.path, width, self.delimiter, lined=False, skip=skip)
            expected = self.text.lines - skip
            yield Rows(quick, lined=False, first=skip + 1, expected=expected, odd=self.text.odd)
        yield self._carefully(layout, width)

    def _delimiter(self, wanted: int) -> str:
        with self.text.path.open("rb") as file:
            head = file.read(HEAD).decode("utf-8-sig", errors="replace")
        lines = head.splitlines()
        line = lines[wanted - 1] if len(lines) >= wanted else ""
        return max(DELIMITERS, key=line.count)

    def _head(self, wanted: int) -> list[list[str]]:
        """Return the first lines; a header never takes several."""
        with self.text.path.open("rb") as file:
            head = file.read(HEAD).decode("utf-8-sig", errors="replace")
        text = "\n".join(head.splitlines()[:wanted])
        return list(csv.reader(io.StringIO(text), delimiter=self.delimiter))

    def _carefully(self, layout: LayoutFrom, width: int) -> Rows:
        """Write the rows again, each with its line, and put aside those that have another shape."""
        path = self.folder / "rows.csv"
        aside: list[Aside] = []
        held: deque[tuple[int, list[str]]] = deque()
        with path.open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out, lineterminator="\n").writerow
            for line, cells in self._rows(max(layout.header), width, aside):
                held.append((line, cells))
                if len(held) > layout.footer:
                    first, row = held.popleft()
                    write([first, *row])
        return Rows(relation(path, width, lined=True), lined=True, aside=aside)

    def _rows(self, skip: int, width: int, aside: list[Aside]) -> Iterator[tuple[int, list[str]]]:
        csv.field_size_limit(LONGEST_CELL)
        with self.text.path.open(
            encoding="utf-8-sig", errors="surrogateescape", newline=""
        ) as text:
            reader = csv.reader(text, delimiter=self.delimiter)
            line = 1
            try:
                for cells in reader:
                    if line > skip and any(cells):
                        yield from self._row(line, cells, width, aside)
                    line = reader.line_num + 1
            except csv.Error as error:
                raise Refused("csv", line=line, found=str(error)) from None

    def _row(
        self, line: int, cells: list[str], width: int, aside: list[Aside]
    ) -> Iterator[tuple[int, list[str]]]:
        if self.text.mixed:
            found = _decoded(cells, self.text.encoding)
            if found is None:
                aside.append((line, "encoding", _shown(cells)))
                return
            cells = found
        if any(cells[width:]):
            aside.append((line, "cells", _shown(cells)))
        else:
            stripped = [cell.strip() for cell in cells[:width]]
            yield line, stripped + [""] * (width - len(stripped))


def _decoded(cells: list[str], encoding: str) -> list[str] | None:
    """Return the cells of a line of a mixed text, None when it is in the lesser encoding."""
    whole = "\0".join(cells)
    if whole.isascii():
        return cells
    strange = any("\udc80" <= sign <= "\udcff" for sign in whole)
    if encoding == UTF8:
        return None if strange else cells
    if not strange:
        return None
    try:
        return whole.encode("utf-8", "surrogateescape").decode(LATIN).split("\0")
    except UnicodeDecodeError:
        return None


def _shown(cells: list[str]) -> str:
    told = " ; ".join(cells[:MOST_COLUMNS])[:SHOWN]
    return told.encode("utf-8", "replace").decode()
