"""Words of charts, in the language in force: figures that are missing, and sentences that read."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from django.utils.translation import gettext, ngettext

from lieucommun.kernel.documents.numbers import (
    NO_BREAK,
    Known,
    Value,
    amount,
    base,
    known,
    number,
    short,
)

T = TypeVar("T")


def cell(value: Value, unit: str, language: str, places: int | None) -> str:
    """Return a figure of a table."""
    if (found := known(value)) is None:
        return absent(value)
    return amount(found, unit, language, places)


def label(value: Known, unit: str, language: str, places: int | None) -> str:
    """Return a figure written in a drawing: in millions where it is long."""
    return short(value, unit, language, places)


def colon(language: str) -> str:
    """Return the colon of a language, with the space that French puts before it."""
    return f"{NO_BREAK}:" if base(language) == "fr" else ":"


def absent(value: Value) -> str:
    """Return why there is no figure."""
    return gettext("kept secret") if value == "secret" else gettext("not known")


def absent_part(value: Value) -> str:
    """Return why a sum is not told: part of it is missing."""
    return gettext("partly kept secret") if value == "secret" else gettext("partly not known")


def missing(values: Iterable[Value]) -> list[str]:
    """Return sentences that say how many figures are not shown, and why."""
    values = list(values)
    unknown, secret = values.count(None), values.count("secret")
    language = _language()
    said = []
    if unknown:
        said.append(
            ngettext("%(count)s is not known.", "%(count)s are not known.", unknown)
            % {"count": number(unknown, language)}
        )
    if secret:
        said.append(
            ngettext("%(count)s is kept secret.", "%(count)s are kept secret.", secret)
            % {"count": number(secret, language)}
        )
    return said


def extremes(figures: Sequence[tuple[str, Known]], unit: str, places: int | None) -> list[str]:
    """Return sentences that name the highest and the lowest of some figures."""
    language = _language()
    if not figures:
        return [gettext("No figure is known.")]
    if len(figures) > 1 and len({value for _, value in figures}) == 1:
        same = amount(figures[0][1], unit, language, places)
        return [gettext("All the same: %(value)s.") % {"value": same}]
    names = [max(figures, key=lambda each: each[1]), min(figures, key=lambda each: each[1])]
    told = [{"name": name, "value": amount(value, unit, language, places)} for name, value in names]
    if len(figures) == 1:
        return [gettext("%(name)s: %(value)s.") % told[0]]
    return [
        gettext("Highest: %(name)s, %(value)s.") % told[0],
        gettext("Lowest: %(name)s, %(value)s.") % told[1],
    ]


def _language() -> str:
    from django.utils.translation import get_language

    return get_language() or "en"
