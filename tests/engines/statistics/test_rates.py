"""Rates, shares, changes and the gap of rounding: against fractions, rounded by decimal itself."""

from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.statistics import evolution, quotient, rounded, rounding_gap, share

MONEY = st.decimals(-(10**12), 10**12, places=6)
WIDE = Context(prec=400, rounding=ROUND_HALF_UP)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (Decimal("2.5"), 0, "3"),
        (Decimal("-2.5"), 0, "-3"),
        (Decimal("0.125"), 2, "0.13"),
        (Decimal("-0.004"), 2, "0.00"),
        (Fraction(1, 3), 4, "0.3333"),
        (Fraction(-1, 2), 0, "-1"),
        (7, 2, "7.00"),
        (Decimal("8765432109876543210987654321098765.5"), 0, "8765432109876543210987654321098766"),
    ],
)  # fmt: skip
def test_halves_go_away_from_zero(
    value: Decimal | int | Fraction, decimals: int, expected: str
) -> None:
    assert str(rounded(value, decimals)) == expected


def test_a_ratio_needs_both_sides_and_no_zero() -> None:
    assert quotient(Decimal(1), Decimal(8), 2) == Decimal("0.13")
    assert quotient(0, 8, 2) == Decimal("0.00")
    assert quotient(None, 8, 2) is quotient(8, None, 2) is quotient(8, 0, 2) is None
    assert quotient(Decimal(1), Decimal("0.00"), 2) is None
    assert share(1, 3, 1) == Decimal("33.3")
    assert share(None, 3, 1) is share(1, 0, 1) is None


@given(MONEY, MONEY.filter(bool), st.integers(0, 6))
def test_a_ratio_is_rounded_once(above: Decimal, below: Decimal, decimals: int) -> None:
    # With 400 digits a quotient is told from a half: both sides have at most 18.
    expected = WIDE.quantize(WIDE.divide(above, below), Decimal(1).scaleb(-decimals))
    assert quotient(above, below, decimals) == expected
    assert quotient(Fraction(above), Fraction(below), decimals) == expected


@given(st.integers(-(10**6), 10**6), st.integers(0, 4))
def test_exact_halves_are_not_missed(whole: int, decimals: int) -> None:
    half = Fraction(2 * whole + 1, 2 * 10**decimals)
    above = whole + 1 if whole >= 0 else whole
    assert quotient(half.numerator, half.denominator, decimals) == Decimal(above).scaleb(-decimals)


def test_changes_are_told_both_ways() -> None:
    assert evolution(80, 100, 1) == (Decimal("20.0"), Decimal("25.0"))
    assert evolution(100, 80, 1) == (Decimal("-20.0"), Decimal("-20.0"))
    assert evolution(0, 5, 1) == (Decimal("5.0"), None)
    assert evolution(None, 5, 1) == evolution(5, None, 1) == (None, None)
    assert evolution(-10, -5, 0) == (Decimal(5), Decimal(50))
    assert evolution(-10, 5, 0) == (Decimal(15), Decimal(150))


def test_the_gap_of_rounding_row_by_row() -> None:
    assert rounding_gap([Decimal("0.005")] * 10, 2) == Decimal("-0.05")
    assert rounding_gap([Decimal("0.004")] * 10, 2) == Decimal("0.04")
    assert rounding_gap([], 2) == 0
    assert rounding_gap([Fraction(1, 3), Fraction(1, 3), Fraction(1, 3)], 2) == Decimal("0.01")


@given(st.lists(MONEY, max_size=50))
def test_the_gap_is_at_most_half_a_unit_a_row(values: list[Decimal]) -> None:
    assert abs(rounding_gap(values, 2)) <= (len(values) + 1) * Decimal("0.005")
    assert rounding_gap(values, 6) == 0
