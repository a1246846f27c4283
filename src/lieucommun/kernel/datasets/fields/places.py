"""Where something is: a point, or an outline."""

import json
import math
from dataclasses import dataclass
from typing import Any

from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.services.texts import Text

from .base import Field, Json
from .numbers import number_key

METRES_PER_DEGREE = 111_320.0
EARTH_KM = 6_371.0088
DIGITS = 7
LEAST_RING = 4
MOST_POINTS = 20_000


@dataclass(frozen=True, kw_only=True)
class PointField(Field):
    """A position, kept as {"lat": 45.43, "lon": 4.39} (WGS 84, degrees, seven decimals)."""

    def parse(self, raw: object) -> Json:
        latitude, longitude = _pair(raw)
        good = abs(latitude) <= 90 and abs(longitude) <= 180  # noqa: PLR2004
        if not (math.isfinite(latitude) and math.isfinite(longitude) and good):
            raise Refused("point")
        return {"lat": round(latitude, DIGITS), "lon": round(longitude, DIGITS)}

    def sort_key(self, value: Json) -> str:
        return number_key(round(value["lat"] * 10**DIGITS))

    def terms(self, value: Json) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        return f"{value['lat']}, {value['lon']}"

    def plain(self, value: Json) -> str:
        return self.text(value, "")


@dataclass(frozen=True, kw_only=True)
class AreaField(Field):
    """An outline, kept as a GeoJSON polygon; ODK's `lat lon alt acc; …` is understood."""

    def parse(self, raw: object) -> Json:
        rings = _rings(raw)
        if sum(map(len, rings)) > MOST_POINTS:
            raise Refused("area")
        return {"type": "Polygon", "coordinates": [_ring(ring) for ring in rings]}

    def terms(self, value: Json) -> tuple[str, ...]:  # noqa: ARG002
        return ()

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        return json.dumps(value)

    def plain(self, value: Json) -> str:
        return json.dumps(value)


def blurred(value: Json, metres: float) -> Json:
    """Return the centre of the cell of a fixed grid, `metres` wide, where a point lies.

    The same point always gives the same cell, so that asking twice teaches nothing.
    """
    step = metres / METRES_PER_DEGREE
    row = math.floor(value["lat"] / step)
    latitude = max(-90.0, min(90.0, (row + 0.5) * step))
    wide = step / max(math.cos(math.radians(latitude)), 0.01)
    longitude = (math.floor(value["lon"] / wide) + 0.5) * wide
    return {"lat": round(latitude, 6), "lon": round(max(-180.0, min(180.0, longitude)), 6)}


def distance_km(one: Json, other: Json) -> float:
    """Return the great-circle distance between two points."""
    first, second = math.radians(one["lat"]), math.radians(other["lat"])
    north, east = second - first, math.radians(other["lon"] - one["lon"])
    half = math.sin(north / 2) ** 2 + math.cos(first) * math.cos(second) * math.sin(east / 2) ** 2
    return 2 * EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def _pair(raw: object) -> tuple[float, float]:
    try:
        match raw:
            case {"lat": latitude, "lon": longitude}:
                return float(latitude), float(longitude)
            case {"type": "Point", "coordinates": [longitude, latitude, *_]}:
                return float(latitude), float(longitude)
            case str():
                numbers = [float(part) for part in raw.replace(",", " ").replace(";", " ").split()]
                if len(numbers) in {2, 3, 4}:  # ODK adds altitude and accuracy
                    return numbers[0], numbers[1]
    except (TypeError, ValueError, OverflowError):
        pass
    raise Refused("point")


def _rings(raw: object) -> list[list[Any]]:
    if isinstance(raw, str) and not raw.lstrip().startswith("{"):
        pairs = [_pair(part) for part in raw.split(";") if part.strip()]
        return [[[longitude, latitude] for latitude, longitude in pairs]]
    try:
        shape = json.loads(raw) if isinstance(raw, str) else raw
    except (ValueError, RecursionError):
        raise Refused("area") from None
    match shape:
        case {"type": "Polygon", "coordinates": [*rings]} if rings:
            return [list(ring) for ring in rings if isinstance(ring, list)]
    raise Refused("area")


def _ring(ring: list[Any]) -> list[list[float]]:
    reader = PointField(name="point", type="point", title=Text.of(en="Point"))
    points = []
    for place in ring:
        if not isinstance(place, (list, tuple)) or len(place) < 2:  # noqa: PLR2004
            raise Refused("area")
        point = reader.parse({"lat": place[1], "lon": place[0]})
        points.append([point["lon"], point["lat"]])
    if points and points[0] != points[-1]:
        points.append(points[0])
    if len(points) < LEAST_RING:
        raise Refused("area")
    return points
