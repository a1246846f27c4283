"""Lighter lines and good places for labels: Visvalingam's simplification, pole of an area."""

from collections.abc import Sequence
from heapq import heapify, heappop, heappush
from math import hypot, inf

from .topology import Line, Point

RING_POINTS = 4


def simplify(line: Line, smallest: float) -> list[int]:
    """Return the indexes to keep, so that no removed corner was larger than an area.

    Corners go from the smallest (Visvalingam and Whyatt, 1993). Ends stay, so that arcs go on
    meeting; a closed line keeps four points, that is a triangle.
    """
    last = len(line) - 1
    before, after = list(range(-1, last)), list(range(1, last + 2))
    heap = [(_corner(line, i - 1, i, i + 1), i) for i in range(1, last)]
    current = {i: size for size, i in heap}
    heapify(heap)
    spare = len(line) - (RING_POINTS if line[0] == line[-1] else 2)
    while heap and spare > 0:
        size, i = heappop(heap)
        if current.get(i) != size:
            continue
        if size >= smallest:
            break
        spare -= 1
        del current[i]
        left, right = before[i], after[i]
        after[left], before[right] = right, left
        for j in (left, right):
            if 0 < j < last:
                # Never smaller than what has just gone, or a spike would vanish out of turn.
                current[j] = max(size, _corner(line, before[j], j, after[j]))
                heappush(heap, (current[j], j))
    return [0, *sorted(current), last]


def _corner(line: Line, left: int, here: int, right: int) -> float:
    (ax, ay), (bx, by), (cx, cy) = line[left], line[here], line[right]
    return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2


def pole(rings: Sequence[Line], precision: float = 1.0) -> Point:
    """Return the point of an area that lies farthest from its border, within a precision.

    Squares are split where they may still hold a better centre (Mapbox's polylabel).
    """
    xs, ys = [x for x, _ in rings[0]], [y for _, y in rings[0]]
    half = min(max(xs) - min(xs), max(ys) - min(ys)) / 2
    best, place = -inf, (0.0, 0.0)
    heap: list[tuple[float, float, float, float]] = []

    def look(x: float, y: float, half: float) -> None:
        nonlocal best, place
        distance = _depth((x, y), rings)
        if distance > best:
            best, place = distance, (x, y)
        heappush(heap, (-(distance + half * 2**0.5), x, y, half))

    y = min(ys) + half
    while y < max(ys) + half:
        x = min(xs) + half
        while x < max(xs) + half:
            look(x, y, half)
            x += 2 * half
        y += 2 * half
    while heap:
        hope, x, y, half = heappop(heap)
        if -hope - best <= precision:
            break
        for dx, dy in ((-1, -1), (1, -1), (-1, 1), (1, 1)):
            look(x + dx * half / 2, y + dy * half / 2, half / 2)
    return place


def _depth(point: Point, rings: Sequence[Line]) -> float:
    """Return the distance to the border, negative outside."""
    x, y = point
    inside, nearest = False, inf
    for ring in rings:
        for (ax, ay), (bx, by) in zip(ring, (*ring[1:], ring[0]), strict=True):
            if (ay > y) != (by > y) and x < (bx - ax) * (y - ay) / (by - ay) + ax:
                inside = not inside
            nearest = min(nearest, _to_segment(point, (ax, ay), (bx, by)))
    return nearest if inside else -nearest


def _to_segment(point: Point, start: Point, end: Point) -> float:
    (x, y), (ax, ay), (bx, by) = point, start, end
    dx, dy = bx - ax, by - ay
    along = ((x - ax) * dx + (y - ay) * dy) / (dx * dx + dy * dy) if dx or dy else 0.0
    along = min(1.0, max(0.0, along))
    return hypot(x - ax - along * dx, y - ay - along * dy)
