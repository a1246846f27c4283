"""Ranks among territories, what lies below a value, and how much the first ones hold."""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from heapq import nlargest
from itertools import groupby
from typing import Literal, NamedTuple, TypeVar

from .exact import Number, divided, total
from .rates import share

#: Which way is better. Without one, the highest value comes first.
Direction = Literal["up", "down", "none"]
K = TypeVar("K", bound=Hashable)


class Ranking(NamedTuple):
    """A place among those that have a value; `tied`: how many others have the same."""

    rank: int
    among: int
    tied: int


def ranked(values: Mapping[K, Number | None], direction: Direction = "none") -> dict[K, Ranking]:
    """Return the rank of each key that has a value, from first to last: 1, 2, 2, 4.

    Keys without a value have no rank and do not count. Keys of equal rank keep their order.
    """
    known = {key: value for key, value in values.items() if value is not None}
    ordered = sorted(known, key=known.__getitem__, reverse=direction != "down")
    found: dict[K, Ranking] = {}
    for _, group in groupby(ordered, known.__getitem__):
        equals = list(group)
        place = Ranking(len(found) + 1, len(ordered), len(equals) - 1)
        for key in equals:
            found[key] = place
    return found


def percentile(ordered: Sequence[Number], value: Number, decimals: int) -> Decimal | None:
    """Return how many in a hundred of the sorted values lie below one, equals counting by half.

    This is the percentile rank of tests and scores: 50 for the middle one, whatever the ties. None
    among nobody.
    """
    if not ordered:
        return None
    below, upto = bisect_left(ordered, value), bisect_right(ordered, value)
    return divided(100 * (below + upto), 2 * len(ordered), decimals)


def quantile(ordered: Sequence[Number], part: Number, decimals: int) -> Decimal | None:
    """Return the value under which a part (0 to 1) of the sorted values lies; 1/2: the median.

    Between two values it is interpolated (definition 7 of Hyndman and Fan, 1996, that of
    spreadsheets). None among nobody; raises ValueError for a part outside 0 to 1.
    """
    if not 0 <= part <= 1:
        raise ValueError(f"{part} is not between 0 and 1")
    if not ordered:
        return None
    at = Fraction(part) * (len(ordered) - 1)
    low = int(at)
    under = Fraction(ordered[low])
    over = Fraction(ordered[min(low + 1, len(ordered) - 1)])
    found = under + (at - low) * (over - under)
    return divided(found.numerator, found.denominator, decimals)


def top_share(values: Iterable[Number], first: int, decimals: int) -> Decimal | None:
    """Return what the `first` highest values hold of the sum of all, in per cent.

    None when the sum is zero, and when a value is negative, since parts then exceed the whole.
    """
    known = list(values)
    if any(value < 0 for value in known):
        return None
    return share(total(nlargest(first, known)), total(known), decimals)
