"""What is being received: a temporary file of the store's folder, gone whatever happens."""

import contextlib
import os
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.conf import settings

from .refusals import RefusedFile

CHUNK = 256 * 1024
MB = 1024 * 1024


class Readable(Protocol):
    """What can be read by pieces: an open file, an upload."""

    def read(self, size: int, /) -> bytes:
        """Return the next bytes; none at the end."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that is not kept yet."""

    path: Path
    size: int
    sha256: str


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    """Give a folder of its own to one file that comes; nothing of it stays."""
    root = Path(settings.MEDIA_ROOT) / "incoming"
    root.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=root) as made:
        yield Path(made)


def receive(stream: Readable, path: Path, *, name: str, most: int) -> Draft:
    """Write a stream to a file; raises RefusedFile when it is empty, or larger than `most`."""
    size, digest = 0, sha256()
    with path.open("xb") as file:
        while piece := stream.read(CHUNK):
            size += len(piece)
            if size > most:
                raise RefusedFile("heavy", name=name, most=max(1, most // MB))
            digest.update(piece)
            file.write(piece)
    if not size:
        raise RefusedFile("empty", name=name)
    return Draft(path, size, digest.hexdigest())


def draft_of(path: Path) -> Draft:
    """Return a file that was written here, with its hash; on the disk for good."""
    digest = sha256()
    with path.open("rb") as file:
        while piece := file.read(CHUNK):
            digest.update(piece)
        os.fsync(file.fileno())
    return Draft(path, path.stat().st_size, digest.hexdigest())
