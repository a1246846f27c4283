from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from .drawing import draw, tree, words

NARROW, HARD = "\u202f", "\u00a0"


@pytest.mark.parametrize(
    ("value", "french", "english"),
    [
        (None, "–", "–"),
        (0, "0", "0"),
        (1984, f"1{NARROW}984", "1,984"),
        (1234567.5, f"1{NARROW}234{NARROW}567,5", "1,234,567.5"),
        (Decimal("12.50"), "12,50", "12.50"),
        (3.0, "3", "3"),
        (-2, "-2", "-2"),
        ("n/a", "n/a", "n/a"),
    ],
)
def test_numbers_read_as_in_the_language(value: Any, french: str, english: str) -> None:
    with translation.override("fr"):
        assert draw("{{ v|number }}", v=value) == french
    with translation.override("en-gb"):
        assert draw("{{ v|number }}", v=value) == english


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (0, "0 bytes"),
        (999, "999 bytes"),
        (1500, "1.5 kB"),
        (182_000, "182 kB"),
        (9_940_000, "9.9 MB"),
    ],
)
def test_sizes_count_in_thousands(size: int, expected: str) -> None:
    with translation.override("en-gb"):
        assert draw("{{ v|file_size }}", v=size).replace(HARD, " ") == expected


@pytest.mark.parametrize(
    ("type", "value", "expected"),
    [
        ("date", "2026-11-23", '<time datetime="2026-11-23">23 November 2026</time>'),
        ("date", "unknown", "unknown"),
        ("year", 1984, "1984"),
        ("email", "a@b.fr", '<a href="mailto:a@b.fr">a@b.fr</a>'),
        (
            "phone",
            "+33199001234",
            f'<a href="tel:+33199001234" dir="ltr">01{HARD}99{HARD}00{HARD}12{HARD}34</a>',
        ),
        ("phone", "+32 2 123", '<a href="tel:+32 2 123" dir="ltr">+32 2 123</a>'),
        ("boolean", True, "Yes"),
        ("boolean", False, "No"),
        ("integer", 0, '<span class="number">0</span>'),
        ("money", 12.5, f'<span class="number" dir="auto">12.50{HARD}€</span>'),
        ("point", {"lat": 48.3, "lon": -0.61}, '<span class="number" dir="ltr">48.3, -0.61</span>'),
    ],
)
def test_values_read_by_their_type(type: str, value: Any, expected: str) -> None:  # noqa: A002
    with translation.override("en-gb"):
        assert draw("{% show t v %}", t=type, v=value).strip() == expected


@pytest.mark.parametrize("value", [None, "", []])
def test_a_missing_value_says_so(value: Any) -> None:
    with translation.override("en"):
        assert words(tree(draw('{% show "text" v %}', v=value))) == "not given"


def test_codes_read_as_their_words() -> None:
    html = draw('{% show "choices" v texts=t %}', v=["a", "x"], t={"a": "Manger"})
    tags = [words(one) for one in tree(html).iter("span") if one.get("class") == "tag"]
    assert tags == ["Manger", "x"]


def test_hours_that_say_more_than_a_week_are_shown_as_written() -> None:
    html = draw('{% show "hours" "Mo 09:00-12:00; PH off" %}')
    assert words(tree(html)) == "Mo 09:00-12:00; PH off"


@pytest.mark.parametrize("language", ["en", "en-gb"])
def test_an_instant_is_told_in_the_zone_of_the_place(language: str) -> None:
    with translation.override(language):
        html = draw('{% when "2026-07-01T22:30:00+00:00" %}')
    assert words(tree(html)) == "2 July 2026, 00:30"
