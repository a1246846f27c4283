"""A file read apart: what came of it, and the folder where its rows wait."""

import hashlib
import json
import os
import tempfile
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.conf import settings

from lieucommun.kernel.apart.running import TooCostly, run_apart

from .ingest.orders import ORDER, PROGRESS, Order
from .refusals import RefusedLoad

MB = 1024 * 1024
#: How long a file may take, at worst: for anything, and for each MB.
SECONDS, SECONDS_PER_MB = 120, 4
#: Address space beyond the memory of DuckDB: most of it is promised to threads, and never taken.
ADDRESSES = 1_700 * MB
#: Threads of everybody on this machine count against it: no process is made here anyhow.
PROCESSES = 32_768
MOST_SAID = 64 * MB
BLOCK = 4 * MB
Progress = Callable[[float], None]


@dataclass(frozen=True, slots=True)
class Read:
    """What came of a file: `told` by the process that read it, its size and its digest."""

    told: dict[str, Any]
    bytes: int
    sha256: str


def read_file(path: Path, order: Order, progress: Progress | None = None) -> Read:
    """Have a file read as an order says; raises RefusedLoad.

    `progress` is called with a share of the present step, from 0 to 1, a few times a second.
    """
    before = _looked(path)
    folder = Path(order.folder)
    order.write(folder / ORDER)
    with ThreadPoolExecutor(1) as pool, _watched(folder, progress):
        digest = pool.submit(_digest, path)
        told = _read(folder, before.st_size)
        sha256 = digest.result()
    after = _looked(path)
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns):
        raise RefusedLoad("changed")
    if code := told.get("refused"):
        params = told.get("params", {})
        raise RefusedLoad(code, **params)
    return Read(told, before.st_size, sha256)


def _looked(path: Path) -> os.stat_result:
    try:
        found = path.stat()
    except OSError:
        raise RefusedLoad("missing", found=path.name) from None
    if not path.is_file():
        raise RefusedLoad("folder", found=path.name)
    if not found.st_size:
        raise RefusedLoad("empty")
    most = settings.TABLES_LARGEST
    if found.st_size > most * MB:
        raise RefusedLoad("heavy", count=found.st_size // MB, most=most)
    return found


def _read(folder: Path, size: int) -> dict[str, Any]:
    seconds = SECONDS + SECONDS_PER_MB * (size // MB)
    with tempfile.TemporaryFile() as said:
        try:
            run_apart(
                "lieucommun.kernel.tables.ingest.main",
                [str(folder / ORDER)],
                out=said,
                seconds=2 * seconds,
                wall=seconds,
                as_=ADDRESSES + settings.TABLES_MEMORY * MB,
                nproc=PROCESSES,
            )
        except TooCostly:
            raise RefusedLoad("costly") from None
        told: dict[str, Any] = json.loads(said.read(MOST_SAID))
    return told


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            digest.update(block)
    return digest.hexdigest()


class _watched:  # noqa: N801 - read as a context
    """Tell the progress that the other process writes, as long as it reads."""

    def __init__(self, folder: Path, progress: Progress | None) -> None:
        self.path = folder / PROGRESS
        self.progress = progress
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> None:
        if self.progress is not None:
            self.thread.start()

    def __exit__(self, *_: object) -> None:
        self.over.set()
        if self.progress is not None:
            self.thread.join()

    def _watch(self) -> None:
        while not self.over.wait(0.3):
            try:
                share = float(self.path.read_text() or 0) / 100
            except (OSError, ValueError):
                continue
            if self.progress is not None:
                self.progress(share)
