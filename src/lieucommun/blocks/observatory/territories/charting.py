"""A chart of an indicator: who comes first, how it went, how it is spread, beside another one."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils.translation import gettext, gettext_lazy

from lieucommun.design.context import Link
from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.documents.charts import (
    Axis,
    Bar,
    Bars,
    Distribution,
    Line,
    Lines,
    Point,
    Scatter,
)
from lieucommun.kernel.documents.charts import Chart as Shape
from lieucommun.kernel.documents.numbers import Value
from lieucommun.kernel.indicators.queries import Ask, Figure, Figures
from lieucommun.kernel.maps.exporting import Kind as Format
from lieucommun.kernel.maps.exporting import picture

from .asked import CHARTS, Asked
from .asked import Chart as Kind
from .opening import Looking, Shown
from .portraying.pieces import Chart
from .words import level_word, period_word

#: Bars that are read at a glance, lines that are told apart, points that are named.
BARS, LINES, NAMED = 20, 5, 6
#: A distribution of fewer says less than their list.
FEW = 8
FORMATS: tuple[Format, ...] = ("svg", "png")
WORDS = {
    "bars": gettext_lazy("The first ones"),
    "lines": gettext_lazy("Over time"),
    "distribution": gettext_lazy("How they are spread"),
    "scatter": gettext_lazy("Beside another indicator"),
}


@dataclass(frozen=True, slots=True)
class Charted:
    """A chart on a page: the piece that shows it, the other kinds, and what a scatter compares."""

    piece: Chart | None
    kinds: list[Link]
    others: list[Link]


@dataclass(frozen=True, slots=True)
class _Asking:
    looking: Looking
    made: Figures
    shown: Shown
    asked: Asked
    ask: Ask

    @property
    def title(self) -> str:
        """The indicator, its period, and where its territories are."""
        where = self.ask.within or self.shown.whole
        told = [self.shown.title, period_word(self.ask.period), where.name if where else ""]
        return ", ".join(each for each in told if each)

    @property
    def other(self) -> Shown | None:
        """The indicator across a scatter: the one asked, or the first that has such figures."""
        able = [each for each in self.others if self.asked.against in {"", each.name}]
        return able[0] if able else None

    @property
    def others(self) -> list[Shown]:
        return [
            each
            for each in self.looking.indicators.values()
            if each.name != self.shown.name
            and self.ask.level in each.known.levels
            and self.ask.period in each.known.periods
        ]


def charted(looking: Looking, shown: Shown, asked: Asked) -> Charted | None:
    """Return the chart that is asked, or the first that can be drawn; None without figures."""
    made = looking.figures
    if made is None:
        return None
    asking = _Asking(looking, made, shown, asked, shown.ask(asked))
    able = list(_able(asking))
    kind = asked.chart if asked.chart in able else able[0]
    shape = _MAKE[kind](asking)
    links = [
        Link(asked.query(chart=each, against=""), str(WORDS[each]), current=each == kind)
        for each in able
    ]
    return Charted(
        Chart(asking.title, shape, looking.opened.language, "chart") if shape else None,
        links if len(links) > 1 else [],
        _others(asking) if kind == "scatter" else [],
    )


def exported(looking: Looking, shown: Shown, asked: Asked, kind: Format) -> bytes | None:
    """Return the chart that is asked as a picture; None where nothing is drawn, and for a PDF."""
    found = charted(looking, shown, asked)
    if found is None or found.piece is None or kind not in FORMATS:
        return None
    svg = found.piece.drawn("print").svg
    return svg.encode() if kind == "svg" else picture(svg, found.piece.title)


def _able(asking: _Asking) -> Iterator[Kind]:
    """Yield the kinds that would show something."""
    for kind in CHARTS:
        if kind == "lines" and len(asking.shown.known.periods) < 2:  # noqa: PLR2004 - a line
            continue
        if kind == "distribution" and asking.made.count(asking.ask) < FEW:
            continue
        if kind == "scatter" and not asking.others:
            continue
        yield kind


def _others(asking: _Asking) -> list[Link]:
    now = asking.other
    links = [
        Link(asking.asked.query(against=each.name), each.title, current=each is now)
        for each in asking.others
    ]
    return links if len(links) > 1 else []


def _bars(asking: _Asking) -> Shape | None:
    found = asking.made.page(asking.ask, limit=BARS).figures
    bars = tuple(Bar(each.name or each.code, (_value(asking.shown, each),)) for each in found)
    if not bars:
        return None
    return Bars(
        title=asking.title, head=level_word(asking.ask.level), bars=bars,
        unit=asking.shown.unit, places=asking.shown.places,
    )  # fmt: skip


def _lines(asking: _Asking) -> Shape | None:
    """Return the first territories of the ranking over all periods."""
    periods = [period for period in asking.shown.known.periods if period]
    first = asking.made.page(asking.ask, limit=LINES).figures
    series = asking.made.series(asking.ask, [each.code for each in first])
    lines = tuple(
        Line(each.name or each.code, _course(asking.shown, periods, series[each.code]))
        for each in first
    )
    if not lines:
        return None
    always = replace(asking, ask=replace(asking.ask, period=""))
    return Lines(
        title=always.title, head=gettext("Period"), periods=tuple(map(period_word, periods)),
        lines=lines, unit=asking.shown.unit, places=asking.shown.places,
    )  # fmt: skip


def _course(shown: Shown, periods: Sequence[str], figures: Sequence[Figure]) -> tuple[Value, ...]:
    known = {each.period: each for each in figures}
    return tuple(_value(shown, known.get(period)) for period in periods)


def _distribution(asking: _Asking) -> Shape | None:
    values = [_value(asking.shown, each) for each in asking.made.values(asking.ask).values()]
    return Distribution(
        title=asking.title, head=level_word(asking.ask.level, plural=True), values=tuple(values),
        unit=asking.shown.unit, places=asking.shown.places,
    )  # fmt: skip


def _scatter(asking: _Asking) -> Shape | None:
    other = asking.other
    if other is None:
        return None
    ask = Ask(
        other.name, asking.ask.level, asking.ask.period, other.part(None),
        within=asking.ask.within, words=asking.ask.words,
    )  # fmt: skip
    up, across = asking.made.values(asking.ask), asking.made.values(ask)
    both = [code for code in up if code in across]
    first = sorted(both, key=lambda code: up[code].rank or len(both) + 1)[:NAMED]
    points = tuple(
        Point(
            up[code].name or code, _value(other, across[code]), _value(asking.shown, up[code]),
            named=code in first,
        )
        for code in both
    )  # fmt: skip
    if not points:
        return None
    return Scatter(
        title=asking.title, head=level_word(asking.ask.level), points=points,
        across=Axis(other.title, other.unit, other.places),
        up=Axis(asking.shown.title, asking.shown.unit, asking.shown.places),
    )  # fmt: skip


_MAKE: dict[Kind, Callable[[_Asking], Shape | None]] = {
    "bars": _bars,
    "lines": _lines,
    "distribution": _distribution,
    "scatter": _scatter,
}


def _value(shown: Shown, figure: Figure | None) -> Value:
    if figure is None:
        return None
    return "secret" if figure.secret else _rounded(figure.value, shown.places)


def _rounded(value: Decimal | None, places: int) -> Decimal | None:
    return None if value is None else rounded(value, places)
