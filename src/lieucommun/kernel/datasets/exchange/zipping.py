"""Archives written as they are read: nothing is held whole in memory, nothing left on a disk."""

import io
import zipfile
from collections.abc import Iterable, Iterator
from typing import Any

BLOCK = 64 * 1024


class Sink(io.RawIOBase):
    """Where an archive is written: what is there is taken away as it comes."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def writable(self) -> bool:
        return True

    def write(self, part: Any) -> int:
        self._parts.append(bytes(part))
        return len(part)

    @property
    def size(self) -> int:
        return sum(map(len, self._parts))

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        found, self._parts = b"".join(self._parts), []
        return found


def zipped(members: Iterable[tuple[str, Iterable[bytes]]]) -> Iterator[bytes]:
    """Yield the bytes of a ZIP of files, each given by its name and its parts, in their order."""
    sink = Sink()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as book:
        for name, parts in members:
            with book.open(name, "w", force_zip64=True) as member:
                for part in parts:
                    member.write(part)
                    if sink.size > BLOCK:
                        yield sink.taken()
    yield sink.taken()
