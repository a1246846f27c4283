"""Where a chart is drawn: its size, its language, and how wide its words are.

Nothing is left to the machine that draws: margins are measured here, with the widths of Noto Sans,
wider than most system fonts, so that words hold wherever the page puts them.
"""

import re
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias
from unicodedata import bidirectional

from lieucommun.kernel.documents.numbers import base

Size: TypeAlias = Literal["small", "wide", "print", "half"]
Layer: TypeAlias = dict[str, Any]
Lines: TypeAlias = list[str]

#: Width in pixels. On paper, 640 and 340 fill the page and half of it at full size.
WIDTHS: dict[Size, int] = {"small": 360, "wide": 720, "print": 640, "half": 340}
#: A phone shows `small` as it is; no text is below 11 px then.
FONTS: dict[Size, int] = {"small": 12, "wide": 13, "print": 12, "half": 12}
LEFTWARD = frozenset({"ar", "fa", "he", "ps", "ur"})
#: Isolates what is read from right to left, inside a drawing that is laid from left to right.
_OPEN, _CLOSE = "\u2067", "\u2069"
_MINUS = re.compile(r"-(?=\d)")

#: Widths in hundredths of the size of the font.
_NARROW = frozenset("iIjl.,:;'’|!()[] \u202f\u00a0-")
_WIDE = frozenset("mwMW%@")


@dataclass(frozen=True, slots=True)
class Canvas:
    """A size and a language to draw for."""

    size: Size
    language: str

    @property
    def width(self) -> int:
        return WIDTHS[self.size]

    @property
    def font(self) -> int:
        return FONTS[self.size]

    @property
    def narrow(self) -> bool:
        return self.width < 500  # noqa: PLR2004 - between a phone and a page

    @property
    def leftward(self) -> bool:
        return base(self.language) in LEFTWARD

    @property
    def start(self) -> str:
        """Where a line of text begins, as Vega says it."""
        return "right" if self.leftward else "left"

    @property
    def end(self) -> str:
        return "left" if self.leftward else "right"

    def along(self, shift: float) -> float:
        """Return a shift in the direction of reading as one from left to right."""
        return -shift if self.leftward else shift

    def place(self, at: float, width: float) -> float:
        """Return where a distance from the start falls, from the left of something so wide."""
        return width - at if self.leftward else at

    def sides(self, start: float, end: float) -> dict[str, float]:
        """Return margins at the start and the end as left and right."""
        return {"left": end, "right": start} if self.leftward else {"left": start, "right": end}

    def words(self, text: str) -> str:
        """Return a text in its own order, wherever it stands; the sign of a number stays before."""
        if not any(bidirectional(sign) in {"R", "AL"} for sign in text):
            return text
        return f"{_OPEN}{_MINUS.sub(chr(0x200E) + '-', text)}{_CLOSE}"

    def measure(self, text: str, *, bold: bool = False) -> float:
        """Return about how wide a text is, in pixels; rather too much than too little."""
        hundredths = sum(_width(sign) for sign in text)
        return hundredths * self.font / 100 * (1.07 if bold else 1)

    def wrap(self, text: str, width: float, most: int = 2) -> Lines:
        """Return a text on `most` lines at most, each so wide; what is left out is said by …"""
        lines: Lines = []
        for word in text.split():
            joined = f"{lines[-1]} {word}" if lines else word
            if lines and self.measure(joined) <= width:
                lines[-1] = joined
            elif len(lines) < most:
                lines.append(word)
            else:
                lines[-1] = joined  # too long: cut below
        return [self._cut(line, width) for line in lines] or [""]

    def _cut(self, line: str, width: float) -> str:
        if self.measure(line) <= width:
            return line
        while line and self.measure(f"{line}…") > width:
            line = line[:-1]
        return f"{line.rstrip()}…"


def _width(sign: str) -> float:
    if sign in _NARROW:
        return 32
    if sign in _WIDE:
        return 92
    return 68 if sign.isupper() else 58
