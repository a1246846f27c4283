"""Ranks, percentiles and quantiles: against SciPy and NumPy."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from lieucommun.engines.statistics import Ranking, percentile, quantile, ranked, top_share

SMALL = st.lists(st.integers(-5, 5), min_size=1, max_size=30)


def test_equals_share_a_rank_and_the_next_one_is_skipped() -> None:
    values = {"a": Decimal(3), "b": None, "c": Decimal("5.0"), "d": Decimal(3), "e": 1}
    assert ranked(values) == {
        "c": Ranking(1, 4, 0),
        "a": Ranking(2, 4, 1),
        "d": Ranking(2, 4, 1),
        "e": Ranking(4, 4, 0),
    }
    assert list(ranked(values)) == ["c", "a", "d", "e"]
    assert list(ranked(values, "down")) == ["e", "a", "d", "c"]
    assert ranked(values, "up") == ranked(values, "none")
    assert ranked({}) == ranked({"a": None}) == {}


@given(SMALL)
def test_ranks_are_those_of_scipy(values: list[int]) -> None:
    found = ranked(dict(enumerate(values)), "down")
    expected = stats.rankdata(values, method="min").tolist()
    assert [found[key].rank for key in range(len(values))] == expected
    assert [found[key].tied + 1 for key in range(len(values))] == [values.count(v) for v in values]


@given(st.lists(st.decimals(-100, 100, places=2), unique=True))
def test_without_equals_ranks_are_a_permutation(values: list[Decimal]) -> None:
    for direction in ("up", "down", "none"):
        found = ranked(dict(enumerate(values)), direction)
        assert sorted(each.rank for each in found.values()) == list(range(1, len(values) + 1))
    up, down = ranked(dict(enumerate(values)), "up"), ranked(dict(enumerate(values)), "down")
    assert all(up[key].rank + down[key].rank == len(values) + 1 for key in up)


@given(SMALL, st.integers(-6, 6))
def test_percentiles_are_those_of_scipy(values: list[int], value: int) -> None:
    found = percentile(sorted(values), value, 6)
    assert float(found or 0) == pytest.approx(
        stats.percentileofscore(values, value, kind="mean"), abs=1e-6
    )


@given(SMALL, st.integers(0, 20))
def test_quantiles_are_those_of_numpy(values: list[int], twentieths: int) -> None:
    found = quantile(sorted(values), Fraction(twentieths, 20), 6)
    assert float(found or 0) == pytest.approx(np.quantile(values, twentieths / 20), abs=1e-6)


def test_the_median_of_nobody_is_missing() -> None:
    assert quantile([], Fraction(1, 2), 1) is percentile([], 3, 1) is None
    assert quantile([Decimal("1.5")], Fraction(1, 2), 1) == Decimal("1.5")
    assert quantile([1, 2], Decimal("0.5"), 1) == Decimal("1.5")
    with pytest.raises(ValueError, match="between 0 and 1"):
        quantile([1], 2, 1)


def test_what_the_first_ones_hold() -> None:
    assert top_share([5, Decimal("2.5"), 0, Decimal("2.5")], 2, 1) == Decimal("75.0")
    assert top_share([1, 2], 9, 0) == 100
    assert top_share([1, 2], 0, 0) == 0
    assert top_share([], 3, 1) is top_share([0, 0], 1, 1) is top_share([3, -1], 1, 1) is None
