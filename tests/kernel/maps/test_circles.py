"""Circles: as large as volumes are, and their legend too."""

from dataclasses import replace
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel import maps
from lieucommun.kernel.maps.sizing import LARGEST, radius_of

from .drawings import SVG, a_map, parsed, styled, titles

VOLUMES = {"000": Decimal(100), "001": Decimal(25), "002": Decimal(-100), "003": Decimal(0)}
CIRCLES = maps.Circles(
    values={**VOLUMES, "004": None},
    texts={code: f"{value} M€" for code, value in VOLUMES.items()},
    title="Grants, in millions of euros",
    marks=((Decimal(100), "100 M€"), (Decimal(25), "25 M€"), (Decimal(5), "5 M€")),
    less="Fall",
)


def radii(svg: str) -> dict[str, float]:
    return {
        titles(each)[0]: float(each.get("r", 0))
        for each in parsed(svg).iter(f"{SVG}circle")
        if titles(each)
    }


def test_areas_go_with_volumes() -> None:
    found = radii(maps.draw(a_map(circles=CIRCLES, classes=(), texts={})))
    assert list(found) == ["Commune 000: 100 M€", "Commune 002: -100 M€", "Commune 001: 25 M€"]
    large, less, small = found.values()
    assert large == less == pytest.approx(LARGEST * 0.0324, abs=1e-3)
    assert (large / small) ** 2 == pytest.approx(4, rel=1e-2)


def test_a_territory_says_its_rate_and_its_volume_once() -> None:
    svg = maps.draw(a_map(circles=CIRCLES))
    assert "Commune 000: 0 €, 100 M€" in radii(svg)
    assert "Commune 008: No data" in svg


def test_what_falls_is_dashed_and_named() -> None:
    drawn = a_map(circles=CIRCLES)
    (less,) = styled(maps.draw(drawn), "map-less")
    assert less.get("stroke-dasharray")
    assert "Fall" in maps.circle_key(drawn)
    rising = replace(CIRCLES, values={"000": Decimal(1)})
    assert "Fall" not in maps.circle_key(a_map(circles=rising))


def test_two_maps_may_share_their_scale() -> None:
    shared = replace(CIRCLES, largest=Decimal(400))
    one, other = (radii(maps.draw(a_map(circles=each))) for each in (CIRCLES, shared))
    assert max(other.values()) == pytest.approx(max(one.values()) / 2, rel=1e-2)


def test_the_legend_is_as_large_as_the_map() -> None:
    drawn = a_map(circles=CIRCLES)
    key = parsed(maps.circle_key(drawn))
    found = [float(each.get("r", 0)) for each in key.iter(f"{SVG}circle")][:3]
    assert found == pytest.approx([LARGEST, LARGEST / 2, LARGEST * 0.05**0.5], abs=0.01)
    half = parsed(maps.circle_key(drawn, scale=0.5))
    assert float(next(half.iter(f"{SVG}circle")).get("r", 0)) == pytest.approx(LARGEST / 2)
    assert [each.text for each in key.iter(f"{SVG}text")] == ["100 M€", "25 M€", "5 M€", "Fall"]
    lines = [float(each.get("y", 0)) for each in key.iter(f"{SVG}text")]
    assert all(after - before > 15 for before, after in pairwise(lines))
    assert maps.circle_key(a_map()) == ""


def test_only_the_focus_has_circles() -> None:
    svg = maps.draw(a_map(circles=CIRCLES, focus=frozenset({"001"})))
    assert list(radii(svg)) == ["Commune 001: 1 €, 25 M€"]


@given(st.decimals("0.0001", "1e15", places=4))
def test_marks_are_round_and_near_the_largest(largest: Decimal) -> None:
    found = maps.marks(largest)
    assert found
    assert found[0] <= largest < 3 * found[0]
    assert list(found) == sorted(set(found), reverse=True)
    for each in found:
        digits = each.normalize().as_tuple().digits
        assert digits in {(1,), (2,), (5,), (2, 5)}
        assert radius_of(each, largest) <= LARGEST + 1e-9


def test_without_volumes_there_is_no_mark() -> None:
    assert maps.marks(Decimal(0)) == ()
    assert maps.largest_of([None, Decimal(-4), Decimal(3)]) == 4
    assert maps.largest_of([]) == 0
    assert radius_of(Decimal(0), Decimal(0)) == 0
    empty = maps.Circles({}, {}, "Volume")
    assert radii(maps.draw(a_map(circles=empty))) == {}
