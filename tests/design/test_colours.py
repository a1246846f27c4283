import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.design.colours import (
    DARK_GROUNDS,
    LIGHT_GROUNDS,
    UnreadableAccentError,
    accents,
    contrast,
)


@pytest.mark.parametrize(
    ("first", "second", "ratio"),
    [("#000000", "#ffffff", 21), ("#ffffff", "#ffffff", 1), ("#767676", "#ffffff", 4.54)],
)
def test_contrast_is_the_one_of_wcag(first: str, second: str, ratio: float) -> None:
    assert contrast(first, second) == pytest.approx(ratio, abs=0.01)
    assert contrast(second, first) == contrast(first, second)


def test_the_own_accent_is_accepted() -> None:
    light, _ = accents("#0d5c4b")
    assert (light.accent, light.on_accent) == ("#0d5c4b", "#ffffff")


@pytest.mark.parametrize("colour", ["#ffcc00", "#6fc3aa", "#888888"])
def test_a_pale_accent_is_refused_with_its_contrast(colour: str) -> None:
    with pytest.raises(UnreadableAccentError, match=f"{colour}: contrast .* darken it"):
        accents(colour)


@pytest.mark.parametrize("colour", ["", "green", "#12345", "#12345g", "#1234567"])
def test_what_is_not_a_colour_is_refused(colour: str) -> None:
    with pytest.raises(UnreadableAccentError, match="expected six digits"):
        accents(colour)


@given(st.integers(0, 0xFFFFFF))
def test_an_accepted_accent_reads_on_every_ground(number: int) -> None:
    try:
        light, dark = accents(f"#{number:06x}")
    except UnreadableAccentError:
        return
    for colours, grounds in ((light, LIGHT_GROUNDS), (dark, DARK_GROUNDS)):
        for ground in (*grounds, colours.soft):
            assert contrast(colours.accent, ground) >= 4.5
        assert contrast(colours.on_accent, colours.accent) >= 4.5


def test_an_accent_is_served_for_ever(client: Client) -> None:
    response = client.get("/design/accent-7a2e8e.css")
    assert response.status_code == 200
    assert response["Content-Type"] == "text/css; charset=utf-8"
    assert "immutable" in response["Cache-Control"]
    assert "--accent:#7a2e8e" in response.content.decode()


def test_an_unreadable_accent_is_not_served(client: Client) -> None:
    assert client.get("/design/accent-ffcc00.css").status_code == 404
