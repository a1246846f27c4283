"""Asking an antivirus, when the place has one: clamd, by its INSTREAM command.

It fails closed: what could not be judged is not clean.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO, cast
from urllib.parse import urlsplit

from django.conf import settings

from .store import store

if TYPE_CHECKING:
    from clamav_client.clamd import ClamdNetworkSocket

SECONDS = 60
PORT = 3310


class ScannerDown(Exception):  # noqa: N818 - what is met, and tried again
    """The antivirus does not answer, or could not say."""


class _Pieces:
    """A content that clamd's client reads as it reads a file."""

    def __init__(self, pieces: Iterator[bytes]) -> None:
        self.pieces = pieces
        self.rest = b""

    def read(self, size: int) -> bytes:
        if not self.rest:
            self.rest = next(self.pieces, b"")
        piece, self.rest = self.rest[:size], self.rest[size:]
        return piece


def configured() -> bool:
    """Say whether this place has an antivirus."""
    return bool(settings.CLAMD)


def malicious(sha256: str) -> str:
    """Return what the antivirus calls a content; "" when it is clean.

    Raises ScannerDown, or MissingContent.
    """
    from clamav_client.clamd import ClamdError

    pieces = cast("BinaryIO", _Pieces(store().read(sha256)))
    try:
        found = _client().instream(pieces)
    except (ClamdError, OSError) as down:
        raise ScannerDown(type(down).__name__) from down
    verdict, name = found.get("stream", ("ERROR", None))
    if verdict == "FOUND":
        return name or "?"
    if verdict != "OK":
        raise ScannerDown(verdict)
    return ""


def _client() -> "ClamdNetworkSocket":
    from clamav_client.clamd import ClamdNetworkSocket, ClamdUnixSocket

    parts = urlsplit(settings.CLAMD)
    if parts.scheme == "unix":
        return ClamdUnixSocket(parts.path, SECONDS)
    if parts.scheme == "tcp" and parts.hostname:
        return ClamdNetworkSocket(parts.hostname, parts.port or PORT, SECONDS)
    raise ValueError("LIEU_CLAMD must read unix:/path/of/clamd.ctl or tcp://host:3310.")
