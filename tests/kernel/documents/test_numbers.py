"""Numbers with the signs of their readers, the same as on the screens."""

from decimal import Decimal

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.design.tags.shown import number as on_screen
from lieucommun.kernel.documents.numbers import (
    NARROW,
    NO_BREAK,
    amount,
    counted,
    known,
    listed,
    number,
    ordinal,
    short,
)

WIDE = Decimal(10) ** 12


@pytest.mark.parametrize(
    ("value", "places", "french", "english"),
    [
        (Decimal("1234.5"), None, f"1{NARROW}234,5", "1,234.5"),
        (Decimal("63.6"), 2, "63,60", "63.60"),
        (Decimal("63.605"), 2, "63,61", "63.61"),
        (-1234567, None, f"-1{NARROW}234{NARROW}567", "-1,234,567"),
        (Decimal("-0.4"), 0, "0", "0"),
        (Decimal("-0.5"), None, "-0,5", "-0.5"),
        (Decimal("1.50"), None, "1,50", "1.50"),
        (Decimal("1E+3"), None, f"1{NARROW}000", "1,000"),
        (0, 2, "0,00", "0.00"),
    ],
)
def test_numbers(value: Decimal, places: int | None, french: str, english: str) -> None:
    assert (number(value, "fr", places), number(value, "en-GB", places)) == (french, english)


@given(st.decimals(-WIDE, WIDE, places=2), st.sampled_from(["fr", "en", "ar"]))
def test_paper_says_what_the_screen_says(value: Decimal, language: str) -> None:
    with override(language):
        assert number(value, language, 2) == on_screen(value, 2)
        assert number(value, language) == on_screen(value)


@pytest.mark.parametrize(
    ("value", "unit", "french", "english"),
    [
        (Decimal("63.6"), "€", f"63,60{NO_BREAK}€", "€63.60"),
        (Decimal(-5), "€", f"-5,00{NO_BREAK}€", "-€5.00"),
        (Decimal(44), "%", f"44,00{NARROW}%", "44.00%"),
        (Decimal(3), "km²", f"3,00{NO_BREAK}km²", f"3.00{NO_BREAK}km²"),
        (Decimal(3), "", "3,00", "3.00"),
    ],
)
def test_units(value: Decimal, unit: str, french: str, english: str) -> None:
    assert (amount(value, unit, "fr", 2), amount(value, unit, "en", 2)) == (french, english)


def test_long_amounts_are_in_millions() -> None:
    assert short(Decimal(2412400), "€", "fr") == f"2,41{NO_BREAK}M€"
    assert short(Decimal(2412400), "€", "en") == "€2.41M"
    assert short(Decimal("1626457098.21"), "€", "fr") == f"1,63{NO_BREAK}Md€"
    assert short(Decimal(-2412400), "", "fr") == f"-2,41{NO_BREAK}M"
    assert short(999_999, "", "fr") == f"999{NARROW}999"


def test_ordinals() -> None:
    assert [ordinal(rank, "fr") for rank in (1, 2, 21)] == ["1er", "2e", "21e"]
    ranks = (1, 2, 3, 4, 11, 12, 13, 21, 101, 111)
    said = ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "101st", "111th"]
    assert [ordinal(rank, "en") for rank in ranks] == said


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (0, "0 projet", "0 projets"),
        (1, "1 projet", "1 projet"),
        (Decimal("1.5"), "1,5 projet", "1.5 projets"),
        (2, "2 projets", "2 projets"),
        (-1, "-1 projet", "-1 projet"),
    ],
)
def test_plurals(value: Decimal, french: str, english: str) -> None:
    forms = ("projet", "projets")
    told = [counted(value, forms, language).replace(NO_BREAK, " ") for language in ("fr", "en")]
    assert told == [french, english]


def test_what_is_missing_is_no_number() -> None:
    assert [known(None), known("secret"), known(0)] == [None, None, 0]
    with pytest.raises(ValueError, match="NaN"):
        known(Decimal("NaN"))


def test_lists() -> None:
    assert listed(["a"], "fr") == "a"
    assert [listed(["a", "b", "c"], each) for each in ("fr", "en")] == ["a, b et c", "a, b and c"]
