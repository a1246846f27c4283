"""A distribution: how many have which figure, in classes, and where one of them stands.

A class is drawn by its area, so that unequal ones do not lie; its count is written above it.
"""

from bisect import bisect_right
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from django.utils.translation import gettext, ngettext

from lieucommun.kernel.documents.numbers import Known, amount, known, number

from .canvas import Canvas, Layer
from .marks import CHOSEN, EDGE, OTHERS, SOFT, WARM, rectangles, rules, text
from .scales import classes
from .shapes import Distribution, Table
from .sketch import Sketch
from .wording import cell, extremes, missing

HEIGHT = 170


@dataclass(frozen=True, slots=True)
class _Class:
    """A class: from a bound to another, how many are in it; the last one may have no end."""

    low: Known
    high: Known
    count: int
    is_open: bool = False

    @property
    def density(self) -> Decimal:
        return self.count / (Decimal(self.high) - Decimal(self.low))

    def said(self, chart: Distribution, language: str) -> str:
        low = amount(self.low, chart.unit, language)
        if self.is_open:
            return gettext("%(low)s and more") % {"low": low}
        high = amount(self.high, chart.unit, language)
        return gettext("%(low)s to less than %(high)s") % {"low": low, "high": high}


def tabled(chart: Distribution, canvas: Canvas) -> Table:
    """Return the classes and their counts, and who has no figure."""
    rows = [
        (each.said(chart, canvas.language), number(each.count, canvas.language))
        for each in _classes(chart)
    ]
    for value, words in ((None, gettext("not known")), ("secret", gettext("kept secret"))):
        if count := chart.values.count(value):
            rows.append((words, number(count, canvas.language)))
    return Table((chart.title, chart.head), tuple(rows))


def described(chart: Distribution, canvas: Canvas) -> str:
    """Return how many there are, between what, in which class most are, and where one stands."""
    language = canvas.language
    found = _classes(chart)
    figures = [value for each in chart.values if (value := known(each)) is not None]
    if not found:
        return " ".join([*extremes([], chart.unit, chart.places), *missing(chart.values)])
    fullest = max(found, key=lambda each: each.count)
    said = [
        ngettext(
            "%(count)s figure, from %(low)s to %(high)s.",
            "%(count)s figures, from %(low)s to %(high)s.",
            len(figures),
        )
        % {
            "count": number(len(figures), language),
            "low": amount(min(figures), chart.unit, language, chart.places),
            "high": amount(max(figures), chart.unit, language, chart.places),
        },
        gettext("Most numerous class: %(class)s (%(count)s).")
        % {"class": fullest.said(chart, language), "count": number(fullest.count, language)},
    ]
    if chart.name:
        own = cell(chart.value, chart.unit, language, chart.places)
        said.append(gettext("%(name)s: %(value)s.") % {"name": chart.name, "value": own})
    return " ".join([*said, *missing(chart.values)])


