"""Bring components to one scale, so that they can be added.

See the Handbook on Constructing Composite Indicators (OECD and JRC, 2008), step 5.
"""

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Literal, TypeVar

from lieucommun.engines.statistics.exact import WIDE, Number, total, wide
from lieucommun.engines.statistics.ranking import ranked

#: rank: percentile, from 0 to 100. minmax: 0 at the lowest value, 100 at the highest. zscore:
#: standard deviations from the mean. ratio: 100 at the reference, as in the first index of digital
#: fragility.
Scale = Literal["rank", "minmax", "zscore", "ratio"]
K = TypeVar("K")
_HUNDRED, _HALF, _ZERO = Decimal(100), Decimal(50), Decimal(0)


def scaled(
    values: Mapping[K, Decimal], scale: Scale, reference: Number | None = None
) -> dict[K, Decimal]:
    """Return values on a scale, to fifty digits.

    Where all are equal they are in the middle: 50, or 0 standard deviations. `reference` is for
    ratio only; without one, it is the mean of the values. One that is not above zero gives no
    values: what it would divide could not be compared.
    """
    if not values:
        return {}
    if scale == "ratio":
        return _ratio(values, reference)
    return _SCALES[scale](values)


def turned(value: Decimal, scale: Scale) -> Decimal:
    """Return a scaled value the other way round, on the same scale: 100 minus it, for a rank.

    The mirror of a ratio is 200 minus it: its mean stays 100, and equal gaps stay equal.
    """
    if scale == "zscore":
        return WIDE.minus(value)
    return WIDE.subtract(2 * _HUNDRED if scale == "ratio" else _HUNDRED, value)


def _rank(values: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """Return percentile ranks, equals counting by half."""
    return {
        key: WIDE.divide(50 * (2 * (among - rank - tied) + tied + 1), among)
        for key, (rank, among, tied) in ranked(values, "none").items()
    }


def _minmax(values: Mapping[K, Decimal]) -> dict[K, Decimal]:
    low, high = min(values.values()), max(values.values())
    if low == high:
        return dict.fromkeys(values, _HALF)
    width = WIDE.subtract(high, low)
    return {
        key: WIDE.divide(WIDE.multiply(_HUNDRED, WIDE.subtract(value, low)), width)
        for key, value in values.items()
    }


def _zscore(values: Mapping[K, Decimal]) -> dict[K, Decimal]:
    """Return standard deviations from the mean, those of a whole population (divided by n)."""
    mean = WIDE.divide(wide(total(values.values())), len(values))
    gaps = {key: WIDE.subtract(value, mean) for key, value in values.items()}
    squares = total(WIDE.multiply(gap, gap) for gap in gaps.values())
    deviation = WIDE.sqrt(WIDE.divide(wide(squares), len(values)))
    if min(values.values()) == max(values.values()):
        return dict.fromkeys(values, _ZERO)
    return {key: WIDE.divide(gap, deviation) for key, gap in gaps.items()}


def _ratio(values: Mapping[K, Decimal], reference: Number | None) -> dict[K, Decimal]:
    if reference is None:
        base = WIDE.divide(wide(total(values.values())), len(values))
    else:
        base = wide(reference)
    if base <= 0:
        return {}
    return {key: WIDE.divide(WIDE.multiply(_HUNDRED, value), base) for key, value in values.items()}


_SCALES: Mapping[str, Callable[[Mapping[K, Decimal]], dict[K, Decimal]]] = {
    "rank": _rank,
    "minmax": _minmax,
    "zscore": _zscore,
}
