"""Tables of a portrait: what the territory holds, its periods, the parts of a figure or index."""

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from lieucommun.blocks.observatory.territories.composing import brought
from lieucommun.blocks.observatory.territories.opening import Shown
from lieucommun.blocks.observatory.territories.sections import TableOf
from lieucommun.blocks.observatory.territories.words import level_word, part_word, period_word
from lieucommun.design.shapes import Column
from lieucommun.engines.statistics.exact import rounded
from lieucommun.engines.statistics.rates import share
from lieucommun.kernel.indicators.queries import Ask

from .pieces import Table
from .subject import Subject, below, periods_told


def table(of: Subject, section: TableOf) -> Table | None:
    """Return the table of a section; None where it would have no row."""
    shown = [each for name in section.indicators if (each := of.shown(name))]
    if not shown:
        return None
    make = {"below": _below, "periods": _periods, "parts": _parts, "components": _components}
    found = make[section.table](of, section, shown)
    return found if found is not None and found.rows else None


def _below(of: Subject, section: TableOf, shown: list[Shown]) -> Table | None:
    """Return the territories below, the highest first by the first indicator."""
    level = section.level or below(of.territory)
    made = of.looking.figures
    if level is None or made is None or level not in shown[0].levels:
        return None
    asked = [
        Ask(each.name, level, each.period(""), each.part(None), within=of.territory)
        for each in shown
    ]
    page = made.page(asked[0], limit=section.most)
    values = [made.values(ask) for ask in asked[1:]]
    rows = []
    for figure in page.figures:
        others = [found.get(figure.code) for found in values]
        cells = [_cell(each, found) for each, found in zip(shown, [figure, *others], strict=True)]
        rows.append((of.link(level, figure.code, figure.name), *cells))
    columns = (Column(level_word(level)), *(column(each) for each in shown))
    more = ""
    if page.count > len(rows):
        url = of.looking.opened.url("indicator", indicator=shown[0].name)
        more = f"{url}?level={level}&in={of.territory.key}"
    fallback = gettext("%(level)s of %(territory)s") % {
        "level": level_word(level, plural=True), "territory": of.territory.name,
    }  # fmt: skip
    return Table(of.text(section.title) or fallback, columns, tuple(rows), source(shown), more)


def _periods(of: Subject, section: TableOf, shown: list[Shown]) -> Table | None:
    series = {each.name: {f.period: f for f in of.standing.series(each)} for each in shown}
    periods = sorted({period for found in series.values() for period in found if period})
    rows = tuple(
        (period_word(period), *(_cell(each, series[each.name].get(period)) for each in shown))
        for period in reversed(periods)
    )[: section.most]
    columns = (Column(gettext("Period")), *(column(each) for each in shown))
    return Table(of.text(section.title) or gettext("Year by year"), columns, rows)


def _parts(of: Subject, section: TableOf, shown: list[Shown]) -> Table | None:
    first, made = shown[0], of.looking.figures
    figure = of.standing.latest(first)
    if figure is None or made is None:
        return None
    ask = Ask(first.name, figure.level, figure.period)
    found = [each for each in made.parts(ask, figure.code) if each.value or each.secret]
    rows = tuple(
        (
            part_word(each.part, first.choices, first.language),
            _cell(first, each),
            share(each.value, figure.value, 0),
        )
        for each in found[: section.most]
    )
    columns = (
        Column(gettext("Part")),
        column(first),
        Column(gettext("Share (%)"), numeric=True, places=0),
    )
    told = periods_told([figure.period])
    title = of.text(section.title) or first.title
    return Table(title, columns, rows, _figures_of(told))


def _components(of: Subject, section: TableOf, shown: list[Shown]) -> Table | None:
    """Return what each component brings to an index, and between which ranks it may stand."""
    first = shown[0]
    figure = of.standing.latest(first)
    if figure is None:
        return None
    columns, rows, sure = brought(of.looking, first, figure)
    return Table(of.text(section.title) or first.title, tuple(columns), tuple(rows), sure)


def _cell(shown: Shown, figure: Any) -> Decimal | str | None:
    if figure is None:
        return None
    if figure.secret:
        return gettext("kept secret")
    return None if figure.value is None else rounded(figure.value, shown.places)


def column(shown: Shown) -> Column:
    """Return the column of an indicator, with its unit."""
    unit = f" ({shown.unit})" if shown.unit else ""
    return Column(f"{shown.title}{unit}", numeric=True, places=shown.places)


def source(shown: list[Shown]) -> str:
    """Return of when the last figures of some indicators are; "" where they have no period."""
    return _figures_of(periods_told(sorted(each.period("") for each in shown)))


def _figures_of(periods: str) -> str:
    return gettext("Figures of %(periods)s") % {"periods": periods} if periods else ""
