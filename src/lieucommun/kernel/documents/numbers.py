"""Numbers as the readers of a language write them: 63,60 € in French, €63.60 in English.

The language is given, never taken from the thread, so that a page, a sentence, a chart and a paper
say the same figure with the same signs.
"""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal, NamedTuple, TypeAlias

from lieucommun.engines.statistics.exact import rounded

#: A figure that may be told. None: it is not known, which is never zero.
Known: TypeAlias = Decimal | int
Value: TypeAlias = Known | Literal["secret"] | None
#: What is counted, one of it and several: ("projet", "projets").
Forms: TypeAlias = tuple[str, str]

NARROW, NO_BREAK = "\u202f", "\u00a0"
EURO, PER_CENT = "€", "%"
MILLION, BILLION = 10**6, 10**9


class Signs(NamedTuple):
    """What parts the whole from its decimals, and its thousands."""

    point: str
    thousands: str


#: As the screens of the platform write them; other languages as English does.
_SIGNS = {"fr": Signs(",", NARROW), "en": Signs(".", ","), "ar": Signs(",", "")}
_LARGE = {"fr": ("M", "Md"), "en": ("M", "bn")}


def base(language: str) -> str:
    """Return a language without its variant: "fr" for fr-FR and fr-x-falc."""
    return language.partition("-")[0].lower()


def signs(language: str) -> Signs:
    """Return the signs of a language."""
    return _SIGNS.get(base(language), _SIGNS["en"])


def known(value: Value) -> Known | None:
    """Return a figure that is neither missing nor secret; raises ValueError for none at all."""
    if value is None or value == "secret":
        return None
    if isinstance(value, Decimal) and not value.is_finite():
        raise ValueError(f"{value} is not a figure")
    return value if isinstance(value, int) else Decimal(value)


def shown(value: Known, places: int | None = None) -> Decimal:
    """Return a figure as it is written, to compare what readers see: halves away from zero."""
    kept = Decimal(value) if value else Decimal(0)
    return kept if places is None else rounded(kept, places)


def number(value: Known, language: str, places: int | None = None) -> str:
    """Write a number: with the decimals that it has, or with `places` of them."""
    kept = shown(value, places)
    if places is None and kept == kept.to_integral_value():
        kept = kept.to_integral_value()
    whole, _, rest = f"{kept:f}".partition(".")
    point, thousands = signs(language)
    grouped = f"{int(whole):,}".replace(",", thousands)
    if whole.startswith("-") and not grouped.startswith("-"):
        grouped = f"-{grouped}"
    return f"{grouped}{point}{rest}" if rest else grouped


def amount(value: Known, unit: str, language: str, places: int | None = None) -> str:
    """Write a number and its unit, on one line: 63,60 € and 44 %, €63.60 and 44%."""
    return united(number(value, language, places), unit, language)


def united(told: str, unit: str, language: str) -> str:
    """Put a unit beside a number that is written."""
    if not unit:
        return told
    if base(language) == "en" and unit == EURO:
        return f"-{EURO}{told[1:]}" if told.startswith("-") else f"{EURO}{told}"
    if unit == PER_CENT:
        return f"{told}{'' if base(language) == 'en' else NARROW}{unit}"
    return f"{told}{NO_BREAK}{unit}"


def short(value: Known, unit: str, language: str, places: int | None = None) -> str:
    """Write an amount in millions or thousands of them where it is long: 2,41 M€, €2.41M."""
    size = abs(Decimal(value))
    if size < MILLION:
        return amount(value, unit, language, places)
    millions, billions = _LARGE.get(base(language), _LARGE["en"])
    large = size >= BILLION
    told = number(Decimal(value) / (BILLION if large else MILLION), language, 2)
    letter = billions if large else millions
    if base(language) == "en":
        return united(f"{told}{letter}", unit, language)
    return f"{told}{NO_BREAK}{letter}{unit}"


def ordinal(rank: int, language: str) -> str:
    """Write a rank: 1er, 2e in French; 1st, 2nd, 3rd, 11th in English."""
    told = number(rank, language)
    if base(language) == "fr":
        return f"{told}{'er' if rank == 1 else 'e'}"
    teens, last = rank % 100 // 10 == 1, rank % 10
    return told + ("th" if teens else {1: "st", 2: "nd", 3: "rd"}.get(last, "th"))


def counted(value: Known, forms: Forms, language: str, places: int | None = None) -> str:
    """Write a number and what it counts, in the right form: 1 projet, 2 projets.

    In French what is below 2 is singular (0 projet, 1,5 projet); in English only 1 is.
    """
    seen = abs(shown(value, places))
    one = seen < 2 if base(language) == "fr" else seen == 1  # noqa: PLR2004
    return f"{number(value, language, places)}{NO_BREAK}{forms[0 if one else 1]}"


def listed(words: Sequence[str], language: str) -> str:
    """Return words as a list that is read: a, b et c."""
    *first, last = words
    link = {"fr": "et", "ar": "و"}.get(base(language), "and")
    return f"{', '.join(first)} {link} {last}" if first else last
