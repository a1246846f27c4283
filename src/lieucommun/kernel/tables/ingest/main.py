"""Run apart, by `loading`: read a file as an order says; say what came of it as one JSON object.

Its argument: the file of the order. What is stored goes into the folder of the order; how far it
is goes into the file `progress` there.
"""

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lieucommun.kernel.tables.kinds import stored

from .adding import make_cube, report
from .casting import TABLE, Typed, type_rows
from .formats import open_file
from .headers import Matched
from .locating import locate
from .opened import Opened, chosen, literal
from .orders import PROGRESS, WORK, Order
from .reconciling import reconcile
from .refusing import Refused
from .rejecting import write_rejects
from .repeating import repeated
from .storing import store
from .watching import ADDING, SORTING, Watch

if TYPE_CHECKING:
    import duckdb

#: Rows looked at to say what every row is rejected for.
SHOWN, SAID = 20, 200


def main(argument: str) -> None:
    """Do what an order says, and write the report, or why the file is refused."""
    try:
        told = _tried(Order.read(Path(argument)))
    except Refused as refused:
        told = {"refused": refused.code, "params": refused.params}
    sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str))


def _tried(order: Order) -> dict[str, Any]:
    """Do what an order says; raises Refused, whatever the reason."""
    import duckdb

    try:
        return ingest(order)
    except (MemoryError, duckdb.OutOfMemoryException):
        raise Refused("costly") from None
    except (OSError, duckdb.Error) as error:
        said = str(error).splitlines()[0][:SAID]
        full = "no space left" in said.lower()
        raise Refused("room" if full else "unreadable", found=said) from None


def ingest(order: Order) -> dict[str, Any]:
    """Read, type, locate, add up and write; raises Refused."""
    work = Path(order.folder) / WORK
    work.mkdir(exist_ok=True)
    connection = connect(order, work)
    with Watch(connection, Path(order.folder) / PROGRESS) as watch:
        layout = order.layouts[0]
        path = Path(order.file)
        opened = open_file(path, work, connection, layout.format, layout.encoding)
        found = chosen(opened, order.layouts, order.name)
        return _ingest(connection, order, opened, found, watch)


def _ingest(
    connection: "duckdb.DuckDBPyConnection",
    order: Order,
    opened: Opened,
    found: Matched,
    watch: Watch,
) -> dict[str, Any]:
    typed = type_rows(connection, order, opened, found)
    watch.span = ADDING
    rejected, first = write_rejects(connection, order, found, typed)
    kept = _kept(connection)
    if not kept:
        rejects = [each.as_list() for each in first[:SHOWN]]
        sheet = opened.sheet(found.layout)
        raise Refused("rejected", rejects=rejects, sheet=sheet) if rejected else Refused("empty")
    work = Path(order.folder) / WORK
    places = found.layout.places
    located = [
        locate(connection, name, place, work, found.layout.vintage)
        for name, place in places.items()
    ]
    totals = make_cube(connection, order.types, order.by, located[0] if located else None)
    told = {
        **_how(opened, found, typed),
        "rows": kept,
        "rejects": rejected,
        "first_rejects": [each.as_list() for each in first],
        "columns": stored(order.types),
        **report(totals, order.types),
        "repeated": repeated(connection, order, typed, located),
        "reconciliation": reconcile(connection, order, located[0] if located else None),
    }
    if not order.trial:
        watch.span = SORTING
        store(connection, order, typed, located, kept, watch.second)
    return told


def connect(order: Order, work: Path) -> "duckdb.DuckDBPyConnection":
    """Return a DuckDB in memory that reads the file and the folder of the order, nothing else."""
    import duckdb

    connection = duckdb.connect(":memory:")
    for setting in (
        f"threads = {order.threads}",
        f"memory_limit = '{order.memory}MB'",
        f"temp_directory = {literal(str(work / 'spilled'))}",
        f"allowed_paths = [{literal(order.file)}]",
        f"allowed_directories = [{literal(order.folder)}]",
        "enable_progress_bar = true",  # measured, never printed
        "enable_progress_bar_print = false",
        "enable_external_access = false",
        "lock_configuration = true",
    ):
        connection.execute(f"SET {setting}")
    return connection


def _kept(connection: "duckdb.DuckDBPyConnection") -> int:
    asked = f"SELECT count(*) FROM {TABLE} WHERE _bad IS NULL"  # noqa: S608 - names of ours
    return int(connection.execute(asked).fetchall()[0][0])


def _how(opened: Opened, found: Matched, typed: Typed) -> dict[str, Any]:
    """Return how the file was understood."""
    return {
        "kind": opened.kind,
        "sheet": opened.sheet(found.layout),
        "encoding": opened.encoding,
        "delimiter": opened.delimiter,
        "year": found.layout.year,
        "vintage": found.layout.vintage,
        "quick": not typed.rows.lined,
    }


if __name__ == "__main__":
    main(sys.argv[1])
