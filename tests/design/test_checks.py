import pytest
from pytest_django import Settings

from lieucommun.design.checks import accent_is_readable


@pytest.mark.parametrize("accent", ["", "#0d5c4b", "#7a2e8e"])
def test_a_readable_accent_starts(settings: Settings, accent: str) -> None:
    settings.PLACE_ACCENT = accent
    assert accent_is_readable() == []


@pytest.mark.parametrize(
    ("accent", "said"), [("#ffcc00", "contrast 1.3"), ("green", "expected six digits")]
)
def test_another_one_is_refused_with_a_reason(settings: Settings, accent: str, said: str) -> None:
    settings.PLACE_ACCENT = accent
    (problem,) = accent_is_readable()
    assert problem.id == "design.E001"
    assert said in problem.msg
    assert "#0d5c4b" in (problem.hint or "")
