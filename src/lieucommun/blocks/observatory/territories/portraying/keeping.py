"""Where printed portraits are kept: a folder for each state of what they show.

What is kept can always be made again: nothing of it is backed up, and it is swept away by its age.
"""

import os
import shutil
import time
import uuid
from collections.abc import Callable
from pathlib import Path

from django.conf import settings

#: A folder keeps no more papers: others are made each time they are asked.
MOST_KEPT = 2_000
#: Days after which what nobody printed again is swept away.
DAYS = 7


def home() -> Path:
    """Return the folder of the printed portraits of a place."""
    return Path(settings.DATA_DIR) / "portraits"


def folder_of(service: str, stamp: str) -> Path:
    """Return where the portraits of a state are."""
    return home() / service / stamp


def kept(folder: Path, name: str, make: Callable[[], bytes]) -> bytes:
    """Return the paper of a name, made and kept unless it is there already."""
    path = folder / f"{name}.pdf"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        content = make()
    folder.mkdir(parents=True, exist_ok=True)
    if sum(1 for _ in os.scandir(folder)) < MOST_KEPT:
        part = folder / f".{name}-{uuid.uuid4().hex[:8]}"
        part.write_bytes(content)
        part.replace(path)
    return content


def is_kept(folder: Path, name: str) -> bool:
    """Say whether a paper is there already."""
    return (folder / f"{name}.pdf").is_file()


def sweep(days: int = DAYS) -> int:
    """Remove the folders where nothing was printed for some days; returns how many."""
    before, count = time.time() - days * 86400, 0
    for folder in home().glob("*/*"):
        if folder.is_dir() and folder.stat().st_mtime < before:
            shutil.rmtree(folder, ignore_errors=True)
            count += 1
    return count
