"""Places a point of the Earth on the map of France: Lambert-93, and five overseas insets.

Mainland and Corsica follow Lambert-93 (EPSG:2154), by the formulas of IGN's note NTG 71 on the
GRS80 ellipsoid, equal to PROJ's; one unit of the drawing is 1,165 m. Each overseas département is
drawn in its own frame, at its own scale, on a local plane (longitude shrunk by the cosine of its
mean latitude): right for a drawing, not for measuring.
"""

from dataclasses import dataclass
from math import asin, atan2, atanh, cos, degrees, exp, hypot, log, radians, sin, tanh

WIDTH = 1000
HEIGHT = 930
MARGIN = 8

# NTG 71, table of Lambert-93: exponent, constant (m), false easting and pole northing (m).
EXPONENT = 0.725607765053267
CONSTANT = 11754255.4260960
FALSE_EASTING = 700000.0
POLE_NORTHING = 12655612.0498760
ECCENTRICITY = 0.08181919104281579
CENTRAL_MERIDIAN = radians(3)

METRES_PER_UNIT = 1165.0
WEST_EDGE = 99_000.0
NORTH_EDGE = 7_110_600.0
MAINLAND = (-5.5, 41.2, 9.8, 51.3)  # west, south, east, north, in degrees


@dataclass(frozen=True, slots=True)
class Inset:
    """A frame of the drawing for one overseas département, and the degrees that it shows."""

    code: str
    name: str
    west: float
    south: float
    east: float
    north: float
    x: float
    y: float
    width: float = 160.0
    height: float = 92.0

    def place(self, lat: float, lon: float) -> tuple[float, float]:
        """Return where a point falls in the drawing, the degrees shown being centred."""
        squeeze = cos(radians((self.south + self.north) / 2))
        wide, tall = (self.east - self.west) * squeeze, self.north - self.south
        scale = min((self.width - 2 * MARGIN) / wide, (self.height - 2 * MARGIN) / tall)
        x = self.x + self.width / 2 + (lon - (self.west + self.east) / 2) * squeeze * scale
        y = self.y + self.height / 2 - (lat - (self.south + self.north) / 2) * scale
        return x, y

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return the latitude and longitude of a place of the drawing: what `place` undoes."""
        squeeze = cos(radians((self.south + self.north) / 2))
        wide, tall = (self.east - self.west) * squeeze, self.north - self.south
        scale = min((self.width - 2 * MARGIN) / wide, (self.height - 2 * MARGIN) / tall)
        lat = (self.south + self.north) / 2 - (y - self.y - self.height / 2) / scale
        lon = (self.west + self.east) / 2 + (x - self.x - self.width / 2) / (squeeze * scale)
        return lat, lon

    def holds(self, x: float, y: float) -> bool:
        """Say whether a place of the drawing is in this frame."""
        return self.x <= x <= self.x + self.width and self.y <= y <= self.y + self.height

    def shows(self, lat: float, lon: float) -> bool:
        """Say whether a point is within the degrees of this frame."""
        return self.south <= lat <= self.north and self.west <= lon <= self.east


def lambert93(lat: float, lon: float) -> tuple[float, float]:
    """Return easting and northing in metres of a point given in degrees (RGF93 or WGS84)."""
    sine = sin(radians(lat))
    isometric = atanh(sine) - ECCENTRICITY * atanh(ECCENTRICITY * sine)
    radius = CONSTANT * exp(-EXPONENT * isometric)
    angle = EXPONENT * (radians(lon) - CENTRAL_MERIDIAN)
    return FALSE_EASTING + radius * sin(angle), POLE_NORTHING - radius * cos(angle)


def project(lat: float, lon: float) -> tuple[float, float] | None:
    """Return the place of a point in the drawing of ``viewbox()``, or ``None`` if off the map."""
    west, south, east, north = MAINLAND
    if south <= lat <= north and west <= lon <= east:
        easting, northing = lambert93(lat, lon)
        return (
            MARGIN + (easting - WEST_EDGE) / METRES_PER_UNIT,
            MARGIN + (NORTH_EDGE - northing) / METRES_PER_UNIT,
        )
    for inset in INSETS:
        if inset.shows(lat, lon):
            return inset.place(lat, lon)
    return None


def unproject(x: float, y: float) -> tuple[float, float]:
    """Return latitude and longitude, in degrees, of a place in the drawing of ``viewbox()``.

    The inverse of Lambert-93, by the iteration of NTG 71, to a millionth of a degree.
    """
    for inset in INSETS:
        if inset.holds(x, y):
            return inset.degrees(x, y)
    east = WEST_EDGE + (x - MARGIN) * METRES_PER_UNIT - FALSE_EASTING
    south = POLE_NORTHING - NORTH_EDGE + (y - MARGIN) * METRES_PER_UNIT
    lon = degrees(CENTRAL_MERIDIAN + atan2(east, south) / EXPONENT)
    isometric = -log(hypot(east, south) / CONSTANT) / EXPONENT
    sine = tanh(isometric)
    for _ in range(8):
        sine = tanh(isometric + ECCENTRICITY * atanh(ECCENTRICITY * sine))
    return degrees(asin(sine)), lon


# In the Bay of Biscay, from the nearest sea to the farthest.
INSETS: tuple[Inset, ...] = (
    Inset("971", "Guadeloupe", -61.85, 15.8, -60.93, 16.56, 4, 434),
    Inset("972", "Martinique", -61.3, 14.36, -60.75, 14.92, 4, 534),
    Inset("973", "Guyane", -54.8, 2.0, -51.5, 5.9, 4, 634),
    Inset("974", "La Réunion", 55.16, -21.44, 55.92, -20.8, 4, 734),
    Inset("976", "Mayotte", 45.0, -13.03, 45.33, -12.6, 4, 834),
)
