"""Words of figures: levels, periods, values with their unit, ranks."""

import datetime as dt
from decimal import Decimal

from django.utils import formats
from django.utils.translation import get_language, gettext, gettext_lazy, ngettext

from lieucommun.design.tags.shown import number
from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.documents.numbers import short, united
from lieucommun.kernel.services.vocabularies import Choice
from lieucommun.kernel.territories import Level

LEVELS = {
    "commune": (gettext_lazy("Municipality"), gettext_lazy("Municipalities")),
    "epci": (gettext_lazy("Group of municipalities"), gettext_lazy("Groups of municipalities")),
    "departement": (gettext_lazy("Département"), gettext_lazy("Départements")),
    "region": (gettext_lazy("Région"), gettext_lazy("Régions")),
    "country": (gettext_lazy("Country"), gettext_lazy("Countries")),
}
#: Units whose sums are told in millions where they are long.
MONEY = "€"
LONG = 1_000_000
#: Decimals say nothing from here on, where a figure stands alone.
LARGE = 1_000


def level_word(level: Level, *, plural: bool = False) -> str:
    """Return how a level is called."""
    return str(LEVELS[level][plural])


def period_word(period: str) -> str:
    """Return a period as it is read: 2025, 3rd quarter 2025, July 2025."""
    year, _, rest = period.partition("-")
    if not rest:
        return year
    if rest.startswith("Q"):
        return gettext("quarter %(number)s of %(year)s") % {"number": rest[1:], "year": year}
    return formats.date_format(dt.date(int(year), int(rest), 1), "YEAR_MONTH_FORMAT")


def value_word(value: Decimal | int | None, unit: str = "", places: int | None = None) -> str:
    """Return a value with its unit, on one line; "not known" without one."""
    if value is None:
        return gettext("not known")
    told = number(value if places is None else rounded(value, places), places)
    return united(told, unit, get_language() or "en")


def short_word(value: Decimal | int | None, unit: str = "", places: int | None = None) -> str:
    """Return a value in millions where it is long: 2,41 M€, as sentences and charts do."""
    if value is None or -LONG < value < LONG:
        whole = value is not None and not -LARGE < value < LARGE
        return value_word(value, unit, 0 if whole else places)
    return short(value, unit, get_language() or "en")


def rank_word(rank: int | None, among: int) -> str:
    """Return a rank among others; "" without one."""
    if rank is None:
        return ""
    if rank == 1:
        return gettext("first of %(among)s") % {"among": number(among)}
    return gettext("no. %(rank)s of %(among)s") % {"rank": number(rank), "among": number(among)}


def habitants(count: int) -> str:
    """Return a number of inhabitants."""
    return ngettext("%(count)s inhabitant", "%(count)s inhabitants", count) % {
        "count": number(count)
    }


def part_word(part: str | None, choices: tuple[Choice, ...], language: str) -> str:
    """Return the name of a part of a figure."""
    if part is None:
        return gettext("All")
    if part == "":
        return gettext("Not stated")
    found = next((each for each in choices if each.value == part), None)
    return found.title.get(language) if found else part
