"""Classes for maps: each value in exactly one, as in mapclassify where both mean the same."""

import warnings
from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise
from typing import Any

import mapclassify
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.engines.statistics.classes import (
    Classes,
    Span,
    equal_intervals,
    manual,
    natural_breaks,
    quantiles,
    rounded,
    sampled_breaks,
)

VALUES = st.lists(st.decimals(-50, 50, places=1), min_size=1, max_size=40)
COUNTS = st.integers(1, 7)


def seeded(values: list[Decimal], count: int) -> Classes:
    return sampled_breaks(values, count, seed=1, size=12)


def chosen(values: list[Decimal], count: int) -> Classes:
    return manual(values, list(range(-10, 10 * count, 10)))


METHODS: list[Callable[[list[Decimal], int], Classes]] = [
    quantiles, equal_intervals, natural_breaks, seeded, chosen,
]  # fmt: skip


def parted(values: list[Decimal], found: Classes) -> None:
    """Check that classes part values, and tell what they hold."""
    assert len(found.bounds) == len(found.counts) + 1 == len(found.spans) + 1
    assert all(one < other for one, other in pairwise(found.bounds[:-1]))
    assert found.bounds[-2] <= found.bounds[-1]
    for number, (count, span) in enumerate(zip(found.counts, found.spans, strict=True)):
        low, high = found.bounds[number : number + 2]
        last = number == len(found.counts) - 1
        held = [v for v in values if low <= v and (v < high or (last and v == high))]
        assert [found.class_of(v) for v in held] == [number] * count
        assert span == (Span(min(held), max(held)) if held else None)
    assert sum(found.counts) == len(values)


@pytest.mark.parametrize("method", METHODS)
@given(values=VALUES, count=COUNTS, digits=st.integers(1, 4))
@settings(max_examples=120, deadline=None)
def test_classes_part_the_values_and_rounding_moves_none(
    method: Callable[[list[Decimal], int], Classes],
    values: list[Decimal],
    count: int,
    digits: int,
) -> None:
    found = method(values, count)
    parted(values, found)
    easy = rounded(found, digits)
    parted(values, easy)
    assert [easy.class_of(v) for v in values] == [found.class_of(v) for v in values]
    assert (easy.counts, easy.method, easy.asked) == (found.counts, found.method, found.asked)


@given(VALUES, COUNTS)
@settings(max_examples=120, deadline=None)
def test_no_class_of_quantiles_or_breaks_is_empty(values: list[Decimal], count: int) -> None:
    distinct = len(set(values))
    for found in (quantiles(values, count), natural_breaks(values, count)):
        assert 0 not in found.counts
        assert found.merged == (len(found.counts) < count)
    assert len(natural_breaks(values, count).counts) == min(count, distinct)
    assert len(equal_intervals(values, count).counts) == (count if distinct > 1 else 1)


def peer(kind: Any, values: list[Decimal], count: int) -> list[int]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return list(map(int, kind(np.array(values, dtype=float), k=count).counts))


@given(st.lists(st.integers(-500, 500), min_size=2, max_size=40), st.sampled_from([2, 4, 5]))
@settings(max_examples=120, deadline=None)
def test_quantiles_are_those_of_mapclassify_even_with_ties(values: list[int], count: int) -> None:
    # These counts have percentiles that a float holds; of the others the peer misses some values.
    known = list(map(Decimal, values))
    theirs = [each for each in peer(mapclassify.Quantiles, known, count) if each]
    assert list(quantiles(known, count).counts) == theirs


@given(st.lists(st.integers(0, 10**6), min_size=2, max_size=60, unique=True), st.integers(2, 7))
@settings(max_examples=120, deadline=None)
def test_equal_intervals_are_those_of_mapclassify(values: list[int], count: int) -> None:
    found = equal_intervals(values, count)
    # A value that is a bound opens our class, and closes that of the peer.
    if not set(found.bounds[1:-1]) & set(map(Decimal, values)):
        known = list(map(Decimal, values))
        assert list(found.counts) == peer(mapclassify.EqualInterval, known, count)


def test_equal_values_stay_together_and_it_is_said() -> None:
    found = quantiles([0] * 6 + [1, 2, 3, 4], 5)
    assert (found.bounds, found.counts) == ((0, 1, 3, 4), (6, 2, 2))
    assert (found.asked, found.merged) == (5, True)
    alone = quantiles([7, 7, 7], 4)
    assert (alone.bounds, alone.counts, alone.merged) == ((7, 7), (3,), True)
    assert alone.class_of(7) == 0


