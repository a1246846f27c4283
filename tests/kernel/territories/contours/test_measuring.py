"""Areas are those of the ellipsoid, everywhere."""

from math import cos, pi, radians, sin

import pytest
import shapely

from lieucommun.kernel.territories.contours.making.measuring import area_of
from lieucommun.kernel.territories.projection import ECCENTRICITY, EXPONENT, lambert93

#: GRS80, by Moritz (2000): the area of the ellipsoid in km².
EARTH = 510_065_621.724
SEMI_MAJOR = 6378.137


def boxed(west: float, south: float, east: float, north: float) -> shapely.Polygon:
    return shapely.segmentize(shapely.box(west, south, east, north), 0.01)


def test_the_whole_earth_is_as_large_as_geodesists_say() -> None:
    assert float(area_of(shapely.box(-180, -90, 180, 90))) == pytest.approx(EARTH, rel=1e-9)


@pytest.mark.parametrize("lat", [-21.1, 4.0, 14.6, 43.3, 47.2, 51.0])
def test_a_small_square_is_as_large_as_its_sides_say(lat: float) -> None:
    """Radii of curvature (Snyder, 4-18 to 4-20): exact as the square shrinks."""
    sine = sin(radians(lat))
    meridian = SEMI_MAJOR * (1 - ECCENTRICITY**2) / (1 - (ECCENTRICITY * sine) ** 2) ** 1.5
    parallel = SEMI_MAJOR * cos(radians(lat)) / (1 - (ECCENTRICITY * sine) ** 2) ** 0.5
    side = radians(0.2)
    found = float(area_of(boxed(2, lat - 0.1, 2.2, lat + 0.1)))
    assert found == pytest.approx(meridian * parallel * side * side, rel=1e-5)


@pytest.mark.parametrize(("lat", "lon"), [(43.3, 5.4), (46.5, 3.0), (47.2, -1.55), (50.6, 3.06)])
def test_lambert_93_agrees_once_its_scale_is_undone(lat: float, lon: float) -> None:
    """A plane area of Lambert-93 is the ground's by the square of the local scale."""
    drawn = boxed(lon - 0.05, lat - 0.05, lon + 0.05, lat + 0.05)
    plane = [lambert93(y, x) for x, y in shapely.get_coordinates(drawn).tolist()]
    found = shapely.Polygon(plane).area / 1e6
    east, north = lambert93(lat, lon)
    radius = ((east - 700_000) ** 2 + (12_655_612.0498760 - north) ** 2) ** 0.5
    normal = SEMI_MAJOR * 1000 / (1 - (ECCENTRICITY * sin(radians(lat))) ** 2) ** 0.5
    scale = EXPONENT * radius / (normal * cos(lat * pi / 180))
    assert float(area_of(drawn)) == pytest.approx(found / scale**2, rel=1e-5)
    assert abs(scale**2 - 1) < 0.006


def test_holes_are_not_counted_and_parts_add_up() -> None:
    outer, inner = boxed(2, 47, 2.4, 47.4), boxed(2.1, 47.1, 2.2, 47.2)
    assert area_of(outer.difference(inner)) == pytest.approx(area_of(outer) - area_of(inner))
    both = shapely.MultiPolygon([inner, boxed(3, 47, 3.1, 47.1)])
    assert area_of(both) == pytest.approx(area_of(inner) + area_of(boxed(3, 47, 3.1, 47.1)))
