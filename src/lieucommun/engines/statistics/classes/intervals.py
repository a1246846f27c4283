"""Classes of equal numbers, of equal widths, and those that somebody chose."""

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

from lieucommun.engines.statistics.exact import EXACT

from .bounds import Classes, checked, made, none, ordered, starting

#: Decimals that a bound of equal intervals may have beyond those of the values.
_FINER = 6


def quantiles(values: Iterable[Decimal | int], count: int) -> Classes:
    """Return classes that hold as many values each, as far as equal values let them.

    Equal values stay together, in the lower class, and no class is empty: there may be fewer than
    `count`. The cuts are those of definition 7 of Hyndman and Fan (1996). Raises ValueError for
    less than one class.
    """
    checked(count)
    known = ordered(values)
    if not known:
        return none("quantiles", count)
    cuts = [known[(len(known) - 1) * number // count] for number in range(1, count)]
    after = dict.fromkeys(bisect_right(known, cut) for cut in cuts)
    return starting("quantiles", known, [0, *(each for each in after if each < len(known))], count)


def equal_intervals(values: Iterable[Decimal | int], count: int) -> Classes:
    """Return classes of one width, some of which may be empty; one class where all are equal.

    A bound that has no end in decimals is rounded up, finely enough for no value to change class.
    Raises ValueError for less than one class.
    """
    checked(count)
    known = ordered(values)
    if not known:
        return none("equal", count)
    if known[0] == known[-1]:
        return starting("equal", known, [0], count)
    digits = _FINER + max(0, *(-int(value.as_tuple().exponent) for value in known))
    low, width = Fraction(known[0]), (Fraction(known[-1]) - Fraction(known[0])) / count
    inner = [_raised(low + number * width, digits) for number in range(1, count)]
    return made("equal", known, [known[0], *inner, known[-1]], count)


def manual(values: Iterable[Decimal | int], bounds: Sequence[Decimal | int]) -> Classes:
    """Return classes with given bounds.

    Values below the first bound, or above the last one, make one class more on that side: nothing
    is left out, and no class tells of what it does not hold. Raises ValueError for bounds that do
    not rise.
    """
    found = list(map(Decimal, bounds))
    if not found or any(one >= other for one, other in pairwise(found)):
        raise ValueError(f"bounds that do not rise: {bounds}")
    known = ordered(values)
    if known and known[0] < found[0]:
        found.insert(0, known[0])
    if known and known[-1] > found[-1]:
        found.append(known[-1])
    if len(found) == 1:
        return made("manual", known, found * 2, 1) if known else none("manual", 1)
    return made("manual", known, found, len(found) - 1)


def _raised(bound: Fraction, digits: int) -> Decimal:
    """Return the smallest number of so many decimals that is at least the bound, zeros cut off."""
    whole = -(-bound.numerator * 10**digits // bound.denominator)
    while digits and whole % 10 == 0:
        whole, digits = whole // 10, digits - 1
    return EXACT.scaleb(Decimal(whole), -digits)
