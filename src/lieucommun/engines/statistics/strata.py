"""Demographic strata of communes, to compare a commune with those of its size.

The fifteen groups of article L. 2334-3 of the Code général des collectivités territoriales. The
law counts the population of article L. 2334-2 (population DGF: one inhabitant more for each second
home and caravan pitch). With another population, say so: a commune near a bound may change group.
"""

from bisect import bisect_right
from itertools import pairwise
from typing import NamedTuple

#: Smallest population of each group.
LOWEST = (
    0, 500, 1_000, 2_000, 3_500, 5_000, 7_500, 10_000, 15_000, 20_000, 35_000, 50_000, 75_000,
    100_000, 200_000,
)  # fmt: skip


class Stratum(NamedTuple):
    """A group, from 1 to 15, and its bounds, both within it; the last one has no highest."""

    number: int
    lowest: int
    highest: int | None


STRATA = (
    *(Stratum(n, low, next_low - 1) for n, (low, next_low) in enumerate(pairwise(LOWEST), 1)),
    Stratum(len(LOWEST), LOWEST[-1], None),
)


def stratum(population: int) -> Stratum:
    """Return the group of a commune. Raises ValueError for a negative population."""
    if population < 0:
        raise ValueError(f"a population of {population}")
    return STRATA[bisect_right(LOWEST, population) - 1]
