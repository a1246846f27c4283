"""Contents in a folder: `ab/cd/abcd…`, each written whole before it takes its name."""

import contextlib
import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from .base import HASH, Kept, MissingContent

PIECE = 256 * 1024


class LocalFolder:
    """A folder of contents; what is interrupted leaves a temporary file, which is swept."""

    def __init__(self, root: str) -> None:
        self.root = Path(root)

    def put(self, path: Path, sha256: str) -> None:
        place = self._place(sha256)
        if place.exists():
            os.utime(place)  # young again: nothing sweeps it before its row is written
            return
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(dir=self._waiting(), delete=False) as kept:
            try:
                with path.open("rb") as file:
                    shutil.copyfileobj(file, kept, PIECE)
                kept.flush()
                os.fsync(kept.fileno())
                Path(kept.name).replace(place)
            except BaseException:
                Path(kept.name).unlink(missing_ok=True)
                raise
        _settle(place.parent)

    def has(self, sha256: str) -> bool:
        return self._place(sha256).is_file()

    def size(self, sha256: str) -> int:
        try:
            return self._place(sha256).stat().st_size
        except FileNotFoundError:
            raise MissingContent(sha256) from None

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        place = self._place(sha256)
        if not place.is_file():
            raise MissingContent(sha256)
        return _pieces(place, start, end)

    def delete(self, sha256: str) -> None:
        place = self._place(sha256)
        place.unlink(missing_ok=True)
        for folder in (place.parent, place.parent.parent):
            with contextlib.suppress(OSError):  # others stand there
                folder.rmdir()

    def every(self) -> Iterator[Kept]:
        for path in self.root.glob("??/??/*"):
            if HASH.fullmatch(path.name):
                known = path.stat()
                at = dt.datetime.fromtimestamp(known.st_mtime, dt.UTC)
                yield Kept(path.name, known.st_size, at)

    def _waiting(self) -> Path:
        folder = self.root / "incoming"
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def _place(self, sha256: str) -> Path:
        if not HASH.fullmatch(sha256):
            raise MissingContent(sha256)
        return self.root / sha256[:2] / sha256[2:4] / sha256


def _pieces(place: Path, start: int, end: int | None) -> Iterator[bytes]:
    with place.open("rb") as file:  # once the first piece is asked for, which may never be
        file.seek(start)
        left = -1 if end is None else end - start
        while left and (piece := file.read(PIECE if left < 0 else min(PIECE, left))):
            left -= len(piece) if left > 0 else 0
            yield piece


def _settle(folder: Path) -> None:
    """Write the name of a new file to the disk, as its bytes are."""
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
