"""Areas on the Earth's ellipsoid, the same way on the mainland and overseas.

A plane map would not do: Lambert-93 keeps angles, not areas (up to 0.6 % off, more overseas).
Here latitude gives way to the area below it, so that plane areas are those of the ellipsoid
GRS80 (Snyder, Map Projections, 1987, equations 3-12 and 10-14: Lambert's cylindrical equal-area).
"""

from collections.abc import Iterable
from decimal import Decimal
from math import atanh, radians, sin

import shapely
from shapely.geometry.base import BaseGeometry

from lieucommun.kernel.territories.projection import ECCENTRICITY

SEMI_MAJOR = 6_378_137.0
SQUARE_KILOMETRE = 1_000_000.0
THOUSANDTH = Decimal("0.001")


def area_of(outline: BaseGeometry) -> Decimal:
    """Return the area in km², to the thousandth, of an outline in degrees."""
    degrees = shapely.get_coordinates(outline).tolist()
    flat = shapely.set_coordinates(outline, list(_flattened(degrees)))
    metres = float(shapely.area(flat)) * SEMI_MAJOR**2
    return Decimal(metres / SQUARE_KILOMETRE).quantize(THOUSANDTH)


def _flattened(degrees: Iterable[tuple[float, float]]) -> Iterable[tuple[float, float]]:
    """Yield longitude in radians, and half of Snyder's q, for points in degrees."""
    square = ECCENTRICITY**2
    for lon, lat in degrees:
        sine = sin(radians(lat))
        below = sine / (1 - square * sine**2) + atanh(ECCENTRICITY * sine) / ECCENTRICITY
        yield radians(lon), (1 - square) * below / 2
