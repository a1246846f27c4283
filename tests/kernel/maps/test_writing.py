"""Words in lines, numbers without noise."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.maps.writing import number, width_of, wrapped


@given(st.text(max_size=200), st.floats(20, 400))
def test_lines_say_all_and_fit(said: str, width: float) -> None:
    lines = wrapped(said, 10, width)
    kept = "".join(lines).replace(" ", "")
    assert kept == "".join(letter for letter in said if letter not in " \t\n\r")
    assert all(width_of(line, 10) <= width or len(line) == 1 for line in lines)


def test_spaces_that_do_not_break_stay() -> None:
    lines = wrapped("12\u202f345\u00a0€ par habitant", 10, 45)
    assert lines[0] == "12\u202f345\u00a0€"
    assert " ".join(lines[1:]) == "par habitant"


@pytest.mark.parametrize(
    ("value", "said"), [(0, "0"), (-0.001, "0"), (1.50, "1.5"), (100, "100"), (-2.345, "-2.35")]
)
def test_numbers_are_short(value: float, said: str) -> None:
    assert number(value) == said
