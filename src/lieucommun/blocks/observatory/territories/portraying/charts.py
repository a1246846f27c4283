"""Charts of a portrait: beside others, over time, by part, and where it stands among its like."""

from decimal import Decimal

from django.utils.translation import gettext

from lieucommun.blocks.observatory.territories.opening import Shown
from lieucommun.blocks.observatory.territories.sections import ChartOf
from lieucommun.blocks.observatory.territories.words import level_word, part_word, period_word
from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.documents.charts import Bar, Bars, Distribution, Line, Lines
from lieucommun.kernel.documents.charts import Chart as Shape
from lieucommun.kernel.documents.numbers import Value
from lieucommun.kernel.indicators.queries import Ask, Figure
from lieucommun.kernel.territories import Level, Territory, find

from .pieces import Chart
from .subject import Subject, periods_told
from .tables import source

#: With whom a chart compares, from the nearest on.
WITH = ("stratum", "epci", "departement", "region", "country")
#: A distribution of fewer says less than their list.
FEW = 8
#: Among whom a territory stands in a distribution.
AMONG: dict[Level, Level] = {"commune": "departement", "epci": "region"}


def chart(of: Subject, section: ChartOf, key: str) -> Chart | None:
    """Return the chart of a section; None where it would show nothing."""
    shown = of.shown(section.indicator)
    figure = of.standing.latest(shown) if shown else None
    if shown is None or figure is None or figure.value is None:
        return None
    make = {"compare": _compare, "line": _line, "parts": _parts, "distribution": _distribution}
    title = of.text(section.title)
    shape = make[section.chart](of, shown, figure, title)
    if shape is None:
        return None
    told = source([shown]) if section.chart != "line" else ""
    return Chart(shape.title, shape, of.language, key, told)


def _compare(of: Subject, shown: Shown, figure: Figure, title: str) -> Shape | None:
    """Return bars of the figure and of those that it can be compared with."""
    found = of.standing.beside(figure, shown, WITH)  # type: ignore[arg-type]
    if not found:
        return None
    bars = [Bar(of.territory.name, (_value(shown, figure),), chosen=True)]
    for each in found:
        name = each.territory.name if each.territory else gettext("Municipalities of the same size")
        bars.append(Bar(name, (_rounded(shown, each.value),)))
    return Bars(
        title=title or _titled(shown, figure), head=gettext("Territory"), bars=tuple(bars),
        unit=shown.unit, places=shown.places,
    )  # fmt: skip


def _line(of: Subject, shown: Shown, figure: Figure, title: str) -> Shape | None:
    """Return the figure over time, beside that of what holds the territory where it compares."""
    series = {each.period: each for each in of.standing.series(shown)}
    periods = sorted(period for period in series if period)
    if len(periods) < 2:  # noqa: PLR2004 - one point is no line
        return None
    lines = [Line(of.territory.name, tuple(_value(shown, series[each]) for each in periods))]
    for beside in of.standing.beside(figure, shown, ("departement", "region")):
        if beside.territory is not None:
            theirs = _above(of, shown, beside.territory)
            values = tuple(_value(shown, theirs.get(period)) for period in periods)
            lines.append(Line(beside.territory.name, values))
    return Lines(
        title=title or shown.title, head=gettext("Period"), lines=tuple(lines),
        periods=tuple(map(period_word, periods)), unit=shown.unit, places=shown.places,
    )  # fmt: skip


def _above(of: Subject, shown: Shown, territory: Territory) -> dict[str, Figure]:
    _, figures = of.standing.above[territory.level]
    wanted = shown.part(None)
    return {each.period: each for each in figures.get(shown.name, ()) if each.part == wanted}


def _parts(of: Subject, shown: Shown, figure: Figure, title: str) -> Shape | None:
    """Return the parts of the figure, the greatest first."""
    made = of.looking.figures
    found = made.parts(Ask(shown.name, figure.level, figure.period), figure.code) if made else []
    bars = tuple(
        Bar(part_word(each.part, shown.choices, shown.language), (_value(shown, each),))
        for each in found
        if each.value or each.secret
    )
    if not bars:
        return None
    return Bars(
        title=title or _titled(shown, figure), head=gettext("Part"), bars=bars, ranked=True,
        unit=shown.unit, places=shown.places,
    )  # fmt: skip


def _distribution(of: Subject, shown: Shown, figure: Figure, title: str) -> Shape | None:
    """Return how the territories of its level are spread, and where this one stands."""
    made = of.looking.figures
    if made is None:
        return None
    within = _among(of.territory)
    ask = Ask(shown.name, figure.level, figure.period, figure.part, within=within)
    values = [_value(shown, each) for each in made.values(ask).values()]
    if len(values) < FEW:
        return None
    group = level_word(figure.level, plural=True)
    where = within or shown.whole
    told = f"{_titled(shown, figure)} ({where.name})" if where else _titled(shown, figure)
    return Distribution(
        title=title or told, head=group, values=tuple(values), unit=shown.unit,
        places=shown.places, name=of.territory.name, value=_value(shown, figure),
    )  # fmt: skip


def _among(territory: Territory) -> Territory | None:
    level = AMONG.get(territory.level)
    code = getattr(territory, level) if level else None
    return find(code, level) if code else None


def _titled(shown: Shown, figure: Figure) -> str:
    told = periods_told([figure.period])
    return f"{shown.title}, {told}" if told else shown.title


def _value(shown: Shown, figure: Figure | None) -> Value:
    if figure is None:
        return None
    return "secret" if figure.secret else _rounded(shown, figure.value)


def _rounded(shown: Shown, value: Decimal | None) -> Decimal | None:
    return None if value is None else rounded(value, shown.places)
