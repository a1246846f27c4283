"""Functions of points, lines and shapes: "latitude longitude altitude accuracy; …"."""

import math
from itertools import pairwise

from lieucommun.engines.xforms.errors import ExpressionError
from lieucommun.engines.xforms.expressions.nodes import Node, string_value
from lieucommun.engines.xforms.expressions.running import Environment, Value
from lieucommun.engines.xforms.expressions.values import string

from .registry import function

RADIUS = 6_378_100.0
_CIRCUMFERENCE = 2 * math.pi * RADIUS
_LEAST = 3
#: Longest shape whose crossings are looked for: each pair of segments is compared.
_MOST = 1000

Point = tuple[float, float]


def _points(env: Environment, value: Value) -> list[Point]:
    """Return the points of nodes that each hold one, or of one trace or shape."""
    nodes = value if isinstance(value, list) else None
    several = nodes is not None and len(nodes) > 1
    texts = [string_value(each) for each in nodes or []] if several else string(value).split(";")
    env.spend(len(texts))
    return [_point(text) for text in texts if text.strip()]


def _point(text: str) -> Point:
    parts = text.split()
    try:
        latitude, longitude = float(parts[0]), float(parts[1])
    except (IndexError, ValueError):
        raise ExpressionError(f"“{text.strip()[:40]}” is not a point") from None
    if not (abs(latitude) <= 90 and abs(longitude) <= 180):  # noqa: PLR2004
        raise ExpressionError(f"“{text.strip()[:40]}” is not a point on Earth")
    return latitude, longitude


@function("area", "shape: any", "number", contextual=True)
def area(env: Environment, _: Node, shape: Value) -> float:
    """The area of a shape or of the points of nodes, in square metres."""
    points = _points(env, shape)
    if len(points) < _LEAST:
        return 0.0
    (latitude, longitude), degree = points[0], _CIRCUMFERENCE / 360
    flat = [
        ((x - longitude) * degree * math.cos(math.radians(y)), (y - latitude) * degree)
        for y, x in points[1:]
    ]
    return abs(sum(one[1] * two[0] - one[0] * two[1] for one, two in pairwise(flat)) / 2)


@function("distance", "line: any", "number", contextual=True)
def distance(env: Environment, _: Node, line: Value) -> float:
    """The length of a trace, of the edge of a shape or of the way along nodes, in metres."""
    return math.fsum(_between(one, two) for one, two in pairwise(_points(env, line)))


def _between(one: Point, two: Point) -> float:
    (first, second) = math.radians(one[0]), math.radians(two[0])
    turn = math.radians(one[1] - two[1])
    if one == two:
        return 0.0
    cosine = math.sin(first) * math.sin(second)
    cosine += math.cos(first) * math.cos(second) * math.cos(turn)
    return math.acos(max(-1.0, min(1.0, cosine))) * RADIUS


@function("geofence", "point: any, shape: any", "boolean", contextual=True)
def geofence(env: Environment, _: Node, point: Value, shape: Value) -> bool:
    """Whether a point lies inside a shape."""
    points, fence = _points(env, point), _points(env, shape)
    if not points:
        return False
    y, x = points[0]
    inside = False
    for (y1, x1), (y2, x2) in pairwise(fence):
        if (y2 > y) != (y1 > y) and x < (x1 - x2) * (y - y2) / (y1 - y2) + x2:
            inside = not inside
    return inside


@function("intersects", "line: any", "boolean", contextual=True)
def intersects(env: Environment, _: Node, line: Value) -> bool:
    """Whether a trace or the edge of a shape crosses or touches itself."""
    points = _points(env, line)
    if len(points) > _MOST:
        raise ExpressionError(f"intersects() looks at no more than {_MOST} points")
    edges = [edge for edge in pairwise(points) if edge[0] != edge[1]]
    env.spend(len(edges) ** 2 // 4)
    closed = len(edges) > 1 and edges[0][0] == edges[-1][1]
    for at, one in enumerate(edges):
        for other in range(at + 1, len(edges)):
            following = other == at + 1 or (closed and at == 0 and other == len(edges) - 1)
            if _doubles(one, edges[other]) if following else _crosses(one, edges[other]):
                return True
    return False


Edge = tuple[Point, Point]


def _turn(one: Point, two: Point, three: Point) -> float:
    return (two[0] - one[0]) * (three[1] - one[1]) - (two[1] - one[1]) * (three[0] - one[0])


def _on(edge: Edge, point: Point) -> bool:
    (y1, x1), (y2, x2) = edge
    return min(y1, y2) <= point[0] <= max(y1, y2) and min(x1, x2) <= point[1] <= max(x1, x2)


def _crosses(one: Edge, two: Edge) -> bool:
    """Tell whether two edges have a point in common."""
    turns = [_turn(*one, two[0]), _turn(*one, two[1]), _turn(*two, one[0]), _turn(*two, one[1])]
    if turns[0] * turns[1] < 0 and turns[2] * turns[3] < 0:
        return True
    ends = ((one, two[0]), (one, two[1]), (two, one[0]), (two, one[1]))
    return any(turn == 0 and _on(*end) for turn, end in zip(turns, ends, strict=True))


def _doubles(one: Edge, two: Edge) -> bool:
    """Tell whether two edges that share an end lie on one another."""
    shared = one[1] if one[1] == two[0] else one[0]
    far = one[0] if shared == one[1] else one[1]
    end = two[1] if two[0] == shared else two[0]
    if _turn(far, shared, end) != 0:
        return False
    return (far[0] - shared[0]) * (end[0] - shared[0]) + (far[1] - shared[1]) * (
        end[1] - shared[1]
    ) > 0
