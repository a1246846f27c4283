"""Paths say what they were given, to half a step, and neighbours say the same of their border."""

import re
from itertools import pairwise

import shapely
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.territories.contours.making.paths import path_of

Ring = list[tuple[float, float]]
numbers = st.floats(0, 1000, allow_nan=False)
places = st.sampled_from([1, 2])


def rings_of(path_d: str) -> list[Ring]:
    """Follow a path, in units of the drawing."""
    assert re.fullmatch(r"(M[-.\d]+[- ][.\d]+l[-.\d ]+z)+", path_d), path_d
    rings = []
    for text in re.findall(r"M([^z]+)z", path_d):
        found = [float(each) for each in re.findall(r"-?\d*\.?\d+", text)]
        x = y = 0.0
        ring: Ring = []
        for step_x, step_y in zip(found[::2], found[1::2], strict=True):
            x, y = x + step_x, y + step_y
            ring.append((x, y))
        rings.append(ring)
    return rings


@st.composite
def polygons(draw: st.DrawFn) -> shapely.Polygon:
    """Draw polygons of any size, thin ones too."""
    points = draw(st.lists(st.tuples(numbers, numbers), min_size=3, max_size=40, unique=True))
    return shapely.Polygon(points)


@given(polygons(), places)
def test_a_path_goes_through_every_point_to_half_a_step(
    drawn: shapely.Polygon, decimals: int
) -> None:
    half = 0.5 * 10**-decimals + 1e-6
    rings = rings_of(path_of(drawn, decimals))
    (ring,) = rings
    if len(ring) == 4 and drawn.length < 8 * half * 10:  # it may have shrunk to a square
        return
    near = iter(ring)
    x, y = next(near)
    for wanted_x, wanted_y in shapely.get_coordinates(drawn)[:-1].tolist():
        while abs(x - wanted_x) > half or abs(y - wanted_y) > half:
            x, y = next(near)


@given(polygons(), places)
def test_a_path_never_repeats_a_point(drawn: shapely.Polygon, decimals: int) -> None:
    for ring in rings_of(path_of(drawn, decimals)):
        steps = [(round(x * 100), round(y * 100)) for x, y in ring]
        assert all(here != there for here, there in pairwise(steps))
        assert len(steps) >= 3


@given(st.lists(st.tuples(numbers, numbers), min_size=2, max_size=20, unique=True), places)
def test_a_border_is_the_same_seen_from_both_sides(border: Ring, decimals: int) -> None:
    left = path_of(shapely.Polygon([*border, (-50, -50), (-60, -10)]), decimals)
    right = path_of(shapely.Polygon([*border[::-1], (1050, 1050), (1060, 990)]), decimals)
    one, other = ({*map(_step, ring)} for ring in (*rings_of(left), *rings_of(right)))
    grid = {(round(x * 10**decimals), round(y * 10**decimals)) for x, y in border}
    assert {(x, y) for x, y in grid} <= {_scaled(each, decimals) for each in one & other}


def _step(point: tuple[float, float]) -> tuple[int, int]:
    return round(point[0] * 100), round(point[1] * 100)


def _scaled(step: tuple[int, int], decimals: int) -> tuple[int, int]:
    return round(step[0] / 10 ** (2 - decimals)), round(step[1] / 10 ** (2 - decimals))


def test_numbers_are_short_and_holes_are_rings() -> None:
    drawn = shapely.Polygon(
        [(0, 0), (10, 0), (10, 10.04), (0, 10)],
        holes=[[(2, 2), (2, 4.5), (4.25, 4), (4, 2)]],
    )
    assert path_of(drawn, 1) == "M0 0l10 0 0 10-10 0zM2 2l0 2.5 2.2-.5-.2-2z"
    assert path_of(drawn, 2) == "M0 0l10 0 0 10.04-10-.04zM2 2l0 2.5 2.25-.5-.25-2z"


def test_what_is_too_small_to_be_seen_is_a_square_and_islets_go() -> None:
    speck = shapely.Polygon([(5.01, 5.01), (5.02, 5.01), (5.02, 5.02)])
    assert path_of(speck, 1) == "M5 5l.1 0 0 .1-.1 0z"
    both = shapely.MultiPolygon([speck, shapely.box(7, 7, 8, 8)])
    assert path_of(both, 1) == "M8 7l0 1-1 0 0-1z"
