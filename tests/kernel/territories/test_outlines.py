"""The committed outlines: complete, dissolved, tiling, and in agreement with the projection."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import get_args

import pytest

from lieucommun.kernel.territories import INSETS, every, find, outlines, project, viewbox
from lieucommun.kernel.territories.building.topology import Line, area
from lieucommun.kernel.territories.outlines import GEOJSON, Outline, OutlineLevel, frame
from lieucommun.kernel.territories.projection import HEIGHT, WIDTH, lambert93

LEVELS: tuple[OutlineLevel, ...] = get_args(OutlineLevel)
PLACES = {
    "75": (48.8566, 2.3522),
    "29": (48.0, -4.1),
    "42": (45.44, 4.39),
    "68": (48.08, 7.36),
    "2A": (41.86, 9.0),
    "971": (16.0, -61.7),
    "972": (14.61, -61.05),
    "973": (4.9, -52.33),
    "974": (-20.9, 55.46),
    "976": (-12.8, 45.17),
}


def region_of(departement: str) -> str | None:
    territory = find(departement, "departement")
    assert territory
    return territory.region


def drawn_rings(outline: Outline) -> list[Line]:
    """Follow a path back into tenths of a unit, exactly."""
    rings = []
    for text in re.findall(r"M([^z]+)z", outline.path_d):
        numbers = [round(float(each) * 10) for each in re.findall(r"-?\d*\.?\d+", text)]
        x = y = 0
        ring: Line = []
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            ring.append((x, y))
        rings.append(ring)
    return rings


def drawn_area(outline: Outline) -> float:
    return abs(sum(area(ring) for ring in drawn_rings(outline)))


def features(level: OutlineLevel) -> dict[str, list[Line]]:
    collection = json.loads(GEOJSON[level].read_text(encoding="utf-8"))
    return {
        feature["properties"]["code"]: [
            [(lon, lat) for lon, lat in ring]
            for polygon in feature["geometry"]["coordinates"]
            for ring in polygon
        ]
        for feature in collection["features"]
    }


def segments(rings: list[Line]) -> Iterator[tuple[tuple[float, float], tuple[float, float]]]:
    for ring in rings:
        yield from pairwise(ring)


def inside(point: tuple[float, float], rings: list[Line]) -> bool:
    x, y = point
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                odd = not odd
    return odd


def test_every_region_and_departement_is_drawn_under_its_official_name() -> None:
    assert [(each.code, each.name) for each in outlines("region")] == [
        (each.code, each.name) for each in every("region")
    ]
    assert [(each.code, each.name) for each in outlines("departement")] == [
        (each.code, each.name) for each in every("departement") if each.kind == "departement"
    ]
    for level in LEVELS:
        assert list(features(level)) == [each.code for each in outlines(level)]


@pytest.mark.parametrize("level", LEVELS)
def test_all_is_within_the_frame_and_labels_are_within_their_area(level: OutlineLevel) -> None:
    assert viewbox() == f"0 0 {WIDTH} {HEIGHT}"
    for outline in outlines(level):
        rings = drawn_rings(outline)
        points = [point for ring in rings for point in ring]
        assert all(0 < x < WIDTH * 10 and 0 < y < HEIGHT * 10 for x, y in points)
        assert inside((outline.label_x * 10, outline.label_y * 10), rings), outline.name


def test_a_region_covers_what_its_departements_cover() -> None:
    for region in outlines("region"):
        parts = [each for each in outlines("departement") if region_of(each.code) == region.code]
        assert drawn_area(region) == pytest.approx(sum(map(drawn_area, parts)), rel=1e-6)


def test_no_border_remains_inside_a_region() -> None:
    departements = features("departement")
    for code, rings in features("region").items():
        kept = Counter(frozenset(segment) for segment in segments(rings))
        met = Counter(
            frozenset(segment)
            for departement, parts in departements.items()
            if region_of(departement) == code
            for segment in segments(parts)
        )
        assert kept == Counter({segment: 1 for segment, times in met.items() if times % 2})


def test_mainland_is_as_large_as_france() -> None:
    tenths = sum(drawn_area(each) for each in outlines("region") if each.code > "10")
    assert tenths * 0.1165**2 == pytest.approx(543_940, rel=0.01)


def test_geojson_is_closed_and_turns_as_the_standard_says() -> None:
    for level in LEVELS:
        collection = json.loads(GEOJSON[level].read_text(encoding="utf-8"))
        for feature in collection["features"]:
            key = feature["properties"]["key"]
            assert key == f"{level}:{feature['properties']['code']}"
            for outer, *holes in feature["geometry"]["coordinates"]:
                assert outer[0] == outer[-1]
                assert area([(x, y) for x, y in outer[:-1]]) > 0
                assert all(area([(x, y) for x, y in hole[:-1]]) < 0 for hole in holes)


def test_enclaves_are_holes_in_the_regions_around_them() -> None:
    """Papes (Vaucluse) in the Drôme, two of the Hautes-Pyrénées in the west, Spanish Llívia."""
    collection = json.loads(GEOJSON["region"].read_text(encoding="utf-8"))
    holes = {
        feature["properties"]["name"]: sum(
            len(polygon) - 1 for polygon in feature["geometry"]["coordinates"]
        )
        for feature in collection["features"]
    }
    assert {name: count for name, count in holes.items() if count} == {
        "Auvergne-Rhône-Alpes": 1,
        "Nouvelle-Aquitaine": 2,
        "Occitanie": 1,
    }


@pytest.mark.parametrize(("code", "place"), PLACES.items())
def test_a_place_falls_within_its_departement(code: str, place: tuple[float, float]) -> None:
    point = project(*place)
    assert point
    (outline,) = (each for each in outlines("departement") if each.code == code)
    assert inside((point[0] * 10, point[1] * 10), drawn_rings(outline))
    west, south, east, north = outline.bounds
    assert south <= place[0] <= north
    assert west <= place[1] <= east


@pytest.mark.parametrize(
    ("lat", "lon"), [(0, 0), (-17.5, -149.5), (40.4, -3.7), (90, 0), (-90, 0), (46.8, -56.2)]
)
def test_elsewhere_is_off_the_map(lat: float, lon: float) -> None:
    assert project(lat, lon) is None


def test_insets_do_not_overlap_and_hold_their_area() -> None:
    assert [each.code for each in INSETS] == ["971", "972", "973", "974", "976"]
    for above, below in pairwise(INSETS):
        assert above.y + above.height < below.y
    areas = {each.code: each for each in outlines("departement")}
    for inset in INSETS:
        assert inset.y + inset.height <= HEIGHT
        for x, y in (point for ring in drawn_rings(areas[inset.code]) for point in ring):
            assert inset.x < x / 10 < inset.x + inset.width
            assert inset.y < y / 10 < inset.y + inset.height


@pytest.mark.parametrize(
    ("place", "metres"),
    [
        ((46.5, 3.0), (700_000.0, 6_600_000.0)),
        ((48.8566, 2.3522), (652_469.022709, 6_862_035.259420)),
        ((48.39, -4.486), (146_636.139515, 6_836_217.364661)),
        ((41.39, 9.16), (1_216_194.167878, 6_052_163.106394)),
        ((51.04, 2.38), (656_417.383124, 7_105_095.528675)),
    ],
)
def test_lambert_93_agrees_with_proj(
    place: tuple[float, float], metres: tuple[float, float]
) -> None:
    """Reference: pyproj 3.7.2, EPSG:4171 to EPSG:2154."""
    assert lambert93(*place) == pytest.approx(metres, abs=1e-5)


def test_files_stay_light() -> None:
    assert sum(len(each.path_d) for each in outlines("region")) < 40_000
    assert sum(len(each.path_d) for each in outlines("departement")) < 80_000


def test_a_frame_holds_its_points_with_room_around_them() -> None:
    assert frame([]) == (0, 0, 1000)
    left, top, side = frame([(500, 400), (900, 500)])
    assert (left, top, side) == pytest.approx((440, 190, 520))
    left, top, side = frame([(700, 800)])
    assert (left, top, side) == pytest.approx((637.5, 737.5, 125))
    assert frame([(0, 0), (1000, 930)])[2] == 1000
