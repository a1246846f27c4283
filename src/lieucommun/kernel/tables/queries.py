"""Reads of tables: what is loaded now, where its rows stand, and when that changed.

Rows are read with DuckDB: `relation` gives what stands after FROM, in the declared columns and
types of `schema.stored_columns`, whatever the columns of a load were when it was made.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lieucommun.kernel.services.manifest import Table

from . import keeping
from .ingest.storing import BY_TERRITORY
from .kinds import LINE, quoted
from .models import TableLoad
from .schema import stored_columns

if TYPE_CHECKING:
    import duckdb

State = TableLoad.State


@dataclass(frozen=True, slots=True)
class Stored:
    """What a table holds now: the current load of each of its sources, by name of source.

    Examples are there only as long as nothing else is.
    """

    service: str
    table: str
    loads: tuple[TableLoad, ...]

    @property
    def rows(self) -> int:
        return sum(load.rows for load in self.loads)

    @property
    def example(self) -> bool:
        """Whether the rows are examples, which must be told wherever they are shown."""
        return any(load.example for load in self.loads)

    @property
    def covers(self) -> tuple[str, ...]:
        """Keys of territories (`region:52`) whose lists are complete in every load."""
        told = [set(load.covers) for load in self.loads]
        return tuple(sorted(set.intersection(*told))) if told else ()

    @property
    def stamp(self) -> str:
        """A digest that changes as soon as a row may have changed."""
        return _digest(load.uuid.hex for load in self.loads)


def current(service: str, table: str) -> Stored | None:
    """Return what a table of a service (slug) holds now; None when nothing was loaded."""
    return tables_of(service).get(table)


def tables_of(service: str) -> dict[str, Stored]:
    """Return what each table of a service holds now, by name: those that hold something."""
    found: dict[str, list[TableLoad]] = {}
    loads = TableLoad.objects.filter(service=service, state=State.CURRENT).select_related("by")
    for load in loads.order_by("table", "source"):
        found.setdefault(load.table, []).append(load)
    return {name: Stored(service, name, _shown(loads)) for name, loads in found.items()}


def stamp(service: str) -> str:
    """Return a digest of all that the tables of a service hold: a key for what is computed."""
    return _digest(f"{name} {stored.stamp}" for name, stored in sorted(tables_of(service).items()))


def loads_of(service: str, table: str = "") -> list[TableLoad]:
    """Return the loads of a service or of one table, the latest first, whatever came of them."""
    found = TableLoad.objects.filter(service=service, **({"table": table} if table else {}))
    return list(found.select_related("by").order_by("-pk"))


def paths(stored: Stored, *, by_territory: bool = False) -> tuple[Path, ...]:
    """Return the Parquet file of each load; `by_territory`: the copy in that order if there is."""
    return tuple(keeping.rows_of(load, by_territory=by_territory) for load in stored.loads)


def relation(stored: Stored, spec: Table, *, by_territory: bool = False) -> str:
    """Return SQL to stand after FROM: the declared columns of the rows of a table, and `_line`.

    A column that a load lacks is NULL in it; one declared otherwise since is read as it can be.
    `by_territory`: from the copies in that order, which have no `_line`.
    """
    wanted = stored_columns(spec)
    parts = [
        _rows(load, keeping.rows_of(load, by_territory=by_territory), wanted)
        for load in stored.loads
    ]
    return "(" + " UNION ALL ".join(parts) + ")"


def _rows(load: TableLoad, path: Path, wanted: Mapping[str, str]) -> str:
    there = dict(load.columns)
    if path.name == BY_TERRITORY:
        there.pop(LINE, None)
    columns = [_column(name, type_, there.get(name)) for name, type_ in wanted.items()]
    file = str(path).replace("'", "''")
    return f"SELECT {', '.join(columns)} FROM read_parquet('{file}')"  # noqa: S608 - names are quoted


def _column(name: str, type_: str, stored: str | None) -> str:
    if stored == type_:
        return quoted(name)
    found = f"TRY_CAST({quoted(name)} AS {type_})" if stored else f"NULL::{type_}"
    return f"{found} AS {quoted(name)}"


def connection() -> "duckdb.DuckDBPyConnection":
    """Return a cursor of this process's DuckDB, which reads the folder of tables and nothing else.

    One for each thread that asks: close it after use (it is a context manager).
    """
    return keeping.database().cursor()


def _shown(loads: list[TableLoad]) -> tuple[TableLoad, ...]:
    real = [load for load in loads if not load.example]
    return tuple(real or loads)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
