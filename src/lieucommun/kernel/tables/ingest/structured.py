"""Files whose columns have names of their own: GeoJSON features, and Parquet."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lieucommun.kernel.datasets.exchange.parsing.lines import Unreadable, source_of
from lieucommun.kernel.datasets.exchange.parsing.objects import Objects

from .headers import Matched
from .opened import Rows, literal, relation
from .orders import LayoutFrom
from .refusing import Refused
from .workbooks import number

if TYPE_CHECKING:
    import duckdb


@dataclass(slots=True)
class Features:
    """The properties of the features of a GeoJSON file; a line is the rank of a feature."""

    path: Path
    folder: Path
    kind: str = "geojson"
    encoding: str = "utf-8-sig"
    delimiter: str = ""
    _columns: list[str] = field(default_factory=list)

    def sheet(self, layout: LayoutFrom) -> str:
        del layout
        return ""

    def headers(self, layout: LayoutFrom) -> list[str]:
        """Return the names of properties, in the order in which they are first met."""
        del layout
        if not self._columns:
            found: dict[str, None] = {}
            for _, cells in self._rows():
                found.update(dict.fromkeys(cells))
            found.pop("geometry", None)
            self._columns = list(found)
        return self._columns

    def readings(self, found: Matched) -> Iterator[Rows]:
        """Yield the one reading: the properties of each feature."""
        commas = found.commas
        path = self.folder / "rows.csv"
        with path.open("w", encoding="utf-8", newline="") as out:
            write = csv.writer(out, lineterminator="\n").writerow
            for rank, cells in self._rows():
                told = enumerate(map(cells.get, self._columns))
                write([rank, *(_text(cell, comma=at in commas) for at, cell in told)])
        yield Rows(relation(path, len(self._columns), lined=True), lined=True)

    def _rows(self) -> Iterator[tuple[int, dict[str, Any]]]:
        try:
            for rank, cells in Objects(source_of(self.path), self.encoding).found().rows:
                yield rank, cells if isinstance(cells, dict) else {}
        except Unreadable as unreadable:
            raise Refused(unreadable.code, **unreadable.params) from None
        except UnicodeDecodeError:
            raise Refused("encoding", line=1, found="utf-8") from None


@dataclass(slots=True)
class Parquet:
    """A Parquet file, which DuckDB reads as it is; values pass as texts, like all others."""

    path: Path
    connection: "duckdb.DuckDBPyConnection"
    kind: str = "parquet"
    encoding: str = ""
    delimiter: str = ""
    _columns: list[str] = field(default_factory=list)

    def sheet(self, layout: LayoutFrom) -> str:
        del layout
        return ""

    def headers(self, layout: LayoutFrom) -> list[str]:
        """Return the names of columns; raises Refused when the file is damaged."""
        import duckdb

        del layout
        if not self._columns:
            try:
                asked = f"DESCRIBE FROM read_parquet({literal(str(self.path))})"
                self._columns = [row[0] for row in self.connection.execute(asked).fetchall()]
            except duckdb.Error:
                raise Refused("parquet") from None
        return self._columns

    def readings(self, found: Matched) -> Iterator[Rows]:
        """Yield the one reading: each column as text, and the rank of each row."""
        names = ('"' + name.replace('"', '""') + '"' for name in self._columns)
        texts = ((at, f"{name}::VARCHAR") for at, name in enumerate(names))
        columns = ", ".join(
            (f"replace({text}, '.', ',')" if at in found.commas else text) + f" AS c{at}"
            for at, text in texts
        )
        file = literal(str(self.path))
        yield Rows(
            f"(SELECT {columns}, file_row_number + 1 AS _line "  # noqa: S608 - names are quoted
            f"FROM read_parquet({file}, file_row_number = true))",
            lined=True,
            odd=True,
        )


def _text(cell: object, *, comma: bool) -> str:
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, float):
        return number(cell).replace(".", "," if comma else ".")
    return str(cell).strip()
