"""What a store does."""

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

HASH = re.compile(r"[0-9a-f]{64}")


class MissingContent(LookupError):  # noqa: N818 - what is asked is not there
    """Nothing stands in the store under this hash."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A content of the store: its hash, its size, and when it was last put there."""

    sha256: str
    size: int
    at: dt.datetime


class Store(Protocol):
    """Contents under their SHA-256, in hexadecimal."""

    def put(self, path: Path, sha256: str) -> None:
        """Keep the content of a file; the same content twice is kept once."""

    def has(self, sha256: str) -> bool:
        """Say whether a content is kept."""

    def size(self, sha256: str) -> int:
        """Return how many bytes a content has; raises MissingContent."""

    def read(self, sha256: str, start: int = 0, end: int | None = None) -> Iterator[bytes]:
        """Yield a content by pieces, from a byte to before another; raises MissingContent."""

    def delete(self, sha256: str) -> None:
        """Let go of a content; nothing happens when it is not there."""

    def every(self) -> Iterator[Kept]:
        """Yield what is kept."""
