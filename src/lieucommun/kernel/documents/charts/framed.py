"""A frame with round marks up its side and words below: for lines and clouds of points."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from lieucommun.kernel.documents.numbers import Known

from .canvas import Canvas, Layer
from .marks import EDGE, SOFT, rules, text
from .scales import ticks
from .wording import label


@dataclass(frozen=True, slots=True)
class Frame:
    """What is drawn in: its size without margins, and the round marks of the way up."""

    canvas: Canvas
    width: float
    height: float
    start: float
    end: float
    marks: tuple[Decimal, ...]
    labels: tuple[str, ...]

    def up(self, value: Known) -> float:
        """Return how far from the top a figure is."""
        low, high = float(self.marks[0]), float(self.marks[-1])
        return self.height * (1 - (float(value) - low) / (high - low))

    def ground(self) -> list[Layer]:
        """Return the lines across, each with its figure before it; zero is darker."""
        lines = [
            {"x": 0, "x2": self.width, "y": self.up(mark), "y2": self.up(mark), "zero": mark == 0}
            for mark in self.marks
        ]
        words = [
            {
                "x": self.canvas.place(-8, self.width),
                "y": self.up(mark),
                "text": self.canvas.words(told),
            }
            for mark, told in zip(self.marks, self.labels, strict=True)
        ]
        return [
            rules([each for each in lines if not each["zero"]]),
            rules([each for each in lines if each["zero"]], color=EDGE),
            text(words, self.canvas, align=self.canvas.end, color=SOFT),
        ]

    def below(self, words: Sequence[str], at: Callable[[int], float]) -> list[Layer]:
        """Return the words under the frame, the last one and as many others as hold."""
        canvas = self.canvas
        widest = max((canvas.measure(each) for each in words), default=0) + 14
        step = abs(at(1) - at(0)) if len(words) > 1 else widest
        every = max(1, -int(-widest // max(step, 0.01)))
        last = len(words) - 1
        kept = [rank for rank in range(len(words)) if (last - rank) % every == 0]
        sides = canvas.sides(self.start, self.end)
        placed = []
        for rank in kept:
            half = canvas.measure(words[rank]) / 2
            x = min(max(at(rank), half - sides["left"]), self.width + sides["right"] - half)
            placed.append({"x": x, "y": self.height + 15, "text": canvas.words(words[rank])})
        small = [
            {"x": at(rank), "x2": at(rank), "y": self.height, "y2": self.height + 4}
            for rank in kept
        ]
        return [rules(small, color=EDGE), text(placed, canvas, align="center", color=SOFT)]


def round_marks(figures: Sequence[Known]) -> tuple[Decimal, ...]:
    """Return the round marks of some figures: from zero, unless they are all far above it."""
    low, high = min(figures, default=Decimal(0)), max(figures, default=Decimal(1))
    if 0 < 2 * low < high or low == high > 0:
        low = Decimal(0)
    return tuple(ticks(low, high))


def written_marks(marks: Sequence[Decimal], unit: str, language: str) -> tuple[str, ...]:
    """Return marks as they are written, the unit beside the last one."""
    places = max(0, *(-int(mark.normalize().as_tuple().exponent) for mark in marks))
    return tuple(label(mark, unit if mark == marks[-1] else "", language, places) for mark in marks)


def framed(
    figures: Sequence[Known],
    canvas: Canvas,
    *,
    unit: str,
    height: float,
    end: float,
) -> Frame:
    """Return the frame of some figures."""
    marks = round_marks(figures)
    labels = written_marks(marks, unit, canvas.language)
    start = 12 + max(map(canvas.measure, labels))
    return Frame(canvas, canvas.width - start - end, height, start, end, marks, labels)


def spread(wanted: Sequence[tuple[float, float]], height: float) -> list[float]:
    """Return where words are written so that none is over another, near where they are wanted.

    Each is wanted at a height, and takes some of it. Those that would leave the frame are kept in
    it when there is room.
    """
    order = sorted(range(len(wanted)), key=lambda rank: wanted[rank][0])
    found = [y for y, _ in wanted]
    floor = -8.0
    for rank in order:
        half = wanted[rank][1] / 2
        found[rank] = max(found[rank], floor + half)
        floor = found[rank] + half
    ceiling = height + 8
    for rank in reversed(order):
        half = wanted[rank][1] / 2
        found[rank] = min(found[rank], ceiling - half)
        ceiling = found[rank] - half
    return found
