"""What a copy of a table holds: see `copies`."""

from typing import TYPE_CHECKING

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables.kinds import quoted

from .columns import LINE, SOURCE, known, texts
from .standing import folded
from .writing import grain

if TYPE_CHECKING:
    import duckdb

ROWS = "rows"


def fill(connection: "duckdb.DuckDBPyConnection", rows: str, table: Table) -> None:
    """Write rows in the order of files, each text folded, and numbered in the order of texts."""
    names = texts(known(table))
    order = ", ".join(quoted(name) for name in (SOURCE, LINE, *grain(table)))
    made = ", ".join(["*", *(f"{folded(quoted(each))} AS {_folded(each)}" for each in names)])
    connection.execute(
        f"CREATE TEMP TABLE made AS SELECT {made} FROM {rows} ORDER BY {order}"  # noqa: S608 - ours
    )
    ranks = ", ".join(["*", *map(_rank, names)])
    connection.execute(
        f"CREATE TABLE {ROWS} AS SELECT {ranks} FROM made ORDER BY made.rowid"  # noqa: S608 - ours
    )
    connection.execute("CHECKPOINT")


def _folded(name: str) -> str:
    return quoted(f"_folded_{name}")


def _rank(name: str) -> str:
    window = f"dense_rank() OVER (ORDER BY {_folded(name)}, {quoted(name)})"
    ranked = f"CASE WHEN {quoted(name)} IS NOT NULL THEN {window} END::INTEGER"
    return f"{ranked} AS {quoted(f'_order_{name}')}"
