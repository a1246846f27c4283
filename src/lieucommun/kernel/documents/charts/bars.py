"""Bars: what is drawn of each, its table, its sentence. They lie, or stand when all is short."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import accumulate

from django.utils.translation import gettext, ngettext

from lieucommun.kernel.documents.numbers import known, number

from .barred import Piece, can_stand, lying, standing
from .canvas import Canvas
from .marks import CHOSEN, OTHERS, RAMP
from .shapes import Bar, Bars, Table
from .sketch import Sketch, key
from .wording import absent, absent_part, cell, colon, extremes, label, missing

#: Drawn at most: the table holds them all.
MOST = 40


def tabled(chart: Bars, canvas: Canvas) -> Table:
    """Return every figure."""
    heads = (chart.head, *(chart.series or (chart.title,)))
    return Table(heads, tuple(
        (bar.name, *(cell(v, chart.unit, canvas.language, chart.places) for v in bar.values))
        for bar in _ordered(chart)
    ))  # fmt: skip


def described(chart: Bars, canvas: Canvas) -> str:
    """Return how many bars there are, the highest, the lowest, the chosen ones."""
    count = len(chart.bars)
    said = [
        ngettext("%(count)s bar.", "%(count)s bars.", count)
        % {"count": number(count, canvas.language)}
    ]
    for rank, series in enumerate(chart.series or ("",)):
        figures = [(b.name, v) for b in chart.bars if (v := known(b.values[rank])) is not None]
        read = " ".join(extremes(figures, chart.unit, chart.places))
        said.append(f"{series}{colon(canvas.language)} {read}" if series else read)
    for bar in chart.bars[:MOST]:
        if bar.chosen and not chart.series:
            value = cell(bar.values[0], chart.unit, canvas.language, chart.places)
            said.append(gettext("%(name)s: %(value)s.") % {"name": bar.name, "value": value})
    said += missing(value for bar in chart.bars for value in bar.values)
    if count > MOST:
        drawn = number(MOST, canvas.language)
        said.append(gettext("Only %(count)s are drawn; the table holds all.") % {"count": drawn})
    return " ".join(said)


def sketch(chart: Bars, canvas: Canvas) -> Sketch:
    """Return the drawing of the bars."""
    bars = _drawn(chart)
    pieces = list(_pieces(chart, bars, canvas))
    if not chart.series and can_stand(bars, pieces, canvas):
        return standing(bars, pieces, canvas)
    drawing = lying(bars, pieces, canvas)
    if chart.series:
        drawing.crown(*key(chart.series, canvas, RAMP), canvas)
    return drawing


def _ordered(chart: Bars) -> list[Bar]:
    if not chart.ranked:
        return list(chart.bars)
    told = [(known(bar.values[0]), bar) for bar in chart.bars]
    told.sort(key=lambda each: (each[0] is None, -(each[0] or 0)))
    return [bar for _, bar in told]


def _drawn(chart: Bars) -> list[Bar]:
    """Return the first bars, the chosen ones among them."""
    ordered = _ordered(chart)
    if len(ordered) <= MOST:
        return ordered
    chosen = [bar for bar in ordered[MOST:] if bar.chosen][:MOST]
    return [*ordered[: MOST - len(chosen)], *chosen]


def _pieces(chart: Bars, bars: list[Bar], canvas: Canvas) -> Iterable[Piece]:
    some = any(bar.chosen for bar in bars) and not chart.series
    stacked = chart.stacked and all((known(v) or 0) >= 0 for bar in bars for v in bar.values)
    for rank, bar in enumerate(bars):
        if chart.series and stacked:
            yield from _stack(chart, bar, rank, canvas)
            continue
        bold = some and bar.chosen
        for line, value in enumerate(bar.values):
            fill = (CHOSEN if bold else OTHERS) if some else RAMP[line]
            found = known(value)
            if found is None:
                yield Piece(rank, line, 0, 0, "", absent(value), soft=True)
            else:
                said = label(found, chart.unit, canvas.language, chart.places)
                yield Piece(rank, line, min(found, 0), max(found, 0), fill, said, bold=bold)


def _stack(chart: Bars, bar: Bar, rank: int, canvas: Canvas) -> Iterable[Piece]:
    """Yield the parts of a bar; their sum is said only when none is missing."""
    parts = [known(value) or Decimal(0) for value in bar.values]
    lacks = next((value for value in bar.values if known(value) is None), 0)
    for line, (part, upto) in enumerate(zip(parts, accumulate(parts), strict=True)):
        if part:
            yield Piece(rank, 0, upto - part, upto, RAMP[line])
    total = sum(parts, Decimal(0))
    said = label(total, chart.unit, canvas.language, chart.places)
    soft = known(lacks) is None
    yield Piece(rank, 0, total, total, "", absent_part(lacks) if soft else said, soft=soft)
