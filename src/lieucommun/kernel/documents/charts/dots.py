"""Dots: the same figure of a territory and of what it is compared with.

For one figure, each has a line of its own; for several, one line per figure and one shape each.
"""

from fractions import Fraction

from django.utils.translation import gettext

from lieucommun.kernel.documents.numbers import Known, known, number

from .canvas import Canvas, Layer
from .marks import ACCENT, EDGE, INK, SHAPES, SOFT, SURFACE, rules, text
from .scales import span
from .shapes import Dots, Row, Table
from .sketch import Sketch, key, spot
from .wording import absent, cell, colon, label

#: Drawn at most: the table holds them all.
MOST = 40
LINE = 40
NAMES = 0.36
_FILLS = (ACCENT, SURFACE, INK, SURFACE, SOFT)


def tabled(chart: Dots, canvas: Canvas) -> Table:
    """Return every figure."""
    if len(chart.rows) == 1:
        row = chart.rows[0]
        cells = (cell(v, chart.unit, canvas.language, chart.places) for v in row.values)
        return Table((chart.head, row.name), tuple(zip(chart.who, cells, strict=True)))
    return Table((chart.head, *chart.who), tuple(
        (row.name, *(cell(v, chart.unit, canvas.language, chart.places) for v in row.values))
        for row in chart.rows
    ))  # fmt: skip


def described(chart: Dots, canvas: Canvas) -> str:
    """Return all that is drawn: it is short."""
    said = []
    for row in chart.rows[:MOST]:
        read = "; ".join(
            f"{who} {cell(value, chart.unit, canvas.language, chart.places)}"
            for who, value in zip(chart.who, row.values, strict=True)
        )
        said.append(f"{row.name}{colon(canvas.language)} {read}.")
    if len(chart.rows) > MOST:
        drawn = number(MOST, canvas.language)
        said.append(gettext("Only %(count)s are drawn; the table holds all.") % {"count": drawn})
    return " ".join(said) or gettext("No figure is known.")


def sketch(chart: Dots, canvas: Canvas) -> Sketch:
    """Return the dots, on lines that begin at zero."""
    single = len(chart.rows) == 1
    rows = [
        Row(who, (value,)) for who, value in zip(chart.who, chart.rows[0].values, strict=True)
    ] if single else list(chart.rows[:MOST])  # fmt: skip
    room = canvas.width if canvas.narrow else canvas.width * NAMES
    names = [canvas.wrap(row.name, room / 1.07, most=1 if canvas.narrow else 2) for row in rows]
    start = 0.0 if canvas.narrow else 12 + max(
        (canvas.measure(line, bold=True) for name in names for line in name), default=0
    )  # fmt: skip
    drawing = Sketch(max(len(rows), 1) * LINE - 8.0, start=start)
    scale = _Scale(chart, canvas, canvas.width - start)
    for rank, (row, name) in enumerate(zip(rows, names, strict=True)):
        y = rank * LINE + (24.0 if canvas.narrow else 16.0)
        drawing.layers += _line(row, y, chart, scale, single_rank=rank if single else None)
        above = y - 17 if canvas.narrow else y - (len(name) - 1) * (canvas.font + 2) / 2
        x = canvas.place(0 if canvas.narrow else -8, scale.width)
        words = [canvas.words(line) for line in name]
        value = {"x": x, "y": above, "text": words, "bold": single and not rank}
        align = canvas.start if canvas.narrow else canvas.end
        drawing.layers.append(text([value], canvas, align=align))
    if not single and rows:
        drawing.crown(*key(chart.who, canvas, _FILLS, _shapes(len(chart.who))), canvas)
    return drawing


def _shapes(count: int) -> tuple[str, ...]:
    return (SHAPES[0], SHAPES[3], SHAPES[1], SHAPES[2], SHAPES[5])[:count]


class _Scale:
    """Where figures fall, from zero, with room for the widest of them after the last."""

    def __init__(self, chart: Dots, canvas: Canvas, width: float) -> None:
        figures = [v for row in chart.rows for each in row.values if (v := known(each)) is not None]
        told = [label(v, chart.unit, canvas.language, chart.places) for v in figures]
        self.canvas, self.width = canvas, width
        self.low, self.high = span(figures, zero=True)
        self.room = max(20, width - 24 - max(map(canvas.measure, told), default=0) * 1.1)

    def at(self, value: Known) -> float:
        whole = Fraction(self.high) - Fraction(self.low)
        part = float((Fraction(value) - Fraction(self.low)) / whole) if whole else 0.0
        return self.canvas.place(8 + part * self.room, self.width)


def _line(
    row: Row, y: float, chart: Dots, scale: _Scale, *, single_rank: int | None
) -> list[Layer]:
    """Return a line, its dots, and its figure when there is but one."""
    figures = [known(value) for value in row.values]
    told = [value for value in figures if value is not None]
    furthest = max(told, default=0, key=lambda value: abs(Fraction(value)))
    ends = {"x": scale.at(0), "x2": scale.at(furthest), "y": y, "y2": y}
    layers = [rules([ends], color=EDGE)]
    shapes = _shapes(len(chart.who))
    for rank, value in reversed(list(enumerate(figures))):
        if value is not None:
            mark = rank if single_rank is None else single_rank
            layers.append(spot([{"x": scale.at(value), "y": y}], _FILLS[mark], shapes[mark], 90))
    if single_rank is not None and told:
        said = label(told[0], chart.unit, scale.canvas.language, chart.places)
        layers.append(_said(said, told[0], y, scale, bold=not single_rank))
    elif not told:
        why = absent("secret" if "secret" in row.values else None)
        layers.append(_said(why, 0, y, scale, color=SOFT, fontStyle="italic"))
    return layers


def _said(
    words: str, after: Known, y: float, scale: _Scale, *, bold: bool = False, **mark: str
) -> Layer:
    x = scale.at(max(after, 0)) + scale.canvas.along(12)
    value = {"x": x, "y": y, "text": scale.canvas.words(words), "bold": bold}
    return text([value], scale.canvas, align="", **mark)
