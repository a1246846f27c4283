"""Where bars lie or stand, and where their names and figures are written."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from lieucommun.kernel.documents.numbers import Known

from .canvas import Canvas, Layer
from .marks import EDGE, SOFT, rectangles, rules, text
from .shapes import Bar
from .sketch import Sketch

THICK, GAP = 16, 10
STANDING, STANDING_HEIGHT = 16, 180
#: The names that stand before their bars take this part of the width at most.
NAMES = 0.36
Words = list[dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Piece:
    """A rectangle: which bar, on which line of it, from where to where, what is said at its end.

    Without a fill, only the words are there: `soft` ones say that a figure is missing.
    """

    bar: int
    line: int
    low: Known
    high: Known
    fill: str
    said: str = ""
    bold: bool = False
    soft: bool = False


def can_stand(bars: list[Bar], pieces: list[Piece], canvas: Canvas) -> bool:
    """Say whether names and figures hold in the width of a bar, none going down."""
    if not 0 < len(bars) <= STANDING or any(piece.low < 0 for piece in pieces):
        return False
    room = canvas.width / len(bars) - 4
    words = [bar.name for bar in bars]
    words += [word for p in pieces for word in (p.said.split() if p.soft else [p.said])]
    return all(canvas.measure(each, bold=True) <= room for each in words)


def standing(bars: list[Bar], pieces: list[Piece], canvas: Canvas) -> Sketch:
    """Return bars that stand, their figure above, their name below."""
    step, height = canvas.width / len(bars), float(STANDING_HEIGHT)
    most = max((Decimal(piece.high) for piece in pieces), default=Decimal(0)) or Decimal(1)
    centres = [canvas.place((rank + 0.5) * step, canvas.width) for rank in range(len(bars))]
    half = min(step * 0.36, 34)
    rects, said, absences = [], [], []
    for piece in pieces:
        x, y = centres[piece.bar], height * (1 - float(Decimal(piece.high) / most))
        if piece.soft:
            lines = [canvas.words(word) for word in piece.said.split()]
            rise = len(lines) * (canvas.font + 2) - 4
            absences.append({"x": x, "y": height - rise, "text": lines})
            continue
        rects.append({"x": x - half, "x2": x + half, "y": y, "y2": height, "fill": piece.fill})
        said.append({"x": x, "y": y - 9, "text": canvas.words(piece.said), "bold": piece.bold})
    names = [
        {"x": x, "y": height + 13, "text": canvas.words(bar.name), "bold": bar.chosen}
        for x, bar in zip(centres, bars, strict=True)
    ]
    ground = [{"x": 0, "x2": canvas.width, "y": height, "y2": height}]
    layers = [
        rectangles(rects),
        rules(ground, color=EDGE),
        text(said, canvas, align="center"),
        text(absences, canvas, align="center", color=SOFT, fontStyle="italic"),
        text(names, canvas, align="center"),
    ]
    return Sketch(height, layers, top=20, bottom=24)


def lying(bars: list[Bar], pieces: list[Piece], canvas: Canvas) -> Sketch:
    """Return bars that lie, their names before them, or above them on a narrow canvas."""
    lines = 1 + max((piece.line for piece in pieces), default=0)
    thick = float(THICK if lines == 1 else THICK - 3)
    above = canvas.narrow
    names = _names(bars, canvas, above=above)
    start = 0.0 if above else 10 + max(
        (canvas.measure(line, bold=True) for found in names for line in found), default=0
    )  # fmt: skip
    width = canvas.width - start
    tops, height = _tops(names, canvas, lines * thick, above=above)
    across = _across(pieces, canvas, width)
    rects, said = [], []
    for piece in pieces:
        y = tops[piece.bar] + piece.line * thick
        x, x2 = across(piece.low), across(piece.high)
        if piece.fill and piece.low != piece.high:
            rects.append({"x": x, "x2": x2, "y": y, "y2": y + thick - 2, "fill": piece.fill})
        if piece.said:
            said.append(_end(piece, (x, x2), y + thick / 2 - 0.5, canvas))
    zero = [
        {"x": across(0), "x2": across(0), "y": top - 3, "y2": top + lines * thick + 1}
        for top in tops
    ]
    layers = [
        rectangles(rects),
        rules(zero, color=EDGE),
        *_ends(said, canvas),
        _written(names, bars, [(top, top + lines * thick) for top in tops], canvas, width),
    ]
    return Sketch(height, layers, start=start)


def _end(piece: Piece, ends: tuple[float, float], y: float, canvas: Canvas) -> dict[str, Any]:
    below = piece.low < 0
    x = ends[0] - canvas.along(5) if below else ends[1] + canvas.along(5)
    words = canvas.words(piece.said)
    return {"x": x, "y": y, "text": words, "below": below, "bold": piece.bold, "soft": piece.soft}


def _ends(said: Words, canvas: Canvas) -> list[Layer]:
    after = [each for each in said if not each["below"] and not each["soft"]]
    before = [each for each in said if each["below"]]
    absences = [each for each in said if each["soft"]]
    return [
        text(after, canvas),
        text(before, canvas, align=canvas.end),
        text(absences, canvas, color=SOFT, fontStyle="italic"),
    ]


def _names(bars: list[Bar], canvas: Canvas, *, above: bool) -> list[list[str]]:
    room = canvas.width if above else canvas.width * NAMES
    return [canvas.wrap(bar.name, room / 1.07, most=1 if above else 2) for bar in bars]


def _tops(
    names: list[list[str]], canvas: Canvas, thick: float, *, above: bool
) -> tuple[list[float], float]:
    """Return where each bar begins, and the height of all."""
    tops, y = [], 0.0
    for lines in names:
        room = canvas.font + 5 if above else max(0.0, (len(lines) * (canvas.font + 2) - thick) / 2)
        tops.append(y + room)
        y += room + thick + GAP + (0 if above else room)
    return tops, max(y - GAP + 4, 20)


def _written(
    names: list[list[str]],
    bars: list[Bar],
    spans: list[tuple[float, float]],
    canvas: Canvas,
    width: float,
) -> Layer:
    """Return the names: above their bars when these take the whole width, or before them."""
    above = width == canvas.width
    words = []
    for lines, bar, (top, bottom) in zip(names, bars, spans, strict=True):
        y = (top + bottom - (len(lines) - 1) * (canvas.font + 2)) / 2 - 1
        if above:
            y = top - canvas.font / 2 - 4
        words.append({
            "x": canvas.place(0 if above else -8, width),
            "y": y,
            "text": [canvas.words(line) for line in lines],
            "bold": bar.chosen,
        })  # fmt: skip
    return text(words, canvas, align=canvas.start if above else canvas.end)


def _across(pieces: list[Piece], canvas: Canvas, width: float) -> Callable[[Known], float]:
    """Return where a figure falls, room being kept for what is said at the end of each bar."""
    low = min((Decimal(piece.low) for piece in pieces), default=Decimal(0))
    high = max((Decimal(piece.high) for piece in pieces), default=Decimal(0))
    before = max((canvas.measure(p.said, bold=True) + 8 for p in pieces if p.low < 0), default=0)
    after = max((canvas.measure(p.said, bold=True) + 8 for p in pieces if p.low >= 0), default=0)
    room = max(width - before - after, 20)
    scale = room / float(high - low) if high > low else 0.0

    def across(value: Known) -> float:
        return canvas.place(before + float(Decimal(value) - low) * scale, width)

    return across
