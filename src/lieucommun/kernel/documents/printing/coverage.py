"""Which signs the fonts of paper can print.

Archives refuse a sign without a shape (PDF/A-2, 6.2.11). It is replaced by the sign that says so,
U+FFFD, rather than refuse the whole paper: a name may hold anything.
"""

import re
import struct
from functools import cache
from pathlib import Path

FONTS = Path(__file__).with_name("fonts")
REGULAR = ("NotoSans-Regular.ttf", "NotoSansArabic-Regular.ttf")
UNPRINTABLE = "\ufffd"
#: Spaces and marks of direction have no shape, and need none.
_SHAPELESS = frozenset(range(0x2000, 0x2010)) | frozenset(range(0x2028, 0x2030))
_SHAPELESS |= frozenset(range(0x2066, 0x206A)) | {0x09, 0x0A, 0x20, 0xA0, 0xAD, 0x202F, 0x2060}
#: Neither controls nor what archives forbid in the text of a page (PDF/A-2, 6.2.11.7.2).
_FORBIDDEN = frozenset([*range(9), *range(11, 32), *range(0x7F, 0xA0), 0xFEFF, 0xFFFE])
#: A word longer than this is cut, so that it does not leave the page.
LONGEST = 40
_LONG = re.compile(rf"\S{{{LONGEST},}}")
_PART = re.compile(rf"\S{{1,{LONGEST // 2}}}")
_BREAK = "\u200b"


def printable(text: str) -> str:
    """Return a text that can be printed: each sign that has no shape replaced."""
    if text.isascii() and text.isprintable():
        return text
    shaped = covered()
    return "".join(sign if ord(sign) in shaped else UNPRINTABLE for sign in text)


def broken(text: str) -> str:
    """Return a text that can be printed, whose long words may be cut at the end of a line."""
    kept = printable(text)
    return _LONG.sub(lambda found: _BREAK.join(_PART.findall(found[0])), kept)


@cache
def covered() -> frozenset[int]:
    """Return the code points that the regular fonts have a shape for, or need none."""
    found = set(_SHAPELESS)
    for name in REGULAR:
        found |= _read((FONTS / name).read_bytes())
    return frozenset(found - _FORBIDDEN)


def _read(font: bytes) -> set[int]:
    """Return the code points of a font: its table `cmap`, format 4 (OpenType, Windows, BMP)."""
    (count,) = struct.unpack_from(">H", font, 4)
    tables = (struct.unpack_from(">4sIII", font, 12 + 16 * rank) for rank in range(count))
    start = next(offset for tag, _, offset, _ in tables if tag == b"cmap")
    (subtables,) = struct.unpack_from(">H", font, start + 2)
    found: set[int] = set()
    for rank in range(subtables):
        platform, encoding, offset = struct.unpack_from(">HHI", font, start + 4 + 8 * rank)
        if (platform, encoding) == (3, 1):
            found |= _segments(font, start + offset)
    return found


def _segments(font: bytes, at: int) -> set[int]:
    (twice,) = struct.unpack_from(">H", font, at + 6)
    count = twice // 2
    ends = struct.unpack_from(f">{count}H", font, at + 14)
    starts = struct.unpack_from(f">{count}H", font, at + 16 + twice)
    deltas = struct.unpack_from(f">{count}H", font, at + 16 + 2 * twice)
    ranges_at = at + 16 + 3 * twice
    ranges = struct.unpack_from(f">{count}H", font, ranges_at)
    found: set[int] = set()
    for rank, (low, high) in enumerate(zip(starts, ends, strict=True)):
        for code in range(low, min(high, 0xFFFE) + 1):
            glyph = code + deltas[rank]
            if ranges[rank]:
                place = ranges_at + 2 * rank + ranges[rank] + 2 * (code - low)
                (glyph,) = struct.unpack_from(">H", font, place)
            if glyph & 0xFFFF:
                found.add(code)
    return found
