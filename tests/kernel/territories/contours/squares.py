"""Small files of contours: squares in degrees, one beside the other."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

SIDE = 0.1
WEST, SOUTH = -1.5, 47.0


def square(column: int, row: int = 0, *, side: float = SIDE, west: float = WEST) -> dict[str, Any]:
    """Return the geometry of a square of a grid near Nantes."""
    left, bottom = round(west + column * side, 6), round(SOUTH + row * side, 6)
    right, top = round(left + side, 6), round(bottom + side, 6)
    ring = [[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]
    return {"type": "Polygon", "coordinates": [ring]}


def feature(code: object, geometry: object, named: str = "code") -> dict[str, Any]:
    return {"type": "Feature", "properties": {named: code, "nom": "?"}, "geometry": geometry}


def collection(features: Iterable[Mapping[str, Any]], **members: object) -> str:
    told = {"type": "FeatureCollection", **members, "features": list(features)}
    return json.dumps(told)


def row_of(codes: Iterable[str], row: int = 0) -> list[dict[str, Any]]:
    """Return features of squares in a row."""
    return [feature(code, square(column, row)) for column, code in enumerate(codes)]


def written(folder: Path, text: str | bytes, name: str = "contours.geojson") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path
