"""Words of tables: columns, groups, measures, filters, and values as they are read."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from functools import reduce
from typing import Any, TypeAlias

from django.utils import formats
from django.utils.translation import gettext, gettext_lazy

from lieucommun.blocks.observatory.territories.words import level_word
from lieucommun.design.tags.shown import DATE, TIME, number
from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables.browsing.answers import Place, Shown
from lieucommun.kernel.tables.browsing.columns import LEVELS, LINE, SOURCE, Kind, Known
from lieucommun.kernel.tables.browsing.questions import Filter, Group, Measure
from lieucommun.kernel.territories import find

CENTS = 2
MEASURES: Mapping[str, object] = {
    "count": gettext_lazy("Filled: %(column)s"),
    "sum": gettext_lazy("Sum: %(column)s"),
    "mean": gettext_lazy("Mean: %(column)s"),
    "median": gettext_lazy("Median: %(column)s"),
    "min": gettext_lazy("Smallest: %(column)s"),
    "max": gettext_lazy("Largest: %(column)s"),
    "distinct": gettext_lazy("Different values: %(column)s"),
}
FUNCTIONS: Mapping[str, object] = {
    "count": gettext_lazy("Filled values"),
    "sum": gettext_lazy("Sum"),
    "mean": gettext_lazy("Mean"),
    "median": gettext_lazy("Median"),
    "min": gettext_lazy("Smallest"),
    "max": gettext_lazy("Largest"),
    "distinct": gettext_lazy("Different values"),
}
FILTERS: Mapping[str, object] = {
    "has": gettext_lazy("%(column)s contains “%(value)s”"),
    "is": gettext_lazy("%(column)s: %(value)s"),
    "min": gettext_lazy("%(column)s: %(value)s or more"),
    "max": gettext_lazy("%(column)s: %(value)s or less"),
    "in": gettext_lazy("%(column)s: within %(value)s"),
}
DAYS: Mapping[str, object] = {
    "min": gettext_lazy("%(column)s: from %(value)s"),
    "max": gettext_lazy("%(column)s: until %(value)s"),
}


def column_word(table: Table, name: str, language: str, *, unit: bool = False) -> str:
    """Return how a column is called, with its unit where it is asked."""
    column = table.columns.get(name)
    if column is None:
        return {SOURCE: gettext("Source"), LINE: gettext("Line of the file")}.get(name, name)
    title = column.title.get(language) if column.title else name
    return f"{title} ({column.unit})" if unit and column.unit else title


def group_word(table: Table, group: Group, language: str) -> str:
    """Return how a group is called: its column, and the part of it that rows share."""
    title = column_word(table, group.column, language)
    if not group.part:
        return title
    parts = {"year": gettext("by year"), "month": gettext("by month")}
    level = next((each for each in LEVELS if each == group.part), None)
    return f"{title} · {level_word(level) if level else parts[group.part]}"


def measure_word(table: Table, measure: Measure, language: str) -> str:
    """Return how a measure is called."""
    if not measure.column:
        return gettext("Rows")
    unit = measure.function not in {"count", "distinct"}
    title = column_word(table, measure.column, language, unit=unit)
    return str(MEASURES[measure.function]) % {"column": title}


def shown_word(table: Table, shown: Shown, language: str) -> str:
    """Return the header of a column of an answer."""
    if shown.group is not None:
        return group_word(table, shown.group, language)
    if shown.measure is not None:
        return measure_word(table, shown.measure, language)
    return column_word(table, shown.name, language, unit=True)


Titles: TypeAlias = Mapping[str, Mapping[str, str]]


def value_word(value: Any, shown: Shown, titles: Titles) -> str:
    """Return a cell of an answer as it is read; "" for nothing. Amounts are read to the cent.

    `titles`: those of values, by column.
    """
    if value is None:
        return ""
    if shown.measure is None and isinstance(value, str) and shown.column is not None:
        value = titles.get(shown.column.name, {}).get(value, value)
    if isinstance(value, Place):
        return place_word(value)
    kind = shown.column.type if shown.column else ""
    if shown.measure is not None and shown.measure.function in {"count", "distinct"}:
        kind = "integer"
    part = shown.group.part if shown.group else ""
    if kind == "year" or part == "year":
        return str(value)
    return month_word(value) if part == "month" else plain_word(value, kind)


def plain_word(value: Any, kind: str = "") -> str:
    """Return a value by itself."""
    if isinstance(value, bool):
        return gettext("Yes") if value else gettext("No")
    if isinstance(value, Decimal):
        return (
            number(rounded(value, CENTS), CENTS) if kind == "money" else number(value.normalize())
        )
    if isinstance(value, int):
        return number(value)
    if isinstance(value, dt.datetime):
        day, time = formats.date_format(value, DATE), formats.time_format(value, TIME)
        return gettext("%(day)s, %(time)s") % {"day": day, "time": time}
    return formats.date_format(value, DATE) if isinstance(value, dt.date) else str(value)


def month_word(value: str) -> str:
    """Return a month (`2024-07`) as it is read."""
    year, month = map(int, value.split("-"))
    return formats.date_format(dt.date(year, month, 1), "YEAR_MONTH_FORMAT")


def place_word(place: Place) -> str:
    """Return the name of a territory; the code as published where it is none of today's."""
    if place.key is not None:
        found = find(place.key)
        return found.name if found else place.key
    if place.published:
        return gettext("%(code)s (not located)") % {"code": place.published}
    return gettext("Not located")


def filter_word(table: Table, column: Known, asked: Filter, language: str, titles: Titles) -> str:
    """Return a filter as a reader says it."""
    title = column_word(table, column.name, language)
    if asked.op == "empty":
        return _empty(title, str(asked.values[0]))
    said = DAYS if column.kind in {Kind.DATE, Kind.MOMENT} and asked.op in DAYS else FILTERS
    known = titles.get(column.name, {}) if asked.op == "is" else {}
    values = [known.get(str(each)) or _value(column, each) for each in asked.values]
    value = reduce(_either, values)
    return str(said[asked.op]) % {"column": title, "value": value}


def _either(one: str, other: str) -> str:
    return gettext("%(one)s or %(other)s") % {"one": one, "other": other}


def _value(column: Known, value: Any) -> str:
    if column.kind == Kind.TERRITORY:
        return place_word(Place(str(value)))
    return str(value) if column.kind == Kind.YEAR else plain_word(value)


def _empty(title: str, wanted: str) -> str:
    level = next((each for each in LEVELS if each == wanted), None)
    if level:
        return gettext("%(column)s: not located at the level %(level)s") % {
            "column": title, "level": level_word(level),
        }  # fmt: skip
    said = gettext("%(column)s: empty") if wanted == "yes" else gettext("%(column)s: filled")
    return said % {"column": title}
