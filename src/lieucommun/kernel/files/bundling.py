"""Several files as one ZIP, written while it is sent: at no time is it whole anywhere."""

import re
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from .models import Attachment
from .queries import MissingContent, open_attachment

#: What a file system, or a program that unpacks, takes for something else than a name.
_UNSAFE = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*\u200e\u200f\u202a-\u202e\u2066-\u2069]')
_RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)
LONGEST = 120


class _Sink:
    """Where an archive writes; what was written is taken away as it comes."""

    def __init__(self) -> None:
        self._pieces: list[bytes] = []

    def write(self, data: bytes) -> int:
        self._pieces.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """Nothing is kept back."""

    def taken(self) -> bytes:
        data = b"".join(self._pieces)
        self._pieces.clear()
        return data


def bundle(files: Iterable[Attachment], missing: str, about: str) -> Iterator[bytes]:
    """Yield a ZIP (APPNOTE 6.3.9) of files, not compressed again, each under a name of its own.

    `missing` is the name of a text that ends the archive when some files could not be put in it:
    those that wait for the antivirus, or whose content is gone; `about` is its first line.
    """
    sink, names, left = _Sink(), set[str](), list[str]()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_STORED) as archive:  # type: ignore[call-overload]
        for file in files:
            try:
                pieces = open_attachment(file)
                first = next(pieces, b"")
            except MissingContent:
                left.append(file.name)
                continue
            entry = zipfile.ZipInfo(
                _unique(safe_name(file.name), names), file.created_at.timetuple()[:6]
            )
            with archive.open(entry, "w", force_zip64=True) as inside:
                inside.write(first)
                for piece in pieces:
                    inside.write(piece)
                    yield sink.taken()
            yield sink.taken()
        if left:
            text = "\r\n".join([about, "", *(f"- {name}" for name in left), ""])
            archive.writestr(_unique(safe_name(missing), names), text.encode())
    yield sink.taken()


def safe_name(name: str) -> str:
    """Return a name that stays one file wherever it is unpacked: no path, no sign that misleads."""
    cleaned = _UNSAFE.sub("_", name).strip(" .")
    path = PurePosixPath(cleaned or "_")
    stem = f"_{path.stem}" if _RESERVED.match(cleaned) else path.stem
    return stem[: LONGEST - len(path.suffix[:20])] + path.suffix[:20]


def _unique(name: str, names: set[str]) -> str:
    path, rank, found = PurePosixPath(name), 1, name
    while found.casefold() in names:
        rank += 1
        found = f"{path.stem} ({rank}){path.suffix}"
    names.add(found.casefold())
    return found
