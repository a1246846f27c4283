"""Copies of large tables, to be browsed: texts folded, and numbered in their order.

Parquet is made for scans. A page of a list sorted by a text needs that all of it be folded and
sorted; here that is done once. A copy is a DuckDB file, named by what it is made of: a load makes
another one. It holds nothing that the loads do not, and may be removed at any time.
"""

import hashlib
import os
import re
import shutil
import threading
import time
import uuid
from contextlib import suppress
from pathlib import Path

from django.conf import settings

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables import keeping
from lieucommun.kernel.tables.kinds import quoted
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.tables.queries import Stored, relation
from lieucommun.kernel.tables.schema import stored_columns

from .columns import SOURCE
from .filling import ROWS, fill
from .standing import Copied

#: Kept aside of the loads: what starts with a dot is none.
HOME = ".copies"
#: Below, Parquet is as quick; beyond, a copy takes more of the disk than it is worth.
FEWEST, MOST = 50_000, 5_000_000
#: Changes when copies are made otherwise, so that those of before are made again.
VERSION = 1
#: What a crash left is older than this, in seconds: a copy takes some minutes.
YOUNG = 86_400
_TABLE = ("service", "table")
_NAME = re.compile(r"[0-9a-f]{24}\.duckdb")
#: By process, names under which copies are attached, the first one first.
_attached: dict[int, dict[Path, str]] = {}
_lock = threading.Lock()


def with_sources(stored: Stored, table: Table) -> str:
    """Return SQL to stand after FROM: the rows of a table, each with the source it came from."""
    parts = [
        f"SELECT '{_source(load.source, load.year)}' AS {quoted(SOURCE)}, * "  # noqa: S608 - ours
        f"FROM {relation(Stored(stored.service, stored.table, (load,)), table)}"
        for load in stored.loads
    ]
    return "(" + " UNION ALL ".join(parts) + ")"


def _source(name: str, year: str) -> str:
    return f"{name} {year}".strip().replace("'", "''")


def worth(stored: Stored) -> bool:
    """Say whether a table is large enough, and not too large, to be copied."""
    return FEWEST <= stored.rows <= MOST


def path_of(stored: Stored, table: Table) -> Path:
    """Return where the copy of what a table holds now is, or would be."""
    columns = " ".join(f"{name} {type_}" for name, type_ in stored_columns(table).items())
    told = f"{VERSION} {stored.stamp} {columns}"
    name = hashlib.sha256(told.encode()).hexdigest()[:24]
    return _folder(stored) / f"{name}.duckdb"


def _folder(stored: Stored) -> Path:
    return keeping.home() / HOME / stored.service / stored.table


def copied(stored: Stored, table: Table) -> Copied | None:
    """Return the rows of the copy of what a table holds now; None when there is none."""
    import duckdb

    path = path_of(stored, table)
    with _lock:
        mine = _attached.setdefault(os.getpid(), {})
        if path not in mine:
            if not path.is_file():
                return None
            try:
                _attach(path, mine)
            except duckdb.Error:  # damaged: the loads hold the same
                return None
        return Copied(f"{quoted(mine[path])}.{ROWS}")


def _attach(path: Path, mine: dict[Path, str]) -> None:
    """Have the process's database read a copy, and let go of those before the one before it."""
    name = f"copy_{path.stem}"
    file = str(path).replace("'", "''")
    with keeping.database().cursor() as connection:
        connection.execute(f"ATTACH IF NOT EXISTS '{file}' AS {quoted(name)} (READ_ONLY)")
        mine[path] = name
        for other in [each for each in mine if each.parent == path.parent][:-2]:
            connection.execute(f"DETACH DATABASE IF EXISTS {quoted(mine.pop(other))}")


def make(stored: Stored, table: Table) -> Path:
    """Make the copy of what a table holds now, if it is not there, and remove those of before."""
    path = path_of(stored, table)
    if not path.is_file():
        path.parent.mkdir(parents=True, exist_ok=True)
        aside = path.with_name(f".{uuid.uuid4().hex}")
        try:
            _write(aside, stored, table)
            os.replace(aside, path)  # noqa: PTH105 - pathlib's replaces files only by name
        finally:
            aside.unlink(missing_ok=True)
    _sweep(path)
    return path


def _sweep(kept: Path) -> None:
    """Remove the former copies of a table, those of tables that are gone, and what crashes left."""
    loads = TableLoad.objects.filter(state=TableLoad.State.CURRENT)
    there = {keeping.home() / HOME / each[0] / each[1] for each in loads.values_list(*_TABLE)}
    for other in (keeping.home() / HOME).glob("*/*/*"):
        former = other.parent == kept.parent and _NAME.fullmatch(other.name)
        left = other.name.startswith(".") and other.stat().st_mtime < time.time() - YOUNG
        if other != kept and (former or left or other.parent not in there):
            with suppress(OSError):
                shutil.rmtree(other) if other.is_dir() else other.unlink()


def _write(path: Path, stored: Stored, table: Table) -> None:
    import duckdb

    with duckdb.connect(str(path)) as connection:
        connection.execute(f"SET threads = {min(os.cpu_count() or 1, 2)}")
        connection.execute(f"SET memory_limit = '{settings.TABLES_MEMORY}MB'")
        connection.execute("SET temp_directory = ?", [f"{path}.spilled"])
        fill(connection, with_sources(stored, table), table)
