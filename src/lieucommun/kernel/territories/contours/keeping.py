"""Where contours are kept: a folder for each load, and one file that names the current one.

A folder is written aside, brought to the disk and renamed; then the pointer is replaced. Whatever
stops a load, the pointer names a folder that is whole.
"""

import fcntl
import os
import shutil
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from django.conf import settings

from .refusals import RefusedContours

POINTER, LOCK, ASIDE = "current", "lock", ".making-"
#: Who reads a folder may go on while two others are loaded.
KEPT = 2


class Place(NamedTuple):
    """Where a load writes, and the folder that it adds to (None: it is the first)."""

    folder: Path
    previous: Path | None


def current() -> Path | None:
    """Return the folder of the contours of today; None when none were loaded."""
    try:
        name = (_home() / POINTER).read_text("ascii").strip()
    except FileNotFoundError:
        return None
    return _home() / name


@contextmanager
def replacing() -> Iterator[Place]:
    """Give a folder to write in, which becomes the current one at the end, or never existed.

    Raises RefusedContours when another process is loading.
    """
    home = _home()
    home.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _locked(home / LOCK):
        for left in home.glob(f"{ASIDE}*"):  # what a crash left
            shutil.rmtree(left, ignore_errors=True)
        name = uuid.uuid4().hex[:12]
        aside = home / f"{ASIDE}{name}"
        aside.mkdir()
        try:
            yield Place(aside, current())
            _sync_tree(aside)
            aside.rename(home / name)
            _sync(home)
            _point(home, name)
        finally:
            shutil.rmtree(aside, ignore_errors=True)
        _forget(home, name)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    with path.open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise RefusedContours("busy") from None
        yield


def _point(home: Path, name: str) -> None:
    aside = home / f"{POINTER}.new"
    aside.write_text(name, "ascii")
    _sync(aside)
    aside.replace(home / POINTER)
    _sync(home)


def _forget(home: Path, name: str) -> None:
    """Remove the folders of before but the last ones."""
    others = [path for path in home.iterdir() if path.is_dir() and path.name != name]
    others.sort(key=lambda path: path.stat().st_mtime, reverse=True)
    for path in others[KEPT - 1 :]:
        shutil.rmtree(path, ignore_errors=True)


def _sync_tree(folder: Path) -> None:
    for path in folder.rglob("*"):
        _sync(path)
    _sync(folder)


def _sync(path: Path) -> None:
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _home() -> Path:
    return Path(settings.DATA_DIR) / "contours"
