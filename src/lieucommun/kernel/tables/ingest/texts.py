"""Texts of any size: their encoding, their lines, and a copy in UTF-8 where they are not."""

import codecs
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .refusing import Refused

BLOCK = 1024 * 1024
UTF8, LATIN = "utf-8", "cp1252"
#: Bytes of a text, whatever its encoding of eight bits: all but the control characters.
_CONTROL = bytes([*range(9), 0x0B, *range(0x0E, 0x20), 0x7F])
_ODD = tuple(space.encode() for space in "\t\u00a0\u202f\u2009")
_FINE = bytes(byte for byte in range(256) if byte not in _CONTROL)


@dataclass(frozen=True, slots=True)
class Text:
    """A text as it stands on the disk: `path` is in UTF-8, but for bytes that are not (`mixed`).

    `encoding`: the one of the file as sent. `lines`: how many it has, empty ones at its end aside.
    `odd`: there are spaces of other kinds than the plain one.
    """

    path: Path
    encoding: str
    lines: int
    mixed: bool = False
    odd: bool = False


def examine(path: Path, folder: Path, encoding: str = "") -> Text:
    """Find the encoding of a text, written again in UTF-8 in a folder unless it is; raises Refused.

    A text in which lines are of two encodings is `mixed`: those of the lesser one are rejected.
    """
    name = _known(encoding) if encoding else ""
    with path.open("rb") as file:
        head = file.read(4)
    if name.startswith("utf-16") or (not name and head[:2] in {b"\xff\xfe", b"\xfe\xff"}):
        return _rewritten(path, folder, name or "utf-16")
    lines, whole, odd = _scan(path)
    if whole and name in {"", UTF8}:
        return Text(path, UTF8, lines, odd=odd)
    if name not in {"", UTF8, LATIN}:
        return _rewritten(path, folder, name)
    utf, other = _votes(path)
    if not name:
        name = LATIN if other > utf else UTF8
    if name == LATIN and not utf:
        return _rewritten(path, folder, LATIN)
    return Text(path, name, lines, mixed=True, odd=True)


def _known(name: str) -> str:
    try:
        return {"utf-8": UTF8, "cp1252": LATIN}.get(codecs.lookup(name).name, name)
    except LookupError:
        raise Refused("unknown encoding", found=name) from None


def _scan(path: Path) -> tuple[int, bool, bool]:
    """Return how many lines a text has, whether it is in UTF-8, and whether its spaces are odd.

    Raises Refused when it is no text.
    """
    lines, empty, whole, odd = 0, 0, True, False
    decoder = codecs.getincrementaldecoder(UTF8)()
    for block in _blocks(path):
        if strange := block.translate(None, _FINE):
            raise Refused("binary", found=f"U+{strange[0]:04X}")
        lines += block.count(b"\n")
        odd = odd or any(space in block for space in _ODD)
        empty = _empty_at_end(block, empty)
        whole = whole and _decodes(decoder, block)
    whole = whole and _decodes(decoder, b"", final=True)
    return lines + 1 - empty, whole, odd


def _empty_at_end(block: bytes, before: int) -> int:
    """Return how many lines at the end of what was read hold nothing, the last one included."""
    rest = block.rstrip(b"\r\n")
    return block.count(b"\n", len(rest)) + (before if not rest else 0)


def _decodes(decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False) -> bool:
    if block.isascii() and block and decoder.getstate()[0] == b"":
        return True
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError:
        return False
    return True


def _votes(path: Path) -> tuple[int, int]:
    """Return how many lines beyond ASCII are in UTF-8, and how many are not."""
    utf = other = 0
    with path.open("rb") as file:
        while lines := file.readlines(BLOCK):
            for line in lines:
                if line.isascii():
                    continue
                if _is_utf8(line):
                    utf += 1
                else:
                    other += 1
    return utf, other


def _is_utf8(line: bytes) -> bool:
    try:
        line.decode(UTF8)
    except UnicodeDecodeError:
        return False
    return True


def _rewritten(path: Path, folder: Path, name: str) -> Text:
    """Write a text again in UTF-8; raises Refused at the first line that its encoding has not."""
    decoder = codecs.getincrementaldecoder(name)()
    copy = folder / "text.csv"
    lines = 1
    with copy.open("w", encoding=UTF8, newline="") as out:
        for block in _blocks(path, last=b""):
            try:
                text = decoder.decode(block, not block)
            except UnicodeDecodeError as error:
                line = lines + error.object[: error.start].count(b"\n")
                raise Refused("encoding", line=line, found=name) from None
            lines += text.count("\n")
            out.write(text)
    lines, _, odd = _scan(copy)
    return Text(copy, name, lines, odd=odd)


def _blocks(path: Path, last: bytes | None = None) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(BLOCK):
            yield block
    if last is not None:
        yield last
