"""The chart of a followed indicator: what was entered, what is expected, where it is to come."""

from collections.abc import Iterator
from decimal import Decimal

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext

from lieucommun.blocks.observatory.territories.words import period_word
from lieucommun.engines.statistics.exact import rounded
from lieucommun.engines.statistics.following import Frequency, Period, periods
from lieucommun.kernel.documents.charts import Line, Lines, draw

from .series import Series

#: Periods drawn before the current one, and after it: more would hide what was entered.
BEFORE: dict[Frequency, int] = {"year": 30, "quarter": 24, "month": 36}
AFTER: dict[Frequency, int] = {"year": 30, "quarter": 8, "month": 12}


def charts(series: Series, title: str) -> dict[str, SafeString]:
    """Return the chart of a series drawn for a page and for a phone; none before any value.

    Its table is that of the periods. Drawn by this process, from figures and escaped words.
    """
    if not series.values:
        return {}
    drawn = lines(series, title)
    language = get_language() or "en"
    return {
        "wide": mark_safe(draw(drawn, language, size="wide", prefix="wide").svg),  # noqa: S308
        "small": mark_safe(draw(drawn, language, size="small", prefix="small").svg),  # noqa: S308
    }


def lines(series: Series, title: str) -> Lines:
    """Return what is drawn: the values and, where there is a target, the way to it."""
    declared, places = series.declared, series.declared.indicator.decimals
    shown = list(_shown(series))
    drawn = [Line(gettext("Entered"), tuple(_value(series, period) for period in shown))]
    way = None if series.territory else declared.trajectory
    if way is not None:
        expected = [series.expected(period) for period in shown]
        told = tuple(None if each is None else rounded(each, places) for each in expected)
        aim = rounded(way.target.value, places)
        drawn.append(Line(gettext("Expected"), told, "trajectory"))
        drawn.append(Line(gettext("Target"), (aim,) * len(shown), "target"))
    return Lines(
        title=title,
        head=gettext("Period"),
        periods=tuple(period_word(str(period)) for period in shown),
        lines=tuple(drawn),
        unit=declared.unit,
    )


def _shown(series: Series) -> Iterator[Period]:
    """Yield the periods drawn: from the start, and on to the target if it is near enough."""
    frequency = series.declared.frequency
    now = Period.holding(series.today, frequency)
    start, way = series.declared.start, series.declared.trajectory
    first = min([*series.values, series.first])
    if start is not None:
        first = min(first, Period.holding(start.period.last_day, frequency))
    last = min(max([*series.values, now]), now.moved(AFTER[frequency]))
    if way is not None and not series.territory:
        aim = Period.holding(way.target.period.last_day, frequency)
        last = max(last, min(aim, now.moved(AFTER[frequency])))
    ahead = (now.end - first.end) // first.months
    yield from periods(first.moved(max(0, ahead - BEFORE[frequency])), last)


def _value(series: Series, period: Period) -> Decimal | None:
    """Return the value of a period; that of the start where nothing was entered for it."""
    if period in series.values:
        return series.values[period]
    start = None if series.territory else series.declared.start
    if start is None or Period.holding(start.period.last_day, period.frequency) != period:
        return None
    return rounded(start.value, series.declared.indicator.decimals)
