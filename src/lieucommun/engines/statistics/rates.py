"""Rates, shares and changes: divided and rounded once, from exact figures.

Missing is not zero: whatever comes from a missing figure is missing. Rounding takes halves away
from zero (the commercial rounding of statistical offices), so that -2.5 becomes -3.
"""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from .exact import EXACT, Number, divided, rounded, total

_HUNDRED = 100


class Change(NamedTuple):
    """What became of a figure: by how much, in its own unit, and in per cent of what it was."""

    absolute: Decimal | None
    relative: Decimal | None


def quotient(numerator: Number | None, denominator: Number | None, decimals: int) -> Decimal | None:
    """Return a ratio with so many decimals; None when a side is missing, or the lower is zero."""
    if numerator is None or not denominator:
        return None
    above, over = numerator.as_integer_ratio()
    below, under = denominator.as_integer_ratio()
    return divided(above * under, over * below, decimals)


def share(part: Number | None, whole: Number | None, decimals: int) -> Decimal | None:
    """Return what a part is of a whole, in per cent; None as `quotient` says."""
    if part is None or not whole:
        return None
    above, over = part.as_integer_ratio()
    below, under = whole.as_integer_ratio()
    return divided(_HUNDRED * above * under, over * below, decimals)


def evolution(before: Number | None, after: Number | None, decimals: int) -> Change:
    """Return the change from one figure to another.

    The relative one is None from zero. From a negative figure it is told by its size, so that its
    sign always says which way the figure went: from -10 to -5 is +50 %.
    """
    if before is None or after is None:
        return Change(None, None)
    was, base = before.as_integer_ratio()
    now, other = after.as_integer_ratio()
    gap = now * base - was * other
    relative = divided(_HUNDRED * gap, abs(was) * other, decimals) if was else None
    return Change(divided(gap, base * other, decimals), relative)


def rounding_gap(values: Iterable[Number], decimals: int) -> Decimal:
    """Return the rounded sum less the sum of rounded values: what rounding row by row would lose.

    Shown beside a total, it tells readers why the lines that they add up give another one.
    """
    known = list(values)
    apart = total(rounded(value, decimals) for value in known)
    return EXACT.subtract(rounded(total(known), decimals), rounded(apart, decimals))
