"""Outlines of régions and départements, ready to draw in an SVG without any script."""

import json
from collections.abc import Mapping
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


@cache
def outlines(level: OutlineLevel) -> tuple[Outline, ...]:
    """Return the 18 régions or the 101 départements, in the order of their codes.

    The eight overseas collectivités have none: the source does not draw them.
    """
    areas = json.loads((DATA / "outlines.json").read_text(encoding="utf-8"))[level]
    return tuple(Outline(**{**area, "bounds": tuple(area["bounds"])}) for area in areas)
