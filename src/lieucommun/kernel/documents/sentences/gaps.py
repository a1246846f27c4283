"""How far a figure is from another one, in steps that a sentence can say without lying.

Both are compared as they are written: what a reader sees as equal is said to be equal.
"""

from decimal import Decimal
from fractions import Fraction
from typing import Literal, NamedTuple

from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.documents.numbers import PER_CENT, Known, shown

Kind = Literal[
    "same",  # equal as written
    "about",  # within 2 %
    "slightly",  # within 10 %; less than a point between percentages
    "per cent",  # `size` per cent more or less
    "points",  # `size` points between percentages
    "nearly",  # a little under `size` times
    "times",  # `size` times
    "around",  # a little over `size` times
    "over",  # well over `size` times
]
ABOUT, SLIGHTLY = Fraction(102, 100), Fraction(110, 100)
NEAR = Fraction(15, 100)
#: Beyond it, only its order of size is said.
WORDS_UP_TO = 10


class Gap(NamedTuple):
    """A step, its size, and whether the figure is the greater one."""

    kind: Kind
    size: Decimal
    more: bool


def gap(value: Known, other: Known, unit: str, places: int | None) -> Gap | None:
    """Return how far a figure is from another; None where no ratio means anything.

    That is when one of them is zero or less, unless they are percentages, whose difference is
    told in points.
    """
    mine, theirs = shown(value, places), shown(other, places)
    more = mine > theirs
    if mine == theirs:
        return Gap("same", Decimal(0), more)
    if unit == PER_CENT:
        points = abs(mine - theirs)
        return Gap("points" if points >= 1 else "slightly", points, more)
    if min(mine, theirs) <= 0:
        return None
    return _ratio(Fraction(max(mine, theirs)) / Fraction(min(mine, theirs)), more=more)


def least(value: Known, other: Known, unit: str, places: int | None) -> Gap | None:
    """Return by how much a figure, of which a part is missing, surely exceeds another.

    None when it may not: the part that is missing could be anything.
    """
    found = gap(value, other, unit, places)
    if found is None or not found.more:
        return None
    if unit == PER_CENT:
        return found if found.kind == "points" else None
    ratio = Fraction(shown(value, places)) / Fraction(shown(other, places))
    if ratio >= 2:  # noqa: PLR2004 - from two times on, times are said
        return Gap("times", _order(ratio), more=True)
    per_cent = Decimal(int((ratio - 1) * 100))
    return Gap("per cent", per_cent, more=True) if per_cent else None


def _ratio(ratio: Fraction, *, more: bool) -> Gap:
    if ratio <= ABOUT:
        return Gap("about", Decimal(0), more)
    if ratio <= SLIGHTLY:
        return Gap("slightly", Decimal(0), more)
    if ratio < 2 - NEAR:
        part = ratio - 1 if more else 1 - 1 / ratio
        return Gap("per cent", rounded(100 * part, 0), more)
    return _times(ratio, more=more)


def _times(ratio: Fraction, *, more: bool) -> Gap:
    whole = _order(ratio) if ratio > WORDS_UP_TO else Decimal(int(ratio))
    over = ratio - Fraction(whole)
    if not over:
        return Gap("times", whole, more)
    if ratio < WORDS_UP_TO and over >= 1 - NEAR:
        return Gap("nearly", whole + 1, more)
    return Gap("around" if ratio < WORDS_UP_TO and over <= NEAR else "over", whole, more)


def _order(ratio: Fraction) -> Decimal:
    """Return a ratio cut to its first digit: 37 times is over 30 times."""
    whole = int(ratio)
    return Decimal(whole - whole % 10 ** (len(str(whole)) - 1))
