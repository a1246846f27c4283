"""Rows that a table cannot tell apart: kept, since an amount may be theirs, and told."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from .casting import BAD, TABLE, Typed
from .locating import Located
from .orders import Order

if TYPE_CHECKING:
    import duckdb

#: Rows from which they are not looked for: it would take longer than all the rest.
MOST_LOOKED_AT = 3_000_000
SHOWN = 20


def repeated(
    connection: "duckdb.DuckDBPyConnection",
    order: Order,
    typed: Typed,
    located: Sequence[Located],
) -> dict[str, Any]:
    """Return how many rows have the grain of an earlier one, and the first grains so told.

    `looked`: whether that was looked for at all.
    """
    there = {row[0] for row in connection.execute(f"DESCRIBE {TABLE}").fetchall()}
    places = {each.name: f"{each.table}.published" for each in located}
    grain = [places.get(name) or f'{TABLE}."{name}"' for name in order.grain]
    known = all(name in places or name in there for name in order.grain)
    if not grain or not known or typed.count > MOST_LOOKED_AT:
        return {"looked": False, "rows": 0, "first": []}
    line = typed.line.replace("rowid", f"{TABLE}.rowid")
    joins = " ".join(each.join() for each in located)
    asked = (
        f"SELECT {', '.join(grain)}, count(*), list_sort(list({line}))[:5] FROM {TABLE} {joins} "  # noqa: S608
        f"WHERE {BAD} IS NULL GROUP BY ALL HAVING count(*) > 1"
    )
    rows = connection.execute(
        f"SELECT *, sum(n - 1) OVER () FROM ({asked}) AS t({_names(len(grain))}, n, lines) "  # noqa: S608
        f"ORDER BY lines LIMIT {SHOWN}"
    ).fetchall()
    return {
        "looked": True,
        "rows": int(rows[0][-1]) if rows else 0,
        "first": [
            {"grain": [None if each is None else str(each) for each in row[:-3]], "lines": row[-2]}
            for row in rows
        ],
    }


def _names(count: int) -> str:
    return ", ".join(f"g{rank}" for rank in range(count))
