"""Where figures are kept: one folder for each state of the tables and of the manifest."""

import fcntl
import hashlib
import json
import os
import shutil
import threading
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.territories import about as about_territories
from lieucommun.kernel.territories import contours
from lieucommun.kernel.territories.territory import LEVELS

from .making import ABOUT
from .queries import Figures, Known

if TYPE_CHECKING:
    import duckdb

#: Changes when figures are computed otherwise, so that those of before are made again.
VERSION = 2
MOST_OPEN = 60
#: The file that who makes figures keeps locked.
CLAIM = ".making"
_open: dict[Path, Figures] = {}
_lock = threading.Lock()


def stamp(service: LoadedService, tables: str) -> str:
    """Return the name of the figures of a service, for a state of its tables."""
    declared = service.manifest.model_dump(mode="json", include={"tables", "indicators"})
    geography = [about_territories().vintage, contours.stamp()]
    told = json.dumps([VERSION, declared, tables, geography], sort_keys=True)
    return hashlib.sha256(told.encode()).hexdigest()[:24]


def folder_of(service: str, name: str) -> Path:
    """Return where figures of a name are kept."""
    return Path(settings.DATA_DIR) / "figures" / service / name


@contextmanager
def claim(service: str, *, wait: bool) -> Iterator[bool]:
    """Make the figures of a service alone on this machine; False when another does, and no wait."""
    home = folder_of(service, "")
    home.mkdir(parents=True, exist_ok=True)
    with (home / CLAIM).open("a") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
        except BlockingIOError:
            yield False
        else:
            yield True


def former(service: str) -> Figures | None:
    """Return the last figures that were made, of whatever state; None when there are none."""
    made = [path for path in folder_of(service, "").glob("[!.]*") if path.is_dir()]
    return opened(max(made, key=lambda path: path.stat().st_mtime)) if made else None


@contextmanager
def written(folder: Path) -> Iterator[Path]:
    """Give a folder to write in, which takes its name at the end, whole or not at all."""
    aside = folder.with_name(f".{folder.name}-{uuid.uuid4().hex[:8]}")
    aside.mkdir(parents=True)
    try:
        yield aside
        for path in aside.iterdir():
            _sync(path)
        _sync(aside)
        if folder.is_dir():  # another process was first: what it made is the same
            return
        os.replace(aside, folder)  # noqa: PTH105 - pathlib's replaces files only by name
        _sync(folder.parent)
    finally:
        shutil.rmtree(aside, ignore_errors=True)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def opened(folder: Path) -> Figures | None:
    """Return the figures of a folder, opened once per process; None when there are none."""
    with _lock:
        if folder in _open:
            return _open[folder]
    about = folder / ABOUT
    if not about.is_file():
        return None
    known = {name: _known(part) for name, part in json.loads(about.read_text("utf-8")).items()}
    found = Figures(connection(), folder, known)
    with _lock:
        while len(_open) >= MOST_OPEN:
            _open.pop(next(iter(_open)))
        return _open.setdefault(folder, found)


def _known(part: dict[str, object]) -> Known:
    if "failure" in part:
        return Known(failure=str(part["failure"]))
    ranks: list[int] = part["levels"]  # type: ignore[assignment]
    return Known(
        tuple(part["periods"]),  # type: ignore[arg-type]
        tuple(part["parts"]),  # type: ignore[arg-type]
        tuple(LEVELS[rank] for rank in ranks),
        int(str(part["figures"])),
        tuple(part.get("covered", ())),  # type: ignore[arg-type]
    )


def connection() -> "duckdb.DuckDBPyConnection":
    """Return a database in memory, bounded, that reads what is kept here."""
    import duckdb

    made = duckdb.connect(":memory:")
    made.execute(f"SET threads = {min(os.cpu_count() or 1, 4)}")
    made.execute("SET memory_limit = '1GB'")
    made.execute("SET parquet_metadata_cache = true")
    return made


def forget_former(service: str, keep: str, kept: int = 2) -> None:
    """Remove the figures of former states but the last ones: someone may still be reading them."""
    home = folder_of(service, keep).parent
    if not home.is_dir():
        return
    others = [path for path in home.iterdir() if path.name != keep and path.is_dir()]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[kept:]:
        with _lock:
            _open.pop(path, None)
        shutil.rmtree(path, ignore_errors=True)
