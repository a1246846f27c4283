"""Outlines of régions and départements, ready to draw in an SVG without any script."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias

from .projection import HEIGHT, WIDTH

OutlineLevel: TypeAlias = Literal["region", "departement"]

DATA = Path(__file__).parent / "data"
# Longitude and latitude, for a map on request; the same areas, less simplified.
GEOJSON: Mapping[OutlineLevel, Path] = MappingProxyType(
    {"region": DATA / "regions.geojson", "departement": DATA / "departements.geojson"}
)
#: The side of a drawing of one département, in units of the whole.
SMALLEST = WIDTH / 8


@dataclass(frozen=True, slots=True)
class Outline:
    """The shape of one area in the drawing, and where its name or its figure goes.

    ``path_d`` goes in ``<path d=…>`` (holes run backwards, either fill rule is right); the label
    is well inside the area; ``bounds`` is west, south, east, north in degrees.
    """

    code: str
    name: str
    path_d: str
    label_x: float
    label_y: float
    bounds: tuple[float, float, float, float]


def viewbox() -> str:
    """Return the ``viewBox`` that fits every outline, mainland and insets."""
    return f"0 0 {WIDTH} {HEIGHT}"


def frame(points: Iterable[tuple[float, float]]) -> tuple[float, float, float]:
    """Return left, top and side of the square that holds projected points, with room around them.

    In the units of the drawing. It is never smaller than a département, and the whole drawing
    without points.
    """
    found = [*points]
    if not found:
        return 0, 0, max(WIDTH, HEIGHT)
    xs, ys = [x for x, _ in found], [y for _, y in found]
    side = min(max(1.3 * max(max(xs) - min(xs), max(ys) - min(ys)), SMALLEST), max(WIDTH, HEIGHT))
    return (min(xs) + max(xs) - side) / 2, (min(ys) + max(ys) - side) / 2, side


@cache
def outlines(level: OutlineLevel) -> tuple[Outline, ...]:
    """Return the 18 régions or the 101 départements, in the order of their codes.

    The eight overseas collectivités have none: the source does not draw them.
    """
    areas = json.loads((DATA / "outlines.json").read_text(encoding="utf-8"))[level]
    return tuple(Outline(**{**area, "bounds": tuple(area["bounds"])}) for area in areas)
