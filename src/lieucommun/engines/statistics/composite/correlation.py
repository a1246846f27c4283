"""How much two orders agree: 1 when they are the same, -1 when they are opposite."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from decimal import Decimal

from lieucommun.engines.statistics.exact import WIDE, Number, rounded

#: Decimals of a correlation.
_DECIMALS = 6


def spearman(one: Sequence[Number], other: Sequence[Number]) -> Decimal | None:
    """Return Spearman’s rho, the correlation of ranks, equals having the mean of theirs.

    None when a side does not vary. Raises ValueError for sides of different lengths.
    """
    x, y = _mean_ranks(one), _mean_ranks(other)
    size, whole = len(x), sum(x)
    product = size * sum(a * b for a, b in zip(x, y, strict=True)) - whole * whole
    spreads = [size * sum(a * a for a in side) - whole * whole for side in (x, y)]
    return _over_root(product, spreads[0], spreads[1])


def kendall(one: Sequence[Number], other: Sequence[Number]) -> Decimal | None:
    """Return Kendall’s tau-b, from pairs in the same order and pairs that are not.

    In n log n steps (Knight, 1966). None when a side does not vary. Raises ValueError for sides of
    different lengths.
    """
    x, y = _mean_ranks(one), _mean_ranks(other)
    pairs = sorted(zip(x, y, strict=True))
    whole = len(pairs) * (len(pairs) - 1) // 2
    first, second, both = _tied(x), _tied(y), _tied(pairs)
    turned = _inversions([y for _, y in pairs])
    agreeing = whole - first - second + both - 2 * turned
    return _over_root(agreeing, whole - first, whole - second)


def _over_root(value: int, one: int, other: int) -> Decimal | None:
    if not one or not other:
        return None
    return rounded(WIDE.divide(Decimal(value), WIDE.sqrt(Decimal(one * other))), _DECIMALS)


def _mean_ranks(values: Sequence[Number]) -> list[int]:
    """Return twice the rank of each value, equals having the mean of theirs: a whole number."""
    counts, before = Counter(values), 0
    ranks: dict[Number, int] = {}
    for value in sorted(counts):
        ranks[value] = 2 * before + counts[value] + 1
        before += counts[value]
    return [ranks[value] for value in values]


def _tied(things: Iterable[Hashable]) -> int:
    """Return how many pairs of things are equal."""
    return sum(count * (count - 1) // 2 for count in Counter(things).values())


def _inversions(values: Sequence[int]) -> int:
    """Return how many pairs stand in the wrong order (a Fenwick tree of those met so far)."""
    places = {value: place for place, value in enumerate(sorted(set(values)), 1)}
    met, found = [0] * (len(places) + 1), 0
    for before, value in enumerate(values):
        place = places[value]
        upto, at = 0, place
        while at:
            upto += met[at]
            at &= at - 1
        found += before - upto
        while place < len(met):
            met[place] += 1
            place += place & -place
    return found
