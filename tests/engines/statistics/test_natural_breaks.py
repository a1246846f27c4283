"""Natural breaks: never beaten, by trying everything, by chance, or by mapclassify."""

import warnings
from decimal import Decimal
from fractions import Fraction
from itertools import combinations, pairwise

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics.classes import (
    Classes,
    natural_breaks,
    quantiles,
    sampled_breaks,
    variance_fit,
)

from .random_tables import chance

NUMBERS = st.one_of(st.integers(-30, 30).map(Decimal), st.decimals(-99, 99, places=3))


def squares(values: list[Decimal]) -> Fraction:
    """Return the sum of squared differences from the mean, as it is defined."""
    known = list(map(Fraction, values))
    mean = sum(known, Fraction(0)) / len(known)
    return sum(((each - mean) ** 2 for each in known), Fraction(0))


def cost(values: list[Decimal], found: Classes) -> Fraction:
    classes = [[v for v in values if found.class_of(v) == n] for n in range(len(found.counts))]
    return sum(map(squares, classes), Fraction(0))


def least(values: list[Decimal], count: int) -> Fraction:
    """Return the least cost of all partitions of distinct values."""
    distinct = sorted(set(values))
    inner = combinations(range(1, len(distinct)), min(count, len(distinct)) - 1)
    return min(
        sum(
            (
                squares([v for v in values if v in distinct[start:end]])
                for start, end in pairwise((0, *cuts, len(distinct)))
            ),
            Fraction(0),
        )
        for cuts in inner
    )


@given(st.lists(NUMBERS, min_size=1, max_size=11), st.integers(1, 5))
@settings(max_examples=150, deadline=None)
def test_nothing_beats_them_among_all_partitions(values: list[Decimal], count: int) -> None:
    assert cost(values, natural_breaks(values, count)) == least(values, count)


@given(st.integers(0, 10**9), st.integers(2, 7))
@settings(max_examples=40, deadline=None)
def test_no_partition_drawn_at_random_beats_them(seed: int, count: int) -> None:
    rng = chance(seed)
    values = [Decimal(int(rng.lognormvariate(3, 2) * 100)).scaleb(-2) for _ in range(150)]
    best = cost(values, natural_breaks(values, count))
    distinct = sorted(set(values))
    for _ in range(20):
        cuts = sorted(rng.sample(range(1, len(distinct)), count - 1))
        bounds = [distinct[0], *(distinct[each] for each in cuts), distinct[-1]]
        parts = [
            [v for v in values if low <= v and (v < high or high == bounds[-1])]
            for low, high in pairwise(bounds)
        ]
        parts[-2] = [v for v in parts[-2] if v < bounds[-2]]
        assert best <= sum(map(squares, parts), Fraction(0))
    assert best <= cost(values, quantiles(values, count))


@given(st.integers(0, 10**9), st.integers(2, 7))
@settings(max_examples=25, deadline=None)
def test_they_are_as_good_as_those_of_mapclassify(seed: int, count: int) -> None:
    rng = chance(seed)
    values = [Decimal(each) for each in rng.sample(range(5_000), 80)]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        peer = mapclassify.FisherJenks(np.array(values, dtype=float), k=count)
    theirs = [
        [v for v, number in zip(values, peer.yb, strict=True) if number == each]
        for each in range(count)
    ]
    ours = cost(values, natural_breaks(values, count))
    # The peer computes in single precision: what it takes for best may be a little worse.
    assert ours <= sum(map(squares, theirs), Fraction(0))
    assert float(ours) == pytest.approx(float(sum(map(squares, theirs))), rel=1e-4)


def test_the_least_difference_is_seen() -> None:
    """Two cuts whose costs differ in the twenty-fifth digit, which no float tells apart."""
    far = Decimal(10) ** 15
    small = Decimal(1).scaleb(-10)
    left = natural_breaks([Decimal(0), far - small, 2 * far], 2)
    right = natural_breaks([Decimal(0), far + small, 2 * far], 2)
    assert (left.counts, right.counts) == ((2, 1), (1, 2))


def test_of_equal_costs_the_lower_cut_is_taken() -> None:
    assert natural_breaks([0, 1, 2], 2).counts == (1, 2)
    assert natural_breaks([0, 1, 2, 3, 4], 4).counts == (1, 1, 1, 2)


def test_weights_count() -> None:
    assert natural_breaks([0, 4, 9], 2).counts == (2, 1)
    assert natural_breaks([0] * 50 + [4] * 50 + [9], 2).counts == (50, 51)


def test_how_much_they_explain() -> None:
    values = [Decimal(each) for each in (1, 2, 3, 10, 11, 12)]
    found = natural_breaks(values, 2)
    assert variance_fit(values, found) == 1 - Fraction(4) / squares(values)
    assert variance_fit(values, natural_breaks(values, 6)) == 1
    assert variance_fit(values, natural_breaks(values, 1)) == 0
    assert variance_fit([3, 3, 5], natural_breaks([3, 3, 5], 2)) == 1
    assert variance_fit([3, 3], quantiles([3, 3], 2)) is variance_fit([], found) is None


@given(st.lists(st.integers(-99, 99), min_size=13, max_size=60), st.integers(2, 4))
@settings(max_examples=60, deadline=None)
def test_a_sample_gives_classes_of_all_values_and_the_same_again(
    values: list[int], count: int
) -> None:
    found = sampled_breaks(values, count, seed=3, size=12)
    assert found == sampled_breaks(values, count, seed=3, size=12)
    assert sum(found.counts) == len(values)
    assert 0 not in found.counts
    known = [Decimal(each) for each in values]
    assert cost(known, found) >= cost(known, natural_breaks(values, len(found.counts)))


def test_a_sample_as_large_as_the_values_is_exact() -> None:
    values = list(range(0, 300, 7))
    assert sampled_breaks(values, 4, seed=1) == natural_breaks(values, 4)
    assert sampled_breaks(values, 4, seed=1, size=20).method == "sampled"
    assert sampled_breaks(values, 2, seed=1, size=0).counts == (43,)


def test_a_sample_is_nearly_as_good() -> None:
    rng = chance(7)
    values = [Decimal(int(rng.lognormvariate(4, 1) * 100)).scaleb(-2) for _ in range(3_000)]
    exact = variance_fit(values, natural_breaks(values, 5))
    sampled = variance_fit(values, sampled_breaks(values, 5, seed=2, size=600))
    assert exact is not None
    assert sampled is not None
    assert exact - Fraction(1, 100) < sampled <= exact
