"""Lines over periods: told apart by their dashes, their points and their names at their ends.

Where a figure is missing the line stops, and goes on after it: missing is not zero.
"""

from collections.abc import Callable, Sequence
from decimal import Decimal
from itertools import groupby

from django.utils.translation import gettext

from lieucommun.kernel.documents.numbers import Known, amount, known

from .canvas import Canvas, Layer
from .framed import Frame, framed, spread
from .marks import ACCENT, DASHES, SHAPES, SOFT, SURFACE, WARM, path, points, text
from .shapes import Line, Lines, Table
from .sketch import Sketch
from .wording import cell, colon, extremes, missing

HEIGHT, NARROW_HEIGHT = 240, 210
#: Names at the ends of lines take this part of the width at most.
NAMES, NARROW_NAMES = 0.24, 0.3
#: With more periods, points would hide their line.
POINTS = 24
_GOAL = ([6, 4], [2, 3])


def tabled(chart: Lines, canvas: Canvas) -> Table:
    """Return every figure, one row per period."""
    told = [
        [cell(value, chart.unit, canvas.language, chart.places) for value in line.values]
        for line in chart.lines
    ]
    rows = zip(chart.periods, *told, strict=True) if told else ((each,) for each in chart.periods)
    return Table((chart.head, *(line.name for line in chart.lines)), tuple(map(tuple, rows)))


def described(chart: Lines, canvas: Canvas) -> str:
    """Return where each line starts and ends, its highest and its lowest, what is missing."""
    said = []
    for line in chart.lines:
        figures = [
            (period, value)
            for period, each in zip(chart.periods, line.values, strict=True)
            if (value := known(each)) is not None
        ]
        read = extremes(figures, chart.unit, chart.places)
        if len(figures) > 1:
            first, last = figures[0], figures[-1]
            read.insert(0, gettext("From %(first)s (%(start)s) to %(last)s (%(end)s).") % {
                "first": amount(first[1], chart.unit, canvas.language, chart.places),
                "start": first[0],
                "last": amount(last[1], chart.unit, canvas.language, chart.places),
                "end": last[0],
            })  # fmt: skip
        said.append(f"{line.name}{colon(canvas.language)} {' '.join(read)}")
    said += missing(value for line in chart.lines for value in line.values)
    return " ".join(said) or gettext("No figure is known.")


def sketch(chart: Lines, canvas: Canvas) -> Sketch:
    """Return the drawing of the lines, the first one thick and over the others."""
    figures = [value for line in chart.lines for each in line.values
               if (value := known(each)) is not None]  # fmt: skip
    room = canvas.width * (NARROW_NAMES if canvas.narrow else NAMES)
    names = [canvas.wrap(line.name, room, most=3) for line in chart.lines]
    end = 10 + max((canvas.measure(each, bold=True) for name in names for each in name), default=0)
    height = NARROW_HEIGHT if canvas.narrow else HEIGHT
    frame = framed(figures, canvas, unit=chart.unit, height=height, end=end)
    count = len(chart.periods)
    layers = [*frame.ground(), *frame.below(chart.periods, _at(count, frame))]
    for rank, line in reversed(list(enumerate(chart.lines))):
        layers += _line(line, rank, chart.periods, frame)
    layers += _names(chart, names, frame)
    return Sketch(height, layers, top=16, bottom=26, start=frame.start, end=end)


def _at(count: int, frame: Frame) -> Callable[[int], float]:
    """Return where a period falls, from the first at the start to the last at the end."""
    step = frame.width / max(count - 1, 1)
    return lambda rank: frame.canvas.place(
        rank * step if count > 1 else frame.width / 2, frame.width
    )


def _colour(line: Line, rank: int) -> str:
    if line.course != "value":
        return WARM
    return SOFT if rank else ACCENT


def _line(line: Line, rank: int, periods: Sequence[str], frame: Frame) -> list[Layer]:
    at = _at(len(line.values), frame)
    colour = _colour(line, rank)
    dash = DASHES[rank] if line.course == "value" else _GOAL[line.course == "trajectory"]
    placed = [
        {
            "x": at(period),
            "y": frame.up(value),
            "run": run,
            "tip": f"{line.name}, {periods[period]}",
        }
        for run, (is_known, group) in enumerate(
            groupby(enumerate(line.values), lambda each: known(each[1]) is not None)
        )
        if is_known
        for period, each in group
        if (value := known(each)) is not None
    ]
    alone = [each for each in placed if [p["run"] for p in placed].count(each["run"]) == 1]
    dots = alone if len(periods) > POINTS or line.course != "value" else placed
    thick = 2.5 if rank == 0 else 1.75
    return [
        path(placed, stroke=colour, strokeWidth=thick, strokeDash=dash),
        points(dots, SHAPES[rank], fill=SURFACE if rank else colour, stroke=colour,
               strokeWidth=1.5, size=46),
    ]  # fmt: skip


def _names(chart: Lines, names: list[list[str]], frame: Frame) -> list[Layer]:
    """Return the names beside the last known point of each line, kept from one another."""
    at = _at(len(chart.periods), frame)
    line_height = frame.canvas.font + 2
    placed: list[tuple[float, float, int]] = []
    for rank, line in enumerate(chart.lines):
        last = next(
            (i for i in reversed(range(len(line.values))) if known(line.values[i]) is not None),
            None,
        )
        if last is not None:
            placed.append((frame.up(_told(line, last)), len(names[rank]) * line_height, rank))
    x = at(len(chart.periods) - 1) + frame.canvas.along(9)
    layers = []
    for y, (_, tall, rank) in zip(
        spread([each[:2] for each in placed], frame.height), placed, strict=True
    ):
        words = [frame.canvas.words(each) for each in names[rank]]
        value = {"x": x, "y": y - tall / 2 + line_height / 2, "text": words, "bold": rank == 0}
        colour = _colour(chart.lines[rank], rank)
        layers.append(text([value], frame.canvas, color=colour))
    return layers


def _told(line: Line, rank: int) -> Known:
    return known(line.values[rank]) or Decimal(0)
