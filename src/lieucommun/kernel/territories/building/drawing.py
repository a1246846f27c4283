"""Draws the outlines: SVG paths in the frame of the map, GeoJSON in degrees."""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from lieucommun.kernel.territories.outlines import DATA, GEOJSON, OutlineLevel
from lieucommun.kernel.territories.projection import project
from lieucommun.kernel.territories.queries import every, find
from lieucommun.kernel.territories.territory import Territory

from .shaping import pole, simplify
from .topology import Line, Point, Ring, area, decode_arcs, dissolve, rings_of, trace

Shapes: TypeAlias = dict[str, list[Ring]]

# In squares of the drawing's unit (1.36 km²): what an eye does not miss at 500 and at 1,000 pixels.
DRAWING_DETAIL = 0.9
GEOJSON_DETAIL = 0.12
SMALLEST_DRAWN = 1.0  # An islet below it is a speck of dust, not a shape.
TENTHS = 10

# Natural Earth's names that are not the official ones, three of them misspelt.
CORRECTIONS = {
    "Guyane française": "Guyane",
    "Haute-Rhin": "Haut-Rhin",
    "Meurhe-et-Moselle": "Meurthe-et-Moselle",
    "Seien-et-Marne": "Seine-et-Marne",
}


def draw(topology: dict[str, Any]) -> dict[Path, str]:
    """Return the text of each file of outlines, from a decoded ``fra.topo.json``."""
    arcs = decode_arcs(topology)
    departements = _official(topology["objects"]["fra"]["geometries"])
    shapes: dict[OutlineLevel, Shapes] = {
        "region": _regions(departements, arcs),
        "departement": departements,
    }
    flat = [[_placed(point) for point in arc] for arc in arcs]
    drawn = _thinned(flat, flat, DRAWING_DETAIL)
    degrees = _thinned(arcs, flat, GEOJSON_DETAIL)
    files = {DATA / "outlines.json": _outlines(shapes, drawn, degrees)}
    for level, path in GEOJSON.items():
        files[path] = _geojson(level, shapes[level], degrees)
    return files


def _official(geometries: Iterable[dict[str, Any]]) -> Shapes:
    """Give each drawn département its official code; every one of the 101 must be there once."""
    codes = {each.name: each.code for each in every("departement") if each.region}
    shapes: Shapes = {}
    for geometry in geometries:
        name = geometry["properties"]["name"]
        shapes[codes.pop(CORRECTIONS.get(name, name))] = rings_of(geometry)
    if codes:
        raise ValueError(f"départements without an outline: {', '.join(codes)}")
    return dict(sorted(shapes.items()))


def _regions(departements: Shapes, arcs: Sequence[Line]) -> Shapes:
    together: defaultdict[str, list[Ring]] = defaultdict(list)
    for code, rings in departements.items():
        together[_named(code, "departement").region or ""] += rings
    return {code: dissolve(together[code], arcs) for code in sorted(together)}


def _placed(point: Point) -> Point:
    lon, lat = point
    place = project(lat, lon)
    if place is None:
        raise ValueError(f"off the map: latitude {lat}, longitude {lon}")
    return place


def _thinned(arcs: Sequence[Line], flat: Sequence[Line], detail: float) -> list[Line]:
    """Keep of each arc the points that count once drawn: borders stay common to neighbours."""
    pairs = zip(arcs, flat, strict=True)
    return [[arc[i] for i in simplify(drawn, detail)] for arc, drawn in pairs]


def _outlines(
    shapes: dict[OutlineLevel, Shapes], drawn: Sequence[Line], degrees: Sequence[Line]
) -> str:
    levels = []
    for level, areas in shapes.items():
        lines = [
            json.dumps(_outline(_named(code, level), rings, drawn, degrees), ensure_ascii=False)
            for code, rings in areas.items()
        ]
        levels.append(f'"{level}": [\n' + ",\n".join(lines) + "\n]")
    return "{\n" + ",\n".join(levels) + "\n}\n"


def _outline(
    territory: Territory, rings: Iterable[Ring], drawn: Sequence[Line], degrees: Sequence[Line]
) -> dict[str, object]:
    rings = list(rings)
    largest, *others = sorted((trace(ring, drawn) for ring in rings), key=_size, reverse=True)
    traced = [largest, *(line for line in others if _size(line) >= SMALLEST_DRAWN)]
    points = [point for ring in rings for point in trace(ring, degrees)]
    label_x, label_y = pole(traced)
    lons, lats = [lon for lon, _ in points], [lat for _, lat in points]
    bounds = (min(lons), min(lats), max(lons), max(lats))
    return {
        "code": territory.code,
        "name": territory.name,
        "path_d": "".join(_path(line) for line in traced),
        "label_x": round(label_x, 1),
        "label_y": round(label_y, 1),
        "bounds": [round(degree, 3) for degree in bounds],
    }


def _size(line: Line) -> float:
    return abs(area(line))


def _path(line: Line) -> str:
    """Write a closed ring in relative tenths, so that roundings never add up to a gap."""
    tenths = [(round(x * TENTHS), round(y * TENTHS)) for x, y in line]
    here_x, here_y = tenths[0]
    text = f"M{_number(here_x)}{_number(here_y, follows=True)}l"
    steps: list[str] = []
    for x, y in tenths[1:]:
        if (x, y) != (here_x, here_y):
            steps.append(_number(x - here_x, follows=bool(steps)))
            steps.append(_number(y - here_y, follows=True))
            here_x, here_y = x, y
    return f"{text}{''.join(steps)}z"


def _number(tenths: int, *, follows: bool = False) -> str:
    text = f"{tenths / TENTHS:g}"
    if abs(tenths) < TENTHS:
        text = text.replace("0.", ".")
    return f" {text}" if follows and not text.startswith("-") else text


def _geojson(level: OutlineLevel, areas: Shapes, degrees: Sequence[Line]) -> str:
    features = []
    for code, rings in areas.items():
        territory = _named(code, level)
        properties = {"key": territory.key, "code": code, "name": territory.name}
        polygons = list(_polygons([trace(ring, degrees) for ring in rings]))
        geometry = {"type": "MultiPolygon", "coordinates": polygons}
        feature = {"type": "Feature", "properties": properties, "geometry": geometry}
        features.append(json.dumps(feature, ensure_ascii=False, separators=(",", ":")))
    return '{"type":"FeatureCollection","features":[\n' + ",\n".join(features) + "\n]}\n"


def _polygons(lines: list[Line]) -> Iterator[list[list[list[float]]]]:
    """Group each hole with the outer ring around it; outer rings anticlockwise (RFC 7946)."""
    lines.sort(key=_size, reverse=True)
    outward = area(lines[0]) > 0
    outer = [line for line in lines if (area(line) > 0) == outward]
    holes = [line for line in lines if (area(line) > 0) != outward]
    for line in outer:
        within = [line, *(hole for hole in holes if _inside(hole[0], line))]
        yield [_closed(each if outward else each[::-1]) for each in within]


def _inside(point: Point, line: Line) -> bool:
    x, y = point
    inside = False
    for (ax, ay), (bx, by) in zip(line, (*line[1:], line[0]), strict=True):
        if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
            inside = not inside
    return inside


def _closed(line: Line) -> list[list[float]]:
    return [[round(lon, 3), round(lat, 3)] for lon, lat in (*line, line[0])]


def _named(code: str, level: OutlineLevel) -> Territory:
    territory = find(code, level)
    if territory is None:
        raise ValueError(f"no {level} {code} in the register")
    return territory