@dataclass(frozen=True, slots=True)
class _Layout:
    """The classes on their canvas."""

    chart: Distribution
    found: list[_Class]
    canvas: Canvas
    start: float
    end: float

    @property
    def width(self) -> float:
        return self.canvas.width - self.start - self.end

    def along(self, value: Known) -> float:
        """Return where a figure falls; beyond the last bound, in the middle of the last class."""
        low, high = Decimal(self.found[0].low), Decimal(self.found[-1].high)
        if value > high:
            value = (Decimal(self.found[-1].low) + high) / 2
        part = (Decimal(value) - low) / (high - low)
        return self.canvas.place(float(part) * self.width, self.width)

    def height(self, of: _Class) -> float:
        """Return the part of the height that a class takes: the densest takes it all."""
        most = max(each.density for each in self.found)
        return float(of.density / most) if most else 0.0

    def bars(self) -> list[Layer]:
        """Return a bar for each class, its area telling its count, which is written above."""
        own = _class_of(known(self.chart.value), self.found)
        rects, counts = [], []
        for each in self.found:
            x, x2 = self.along(each.low), self.along(each.high)
            y, fill = HEIGHT * (1 - self.height(each)), CHOSEN if each is own else OTHERS
            told = number(each.count, self.canvas.language)
            tip = f"{each.said(self.chart, self.canvas.language)}: {told}"
            rects.append({"x": x, "x2": x2, "y": y, "y2": HEIGHT, "fill": fill, "tip": tip})
            if each.count and self.canvas.measure(told) <= abs(x2 - x):
                bold = each is own
                counts.append({"x": (x + x2) / 2, "y": y - 9, "text": told, "bold": bold})
        ground = [{"x": 0, "x2": self.width, "y": HEIGHT, "y2": HEIGHT}]
        return [
            rectangles(rects),
            rules(ground, color=EDGE),
            text(counts, self.canvas, align="center"),
        ]

    def bounds(self) -> list[Layer]:
        """Return the bounds, each under where a class begins, as many as hold."""
        bounds = [each.low for each in self.found]
        bounds += [] if self.found[-1].is_open else [self.found[-1].high]
        placed, edge = [], -1e9
        for value in bounds:
            unit = self.chart.unit if value == bounds[-1] else ""
            told = amount(value, unit, self.canvas.language)
            x, half = self.along(value), self.canvas.measure(told) / 2
            if self.canvas.place(x, self.width) - half < edge + 8:
                continue
            edge = self.canvas.place(x, self.width) + half
            placed.append({"x": x, "y": HEIGHT + 14, "text": self.canvas.words(told)})
        small = [
            {"x": self.along(v), "x2": self.along(v), "y": HEIGHT, "y2": HEIGHT + 4} for v in bounds
        ]
        words = text(placed, self.canvas, align="center", color=SOFT)
        return [rules(small, color=EDGE), words]

    def mark(self, own: Known) -> list[Layer]:
        """Return a line through the classes at a figure, with its name above."""
        told = amount(own, self.chart.unit, self.canvas.language, self.chart.places)
        told = f"{self.chart.name}, {told}" if self.chart.name else told
        (kept,) = self.canvas.wrap(told, self.canvas.width / 1.07 - 8, most=1)
        half = self.canvas.measure(kept, bold=True) / 2
        left, at = self.canvas.sides(self.start, self.end)["left"], self.along(own)
        x = min(max(at, half - left), self.canvas.width - left - half)
        own_class = _class_of(own, self.found)
        foot = HEIGHT * (1 - self.height(own_class)) - 18 if own_class else HEIGHT
        line = [{"x": at, "x2": at, "y": -24, "y2": foot}]
        words = [{"x": x, "y": -34, "text": self.canvas.words(kept), "bold": True}]
        return [
            rules(line, color=WARM, strokeWidth=2, strokeDash=[5, 3]),
            text(words, self.canvas, align="center", color=WARM),
        ]


def sketch(chart: Distribution, canvas: Canvas) -> Sketch:
    """Return the classes, side by side, their bounds below, and the mark of the one looked at."""
    found = _classes(chart)
    if not found:
        return Sketch(20)
    start = canvas.measure(amount(found[0].low, "", canvas.language)) / 2 + 2
    end = canvas.measure(amount(found[-1].high, chart.unit, canvas.language)) / 2 + 2
    layout = _Layout(chart, found, canvas, start, end)
    layers = [*layout.bars(), *layout.bounds()]
    own = known(chart.value)
    if own is not None and own >= found[0].low:
        layers += layout.mark(own)
    top = 20.0 if own is None else 46.0
    return Sketch(HEIGHT, layers, top=top, bottom=26, start=start, end=end)


def _classes(chart: Distribution) -> list[_Class]:
    figures = [value for each in chart.values if (value := known(each)) is not None]
    bounds = chart.bounds or classes(figures)
    if not figures or not bounds:
        return []
    low = min(figures)
    if low < bounds[0]:
        bounds = (low, *bounds)
    counts = [0] * (len(bounds) - 1)
    for value in figures:
        counts[min(bisect_right(bounds, value), len(counts)) - 1] += 1
    is_open = max(figures) > bounds[-1]
    return [
        _Class(under, over, count, is_open=is_open and rank == len(counts) - 1)
        for rank, ((under, over), count) in enumerate(zip(pairwise(bounds), counts, strict=True))
    ]


def _class_of(value: Known | None, found: list[_Class]) -> _Class | None:
    if value is None or value < found[0].low:
        return None
    if value > found[-1].high and not found[-1].is_open:
        return None
    return next((each for each in found if each.low <= value < each.high), found[-1])
