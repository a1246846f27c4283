"""Rows that are not kept: all of them in a CSV, each cell at fault with its line and its header."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from .casting import BAD, BETWEEN, NOTHING, TABLE, WITHIN, Typed, cells
from .headers import Matched
from .orders import Order

if TYPE_CHECKING:
    import duckdb

REJECTS = "rejects.csv"
FIRST = 1_000
BATCH = 10_000
COLUMNS = ("line", "column", "header", "code", "text")


@dataclass(frozen=True, slots=True)
class Reject:
    """A cell at fault, or a whole line (no column): `code` says why, `text` what stands there."""

    line: int
    column: str
    header: str
    code: str
    text: str

    def as_list(self) -> list[object]:
        return [self.line, self.column, self.header, self.code, self.text]


def write_rejects(
    connection: "duckdb.DuckDBPyConnection", order: Order, found: Matched, typed: Typed
) -> tuple[int, list[Reject]]:
    """Write every reject in a folder; return how many rows are rejected, and the first of them."""
    first: list[Reject] = []
    lines = 0
    with (Path(order.folder) / REJECTS).open("w", encoding="utf-8", newline="") as out:
        write = csv.writer(out).writerow
        write(COLUMNS)
        for parts in _rejected(connection, order, found, typed):
            lines += 1
            for each in parts:
                write(each.as_list())
                if len(first) < FIRST:
                    first.append(each)
    if not lines:
        (Path(order.folder) / REJECTS).unlink()
    return lines, first


def _rejected(
    connection: "duckdb.DuckDBPyConnection", order: Order, found: Matched, typed: Typed
) -> Iterator[list[Reject]]:
    """Yield the rejects of each line: those put aside by a reader, then cells of another type."""
    for line, code, text in typed.rows.aside:
        yield [Reject(line, "", "", code, text)]
    filled = cells(order, found)
    names = {str(rank): (each.name, each.header) for rank, each in enumerate(filled)}
    asked = connection.execute(
        f"SELECT {typed.line}, {BAD} FROM {TABLE} "  # noqa: S608 - names of ours
        f"WHERE {BAD} IS NOT NULL AND {BAD} <> '{NOTHING}' ORDER BY 1"
    )
    while rows := asked.fetchmany(BATCH):
        for line, bad in rows:
            yield [_reject(line, part, names) for part in bad.split(BETWEEN)]


def _reject(line: int, part: str, names: dict[str, tuple[str, str]]) -> Reject:
    rank, code, text = (*part.split(WITHIN), "")[:3]
    column, header = names.get(rank, (rank, rank))
    return Reject(line, column, header, code, text)
