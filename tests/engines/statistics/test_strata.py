"""Demographic strata of communes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.statistics import STRATA, Stratum, stratum

#: Bounds as in the former article L. 234-2 of the Code des communes, whose groups are the same.
BOUNDS = [
    (0, 499), (500, 999), (1_000, 1_999), (2_000, 3_499), (3_500, 4_999), (5_000, 7_499),
    (7_500, 9_999), (10_000, 14_999), (15_000, 19_999), (20_000, 34_999), (35_000, 49_999),
    (50_000, 74_999), (75_000, 99_999), (100_000, 199_999), (200_000, None),
]  # fmt: skip


def test_the_fifteen_groups_are_those_of_the_law() -> None:
    assert [(each.lowest, each.highest) for each in STRATA] == BOUNDS
    assert [each.number for each in STRATA] == list(range(1, 16))


@given(st.integers(0, 3_000_000))
def test_a_commune_is_in_the_group_that_holds_it(population: int) -> None:
    found = stratum(population)
    assert found.lowest <= population
    assert found.highest is None or population <= found.highest


def test_bounds_belong_to_their_group() -> None:
    assert stratum(499) == Stratum(1, 0, 499)
    assert stratum(500) == Stratum(2, 500, 999)
    assert stratum(199_999).number == 14
    assert stratum(200_000) == Stratum(15, 200_000, None)


def test_nobody_has_less_than_no_inhabitant() -> None:
    with pytest.raises(ValueError, match="-1"):
        stratum(-1)
