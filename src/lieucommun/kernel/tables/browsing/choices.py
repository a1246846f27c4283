"""The values of texts that have few: they are ticked in a filter rather than typed."""

import threading
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from lieucommun.kernel.tables.kinds import quoted

from .running import fetched
from .standing import Rows
from .writing import Statement

if TYPE_CHECKING:
    import duckdb

#: A text with more values is typed; longer ones are sentences.
MOST, LONGEST = 30, 60
MOST_KEPT = 50
Choices = Mapping[str, tuple[str, ...]]
_kept: dict[str, Choices] = {}
_lock = threading.Lock()


def choices(
    connection: "duckdb.DuckDBPyConnection", rows: Rows, names: Sequence[str], stamp: str
) -> Choices:
    """Return the values of each text column that has few, in order; looked for once per `stamp`.

    Raises TooCostly.
    """
    key = " ".join((stamp, *names))
    with _lock:
        if key in _kept:
            return _kept[key]
    found = {name: _values(connection, rows, name) for name in _few(connection, rows, names)}
    kept = {name: values for name, values in found.items() if values}
    with _lock:
        while len(_kept) >= MOST_KEPT:
            _kept.pop(next(iter(_kept)))
        return _kept.setdefault(key, kept)


def _few(connection: "duckdb.DuckDBPyConnection", rows: Rows, names: Sequence[str]) -> list[str]:
    """Return the columns that seem to have few values, none of them long."""
    if not names:
        return []
    asked = [
        f"approx_count_distinct({quoted(name)}), coalesce(max(length({quoted(name)})), 0)"
        for name in names
    ]
    statement = Statement(f"SELECT {', '.join(asked)} FROM {rows.sql}")  # noqa: S608 - names known
    (found,) = fetched(connection, statement)
    told = zip(names, found[::2], found[1::2], strict=True)
    return [name for name, count, length in told if count <= 2 * MOST and length <= LONGEST]


def _values(connection: "duckdb.DuckDBPyConnection", rows: Rows, name: str) -> tuple[str, ...]:
    """Return the values of a column, none when there are too many after all."""
    statement = Statement(
        f"SELECT DISTINCT {quoted(name)} FROM {rows.sql} "  # noqa: S608 - as above
        f"WHERE {quoted(name)} <> '' ORDER BY 1 LIMIT {MOST + 1}"
    )
    found = [value for (value,) in fetched(connection, statement)]
    return tuple(found) if len(found) <= MOST else ()
