"""Bounds that are easy to read, for the same classes."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Decimal

from lieucommun.engines.statistics.exact import EXACT

from .bounds import Classes


def rounded(classes: Classes, digits: int) -> Classes:
    """Return the same classes with bounds of so many significant digits, or the fewest above.

    No value changes class: a bound stays above what is below it, and not above what is not. The
    ends go outwards. Raises ValueError for less than one digit.
    """
    if digits < 1:
        raise ValueError(f"{digits} digits")
    if not classes.counts:
        return classes
    first, last = classes.bounds[0], classes.bounds[-1]
    found = [_short(first, digits, ROUND_FLOOR)]
    for number, bound in enumerate(classes.bounds[1:-1], 1):
        found.append(_within(classes, number, bound, found[-1], digits))
    return replace(classes, bounds=(*found, _short(last, digits, ROUND_CEILING)))


def _within(classes: Classes, number: int, bound: Decimal, before: Decimal, digits: int) -> Decimal:
    """Return the shortest number that parts the same values as a bound does."""
    above = next((span.lowest for span in classes.spans[number:] if span), classes.bounds[-1])
    below = next((span.highest for span in classes.spans[number - 1 :: -1] if span), before)
    after = classes.bounds[number + 1]
    for candidate in _candidates(bound, digits):
        if max(below, before) < candidate <= above and candidate < after:
            return candidate
    return bound


def _candidates(bound: Decimal, digits: int) -> Iterator[Decimal]:
    for more in range(digits, max(digits, len(bound.as_tuple().digits)) + 1):
        for rounding in (ROUND_HALF_EVEN, ROUND_CEILING, ROUND_FLOOR):
            yield _short(bound, more, rounding)


def _short(value: Decimal, digits: int, rounding: str) -> Decimal:
    """Return a number to so many significant digits, written without an exponent."""
    if not value:
        return Decimal(0)
    place = value.adjusted() - digits + 1
    scaled = value.scaleb(-place, EXACT).to_integral_value(rounding)
    found = EXACT.scaleb(scaled, place).normalize(EXACT)
    whole = found == found.to_integral_value()
    return found.quantize(Decimal(1), context=EXACT) if whole else found
