"""Where rows stand: a folder per load, which takes its name once all of it is on the disk."""

import os
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from .ingest.orders import ORDER, PROGRESS, WORK
from .ingest.rejecting import REJECTS
from .ingest.storing import BY_TERRITORY, ROWS
from .models import TableLoad

if TYPE_CHECKING:
    import duckdb

#: Folders of loads that are being made; what a crash left there is swept.
MAKING = ".making"
#: What a process that reads tables puts on the disk for a while.
SPILLED = ".spilled"
_lock = threading.Lock()
#: By process: one that was forked must not use that of its parent.
_databases: dict[int, "duckdb.DuckDBPyConnection"] = {}


def home() -> Path:
    """Return the folder of all tables."""
    return Path(settings.DATA_DIR) / "tables"


def folder_of(load: TableLoad) -> Path:
    """Return the folder of a load."""
    return home() / load.service / load.table / load.uuid.hex


def rows_of(load: TableLoad, *, by_territory: bool = False) -> Path:
    """Return the file of the rows of a load; `by_territory`: the copy in that order if there is."""
    folder = folder_of(load)
    other = folder / BY_TERRITORY
    return other if by_territory and other.is_file() else folder / ROWS


def rejects_of(load: TableLoad) -> Path | None:
    """Return the file of the rows that a load left out, None when there are none."""
    path = folder_of(load) / REJECTS
    return path if path.is_file() else None


@contextmanager
def making() -> Iterator[Path]:
    """Give a folder to make a load in; what is left of it at the end is removed."""
    folder = home() / MAKING / uuid.uuid4().hex
    folder.mkdir(parents=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def settle(made: Path, load: TableLoad) -> None:
    """Give the folder of a load its name, once every file of it is on the disk."""
    shutil.rmtree(made / WORK, ignore_errors=True)
    for name in (ORDER, PROGRESS):
        (made / name).unlink(missing_ok=True)
    for path in made.iterdir():
        _sync(path)
    _sync(made)
    folder = folder_of(load)
    folder.parent.mkdir(parents=True, exist_ok=True)
    os.replace(made, folder)  # noqa: PTH105 - pathlib's replaces files only by name
    _sync(folder.parent)


def discard(load: TableLoad) -> None:
    """Remove the folder of a load; whoever is reading it goes on to the end of what is open."""
    shutil.rmtree(folder_of(load), ignore_errors=True)


def folders() -> Iterator[Path]:
    """Yield the folder of every load, and those that are being made."""
    yield from _under(home() / MAKING)
    for service in _under(home()):
        if service.name.startswith("."):
            continue
        for table in _under(service):
            yield from _under(table)


def _under(folder: Path) -> Iterator[Path]:
    with suppress(FileNotFoundError):
        yield from [path for path in folder.iterdir() if path.is_dir()]


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def database() -> "duckdb.DuckDBPyConnection":
    """Return the one DuckDB of this process: in memory, bounded, reading only what is kept here.

    What does not fit in its memory waits on the disk, in a folder of the process.
    """
    import duckdb

    process = os.getpid()
    with _lock:
        if process not in _databases:
            home().mkdir(parents=True, exist_ok=True)
            made = duckdb.connect(":memory:")
            made.execute(f"SET threads = {min(os.cpu_count() or 1, 4)}")
            made.execute(f"SET memory_limit = '{settings.TABLES_MEMORY}MB'")
            made.execute("SET temp_directory = ?", [str(_spilled(process))])
            made.execute("SET parquet_metadata_cache = true")
            made.execute("SET allowed_directories = [?]", [str(home())])
            made.execute("SET enable_external_access = false")
            made.execute("SET lock_configuration = true")
            _databases[process] = made
        return _databases[process]


def _spilled(process: int) -> Path:
    """Return the folder of a process for what does not fit; those of dead ones are removed."""
    folder = home() / SPILLED
    for other in _under(folder):
        if not other.name.isdecimal() or not Path(f"/proc/{other.name}").exists():
            shutil.rmtree(other, ignore_errors=True)
    return folder / str(process)
