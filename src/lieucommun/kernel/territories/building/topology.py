"""A TopoJSON made of arcs that neighbours share: decoding, dissolving, rings and their areas.

An arc is a list of points. A reference ``r >= 0`` is arc ``r`` as drawn, ``r < 0`` is arc ``~r``
backwards; two neighbours refer to their common border once each way.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeAlias

Point: TypeAlias = tuple[float, float]
Line: TypeAlias = list[Point]
Ring: TypeAlias = list[int]


def decode_arcs(topology: dict[str, Any]) -> list[Line]:
    """Return the arcs in degrees (longitude, latitude), undone from their delta encoding."""
    (scale_x, scale_y), (left, bottom) = (
        topology["transform"]["scale"],
        topology["transform"]["translate"],
    )
    arcs: list[Line] = []
    for steps in topology["arcs"]:
        x = y = 0
        line: Line = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + left, y * scale_y + bottom))
        arcs.append(line)
    return arcs


def rings_of(geometry: dict[str, Any]) -> list[Ring]:
    """Return the rings of a Polygon or MultiPolygon, holes among them."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [list(ring) for polygon in polygons for ring in polygon]


def dissolve(rings: Iterable[Ring], arcs: Sequence[Line]) -> list[Ring]:
    """Merge neighbours: an arc met both ways is an inner border and goes, the rest is re-chained.

    Rings must be oriented alike (outer one way, holes the other), as TopoJSON writes them.
    """
    left: dict[int, None] = {}
    for ring in rings:
        for reference in ring:
            if ~reference in left:
                del left[~reference]
            else:
                left[reference] = None
    return _chain(left, arcs)


def _chain(references: Iterable[int], arcs: Sequence[Line]) -> list[Ring]:
    starting: defaultdict[Point, list[int]] = defaultdict(list)
    for reference in references:
        starting[_first(reference, arcs)].append(reference)
    rings: list[Ring] = []
    while starting:
        ring: Ring = []
        point = start = next(iter(starting))
        while not ring or point != start:
            reference = starting[point].pop()
            if not starting[point]:
                del starting[point]
            ring.append(reference)
            point = _first(~reference, arcs)
        rings.append(ring)
    return rings


def _first(reference: int, arcs: Sequence[Line]) -> Point:
    return arcs[reference][0] if reference >= 0 else arcs[~reference][-1]


def trace(ring: Ring, arcs: Sequence[Line]) -> Line:
    """Return the points of a ring, the first not repeated at the end."""
    line: Line = []
    for reference in ring:
        line += (arcs[reference] if reference >= 0 else arcs[~reference][::-1])[:-1]
    return line


def area(line: Sequence[Point]) -> float:
    """Return the signed area of a closed line, positive when it runs anticlockwise (y upwards)."""
    following = (*line[1:], line[0])
    pairs = zip(line, following, strict=True)
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in pairs) / 2
