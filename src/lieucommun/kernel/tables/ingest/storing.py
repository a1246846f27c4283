"""What is kept of a file: its rows in the order of scans, again by territory, and its rejects."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lieucommun.kernel.tables.kinds import LINE_TYPE, TYPES

from .casting import BAD, LINE, TABLE, Typed
from .locating import Located
from .opened import literal
from .orders import Order

if TYPE_CHECKING:
    import duckdb

ROWS, BY_TERRITORY = "rows.parquet", "by_territory.parquet"
#: Below so many rows, one copy is enough for both.
BY_TERRITORY_FROM = 200_000
PERIODS = ("year", "date", "datetime")


def store(
    connection: "duckdb.DuckDBPyConnection",
    order: Order,
    typed: Typed,
    located: Sequence[Located],
    count: int,
    second: Callable[[], None],
) -> None:
    """Write the rows that are kept, sorted by period then territory, and by territory if many.

    `second` is called before the second copy.
    """
    folder = Path(order.folder)
    keys = [f"{each.table}.key" for each in located]
    periods = [
        f'{TABLE}."{name}"'
        for name, type_ in order.types.items()
        if type_ in PERIODS and name in _columns(connection)
    ]
    line = typed.line.replace("rowid", f"{TABLE}.rowid")
    _copy(connection, order, located, [*periods, *keys], line, folder / ROWS)
    if located and count >= BY_TERRITORY_FROM:
        second()
        _copy(connection, order, located, [*keys, *periods], "", folder / BY_TERRITORY)


def _copy(
    connection: "duckdb.DuckDBPyConnection",
    order: Order,
    located: Sequence[Located],
    sort: Sequence[str],
    line: str,
    path: Path,
) -> None:
    there = _columns(connection)
    places = {each.name: each for each in located}
    inner: list[str] = []
    outer: list[str] = []
    for name, type_ in order.types.items():
        if name in places:
            for column, source in places[name].stored():
                inner.append(f'{source} AS "{column}"')
                outer.append(
                    f'"{column}"'
                    if column.endswith("__vintage")
                    else f'"{column}"::VARCHAR AS "{column}"'
                )
            continue
        source = f'{TABLE}."{name}"' if name in there else f"NULL::{TYPES.get(type_, 'VARCHAR')}"
        inner.append(f'{source} AS "{name}"')
        outer.append(f'"{name}"')
    if line:
        inner.append(f"{line}::{LINE_TYPE} AS {LINE}")
        outer.append(LINE)
    joins = " ".join(each.join() for each in located)
    ordered = f"ORDER BY {', '.join(f'{each} NULLS LAST' for each in sort)}" if sort else ""
    connection.execute(
        f"COPY (SELECT {', '.join(outer)} FROM (SELECT {', '.join(inner)} FROM {TABLE} {joins} "  # noqa: S608
        f"WHERE {BAD} IS NULL {ordered})) TO {literal(str(path))} "
        f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{about: {literal(order.about)}}})"
    )


def _columns(connection: "duckdb.DuckDBPyConnection") -> set[str]:
    rows = connection.execute(f"DESCRIBE {TABLE}").fetchall()
    return {row[0] for row in rows}
