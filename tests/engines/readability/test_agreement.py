"""The linter agrees with sentences marked by hand, also on those that it was not tuned on."""

import pytest

from .agreeing import agreement, marked


@pytest.mark.parametrize("half", ["tuning", "held-out"])
def test_the_linter_agrees_with_marks_made_by_reading(half: str) -> None:
    whole, reasons, others = agreement(half)
    assert whole >= 0.9, others
    assert reasons >= 0.9


def test_the_marked_set_is_large_and_mixed() -> None:
    sentences = [*marked("tuning"), *marked("held-out")]
    assert len({each.text for each in sentences}) == len(sentences) >= 100
    assert 0.4 < sum(each.hard for each in sentences) / len(sentences) < 0.6
    assert all(each.hard == bool(each.reasons) for each in sentences)
