"""A cloud of points: two figures of each territory, the names of some beside them."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext, ngettext

from lieucommun.kernel.documents.numbers import Known, amount, known, number

from .canvas import Canvas, Layer
from .framed import Frame, framed, round_marks, spread, written_marks
from .marks import ACCENT, CHOSEN, EDGE, SURFACE, points, rules, text
from .shapes import Point, Scatter, Table
from .sketch import Sketch
from .wording import cell, missing

HEIGHT, NARROW_HEIGHT = 340, 280
#: With more, points that are close are drawn as one, the larger the more they are.
MOST = 1500
CELL = 9
NAMED = 12
END = 14
Placed = tuple[Point, Known, Known]


def tabled(chart: Scatter, canvas: Canvas) -> Table:
    """Return both figures of each territory."""
    axes = (chart.across, chart.up)
    return Table((chart.head, *(axis.title for axis in axes)), tuple(
        (point.name, *(
            cell(value, axis.unit, canvas.language, axis.places)
            for axis, value in zip(axes, (point.across, point.up), strict=True)
        ))
        for point in chart.points
    ))  # fmt: skip


def described(chart: Scatter, canvas: Canvas) -> str:
    """Return how many points there are, between what, and where the named ones are."""
    found = _known(chart)
    said = [
        ngettext("%(count)s point.", "%(count)s points.", len(found))
        % {"count": number(len(found), canvas.language)}
    ]
    across, up = [x for _, x, _ in found], [y for *_, y in found]
    for axis, words, figures in (
        (chart.across, gettext("Across: %(title)s, from %(low)s to %(high)s."), across),
        (chart.up, gettext("Up: %(title)s, from %(low)s to %(high)s."), up),
    ):
        if figures:
            ends = (min(figures), max(figures))
            low, high = (amount(v, axis.unit, canvas.language, axis.places) for v in ends)
            said.append(words % {"title": axis.title, "low": low, "high": high})
    for point, x, y in _named(found):
        value = ", ".join([
            amount(x, chart.across.unit, canvas.language, chart.across.places),
            amount(y, chart.up.unit, canvas.language, chart.up.places),
        ])  # fmt: skip
        said.append(gettext("%(name)s: %(value)s.") % {"name": point.name, "value": value})
    said += missing(
        "secret" if "secret" in (point.across, point.up) else None
        for point in chart.points
        if known(point.across) is None or known(point.up) is None
    )
    if len(found) > MOST:
        said.append(gettext("Points that are close together are drawn as one, larger."))
    return " ".join(said)


def sketch(chart: Scatter, canvas: Canvas) -> Sketch:
    """Return the cloud, its named points over the others."""
    cloud = _cloud(chart, canvas)
    layers = [*cloud.frame.ground(), *cloud.across(), *cloud.titles()]
    layers += [*cloud.others(), *cloud.named()]
    return Sketch(cloud.frame.height, layers, top=34, bottom=48, start=cloud.frame.start, end=END)


def _known(chart: Scatter) -> list[Placed]:
    return [
        (point, across, up)
        for point in chart.points
        if (across := known(point.across)) is not None and (up := known(point.up)) is not None
    ]


def _named(found: list[Placed]) -> list[Placed]:
    return [each for each in found if each[0].named][:NAMED]


def _cloud(chart: Scatter, canvas: Canvas) -> "_Cloud":
    found = _known(chart)
    height = NARROW_HEIGHT if canvas.narrow else HEIGHT
    ups = [each[2] for each in found]
    frame = framed(ups, canvas, unit=chart.up.unit, height=height, end=END)
    return _Cloud(chart, found, frame, round_marks([each[1] for each in found]))


@dataclass(frozen=True, slots=True)
class _Cloud:
    """The points in their frame, and the round marks of the way across."""

    chart: Scatter
    found: list[Placed]
    frame: Frame
    marks: tuple[Decimal, ...]

    def along(self, value: Known) -> float:
        """Return how far from the left a figure is."""
        low, high = float(self.marks[0]), float(self.marks[-1])
        part = (float(value) - low) / (high - low)
        return self.frame.canvas.place(part * self.frame.width, self.frame.width)

    def across(self) -> list[Layer]:
        """Return the lines up, each with its figure below."""
        axis, language = self.chart.across, self.frame.canvas.language
        words = written_marks(self.marks, axis.unit, language)
        at = [self.along(mark) for mark in self.marks]
        lines = [{"x": x, "x2": x, "y": 0, "y2": self.frame.height} for x in at]
        return [rules(lines), *self.frame.below(words, at.__getitem__)]

    def titles(self) -> list[Layer]:
        """Return what each direction tells: above the way up, at the end of the way across."""
        canvas, width = self.frame.canvas, self.frame.width
        (up,) = canvas.wrap(self.chart.up.title, canvas.width - 4, most=1)
        (across,) = canvas.wrap(self.chart.across.title, canvas.width - 4, most=1)
        first = {"x": canvas.place(-self.frame.start, width), "y": -24, "text": canvas.words(up)}
        last = {
            "x": canvas.place(width + END - 2, width),
            "y": self.frame.height + 36,
            "text": canvas.words(across),
        }
        return [text([first], canvas), text([last], canvas, align=canvas.end)]

    def others(self) -> list[Layer]:
        """Return the points without a name; when there are many, those that are close as one."""
        placed = [
            (self.along(across), self.frame.up(up), point.name)
            for point, across, up in self.found
            if not point.named
        ]
        if len(placed) <= MOST:
            values = [{"x": x, "y": y, "tip": name} for x, y, name in placed]
            look: dict[str, Any] = {"fill": ACCENT, "fillOpacity": 0.3, "stroke": ACCENT}
            return [points(values, strokeWidth=0.8, size=36, **look)]
        cells = Counter((int(x // CELL), int(y // CELL)) for x, y, _ in placed)
        most = max(cells.values())
        sizes: dict[int, list[dict[str, float]]] = {}
        for (column, row), count in cells.items():
            middle = {"x": (column + 0.5) * CELL, "y": (row + 0.5) * CELL}
            sizes.setdefault(6 + round(60 * count / most), []).append(middle)
        return [
            points(each, fill=ACCENT, fillOpacity=0.55, size=size) for size, each in sizes.items()
        ]

    def named(self) -> list[Layer]:
        """Return the named points, each with its name on the side that has room."""
        canvas, frame = self.frame.canvas, self.frame
        named = _named(self.found)
        places = [(self.along(across), frame.up(up)) for _, across, up in named]
        layers = [
            points([{"x": x, "y": y} for x, y in places], fill=CHOSEN, stroke=CHOSEN, size=70)
        ]
        heights = spread([(y, canvas.font + 3.0) for _, y in places], frame.height)
        for (x, y), height, (point, _, _) in zip(places, heights, named, strict=True):
            before = x > frame.width / 2
            room = (x if before else frame.width - x) - 8
            (kept,) = canvas.wrap(point.name, room / 1.07, most=1)
            shift = -9 if before else 9
            value = {"x": x + shift, "y": height, "text": canvas.words(kept), "bold": True}
            side = "right" if before else "left"
            layers.append(text([value], canvas, align=side, stroke=SURFACE, strokeWidth=3))
            if abs(height - y) > canvas.font:
                line = [{"x": x, "x2": x + shift, "y": y, "y2": height}]
                layers.append(rules(line, color=EDGE))
        return layers
