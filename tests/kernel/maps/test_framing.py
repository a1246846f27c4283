"""A map shows what it is about, and its scale is true."""

from math import asin, cos, radians, sin, sqrt

import pytest

from lieucommun.kernel.maps.framing import View, inset_of, kilometres_in, view_of
from lieucommun.kernel.territories import INSETS, contours, find, project

from .drawings import a_map, square


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return the distance between two points of a sphere as large as the Earth."""
    (south, west), (north, east) = (tuple(map(radians, each)) for each in (one, other))
    chord = sin((north - south) / 2) ** 2
    chord += cos(south) * cos(north) * sin((east - west) / 2) ** 2
    return 2 * 6371.0088 * asin(sqrt(chord))


def test_a_view_holds_its_shapes_with_room_around() -> None:
    view = view_of(a_map())
    assert (view.left, view.top) == pytest.approx((398.8, 398.8))
    assert (view.width, view.height) == pytest.approx((32.4, 32.4))
    assert view.box == "398.8 398.8 32.4 32.4"
    assert view.unit == pytest.approx(0.0324)


def test_a_focus_is_what_is_shown_and_neighbours_are_in_sight() -> None:
    drawn = a_map(focus=frozenset({"000"}))
    view = view_of(drawn)
    assert view.width == pytest.approx(10.8)
    assert [each.code for each in drawn.shapes if view.shows(each)] == ["000", "001", "003", "004"]
    assert view_of(a_map(focus=frozenset({"unknown"}))) == view_of(a_map())


def test_a_thin_territory_is_not_a_thin_map() -> None:
    wide = view_of(a_map(shapes=[square(str(each), each) for each in range(8)]))
    tall = view_of(a_map(shapes=[square(str(each), 0, each) for each in range(8)]))
    assert wide.height / wide.width == pytest.approx(0.55)
    assert tall.height / tall.width == pytest.approx(1.35)
    alone = view_of(a_map(shapes=[square("1", 0, side=0.1)]))
    assert alone.width >= 3


def test_the_country_is_shown_whole_with_its_frames() -> None:
    departements = contours.shapes("departement")
    view = view_of(a_map(shapes=departements))
    assert (view.box, [each.code for each in view.insets]) == (
        "0 0 1000 930",
        ["971", "972", "973", "974", "976"],
    )
    assert all(view.shows(each) for each in departements)
    assert not view.is_overseas
    assert view_of(a_map(shapes=[])).box == "0 0 1000 930"


def test_the_mainland_alone_leaves_the_frames_out() -> None:
    mainland = [each for each in contours.shapes("departement") if len(each.code) == 2]
    view = view_of(a_map(shapes=mainland))
    assert view.insets == ()
    drawn = a_map(shapes=contours.shapes("departement"), focus=frozenset({"33", "40", "64"}))
    seen = {each.code for each in drawn.shapes if view_of(drawn).shows(each)}
    assert {"33", "40", "64", "32"} <= seen
    assert not seen & {each.code for each in INSETS}


@pytest.mark.parametrize("inset", INSETS, ids=lambda inset: inset.name)
def test_an_overseas_departement_alone_is_close_and_to_scale(inset: object) -> None:
    (shape,) = contours.shapes("departement", [inset.code])  # type: ignore[attr-defined]
    assert inset_of(shape) == inset
    view = view_of(a_map(shapes=[shape]))
    assert view.is_overseas
    assert view.shows(shape)
    assert not any(view.shows(each) for each in contours.shapes("departement", ["33", "29"]))
    middle = (inset.south + inset.north) / 2  # type: ignore[attr-defined]
    west, east = inset.west + 0.01, inset.east - 0.01  # type: ignore[attr-defined]
    left, right = project(middle, west), project(middle, east)
    assert left
    assert right
    found = (right[0] - left[0]) * kilometres_in(inset)  # type: ignore[arg-type]
    assert found == pytest.approx(kilometres((middle, west), (middle, east)), rel=0.01)


def test_the_scale_of_the_mainland_is_true_from_one_city_to_another() -> None:
    view = view_of(a_map())
    paris, lyon = (48.8566, 2.3522), (45.7640, 4.8357)
    one, other = project(*paris), project(*lyon)
    assert one
    assert other
    units = sqrt((one[0] - other[0]) ** 2 + (one[1] - other[1]) ** 2)
    assert units * view.kilometres == pytest.approx(kilometres(paris, lyon), rel=0.004)


@pytest.mark.parametrize("width", [0.5, 3, 12, 86, 215, 1000])
def test_the_bar_of_scale_is_round_and_fits(width: float) -> None:
    view = View(0, 0, width, width, 1.165)
    length, units = view.bar()
    assert length in {0.1, 0.5, 2, 20, 50, 200}
    assert units == pytest.approx(length / 1.165)
    assert 0.08 * width < units <= 0.22 * width


def test_a_commune_in_a_region_is_found_by_its_focus() -> None:
    region = find("52", "region")
    departements = contours.shapes("departement", within=region)
    drawn = a_map(shapes=departements, focus=frozenset({"53"}))
    view = view_of(drawn)
    (mayenne,) = (each for each in departements if each.code == "53")
    assert view.left < mayenne.box[0]
    assert view.left + view.width > mayenne.box[2]
    assert view.width < 1.5 * max(mayenne.box[2] - mayenne.box[0], mayenne.box[3] - mayenne.box[1])