def test_a_value_outside_is_in_no_class() -> None:
    found = quantiles([1, 2, 3, 4], 2)
    assert (found.bounds, found.counts) == ((1, 3, 4), (2, 2))
    assert [found.class_of(each) for each in (0, 1, 2, 3, 4, 5)] == [None, 0, 0, 1, 1, None]
    assert found.class_of(Decimal("2.999")) == 0


@pytest.mark.parametrize("method", METHODS[:4])
def test_no_values_make_no_class(method: Callable[[list[Decimal], int], Classes]) -> None:
    found = method([], 3)
    assert (found.bounds, found.counts, found.spans, found.asked) == ((), (), (), 3)
    assert found.class_of(1) is None
    assert rounded(found, 2) == found
    with pytest.raises(ValueError, match="0 classes"):
        method([], 0)


def test_bounds_without_end_are_fine_enough_for_their_values() -> None:
    found = equal_intervals([0, 1, 3, 4, 7, 10], 3)
    assert found.bounds == (0, Decimal("3.333334"), Decimal("6.666667"), 10)
    assert found.counts == (3, 1, 2)
    fine = [Decimal(each).scaleb(-9) for each in (0, 1, 3, 4, 7, 10)]
    assert equal_intervals(fine, 3).counts == (3, 1, 2)
    assert equal_intervals([0, 5, 10], 2).bounds == (0, 5, 10)
    assert equal_intervals([0, 5, 10], 2).counts == (1, 2)
    assert equal_intervals([1, 100, 101], 4).counts == (1, 0, 0, 2)


def test_chosen_bounds_leave_nothing_out() -> None:
    bounds = [0, 10, Decimal("20.5")]
    assert manual([1, 10, 20], bounds).bounds == (0, 10, Decimal("20.5"))
    assert manual([1, 10, 20], bounds).counts == (1, 2)
    beyond = manual([-3, 5, 30], bounds)
    assert (beyond.bounds, beyond.counts) == ((-3, 0, 10, Decimal("20.5"), 30), (1, 1, 0, 1))
    assert manual([], bounds).counts == (0, 0)
    assert (beyond.asked, beyond.merged) == (4, False)
    assert manual([0, 20], [0, 20]).bounds == (0, 20)
    assert manual([-1, 4], [0]).counts == (1, 1)
    assert (manual([0], [0]).bounds, manual([], [0]).bounds) == ((0, 0), ())
    for wrong in ([], [1, 1], [2, 1]):
        with pytest.raises(ValueError, match="do not rise"):
            manual([1], wrong)


def test_bounds_become_easy_to_read() -> None:
    found = quantiles([Decimal("123.456789"), 1_987, 20_111, 34_567, 88_888, 1_234_567], 3)
    assert found.bounds == (Decimal("123.456789"), 20_111, 88_888, 1_234_567)
    assert list(map(str, rounded(found, 2).bounds)) == ["120", "20000", "88000", "1300000"]
    assert list(map(str, rounded(found, 1).bounds)) == ["100", "20000", "80000", "2000000"]
    near = quantiles(
        [Decimal("1.2344"), Decimal("1.2345"), Decimal("1.2346"), Decimal("1.2347")], 2
    )
    assert list(map(str, rounded(near, 2).bounds)) == ["1.2", "1.2346", "1.3"]
    below = quantiles([-1_234, -567, 0, 89], 2)
    assert list(map(str, rounded(below, 1).bounds)) == ["-2000", "0", "90"]
    with pytest.raises(ValueError, match="0 digits"):
        rounded(found, 0)


def test_empty_classes_keep_bounds_of_their_own() -> None:
    assert rounded(equal_intervals([0, 24, 100], 4), 1).bounds == (0, 30, 50, 80, 100)
    narrow = equal_intervals([100, 110], 10)
    assert rounded(narrow, 2).bounds == narrow.bounds == tuple(range(100, 111))
    assert rounded(narrow, 1).bounds == (*range(100, 110), 200)


@pytest.mark.parametrize("wrong", [Decimal("NaN"), Decimal("Infinity")])
def test_what_is_no_number_is_refused(wrong: Decimal) -> None:
    for method in METHODS[:3]:
        with pytest.raises(ValueError, match="not a finite number"):
            method([Decimal(1), wrong, Decimal(3)], 2)
