"""Every level put together: its own outlines first, then those that its children draw."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TypeAlias

from shapely.geometry.base import BaseGeometry

from lieucommun.kernel.territories.contours.shape import LEVELS, ContourLevel

from .covering import Cover, cover, joined
from .dissolving import CHILDREN, Parent, parents, united
from .gathering import Outlines
from .measuring import area_of

Sources: TypeAlias = Mapping[ContourLevel, Outlines]


@dataclass(slots=True)
class Level:
    """The outlines of a level: in degrees, in the drawing, and their areas in km².

    `derived` came from the children; `lacking` tells which children a derived one does without.
    """

    outlines: dict[str, BaseGeometry]
    cover: Cover
    areas: dict[str, Decimal]
    derived: int = 0
    lacking: dict[str, list[str]] = field(default_factory=dict)


def compose(sources: Sources) -> dict[ContourLevel, Level]:
    """Return every level that outlines of some levels make."""
    made: dict[ContourLevel, Level] = {}
    for level in LEVELS:
        own = sources.get(level, {})
        areas = {code: area_of(outline) for code, outline in own.items()}
        made[level] = Level(dict(own), cover(own), areas)
        below = made.get(CHILDREN.get(level, level))
        if below and level in CHILDREN:
            for parent in parents(level, below.outlines):
                if parent.territory.code not in own:
                    _derive(made[level], below, parent)
    return made


def _derive(level: Level, below: Level, parent: Parent) -> None:
    code = parent.territory.code
    level.outlines[code] = joined(below.outlines[part] for part in parent.parts)
    level.areas[code] = sum((below.areas[part] for part in parent.parts), Decimal(0))
    level.derived += 1
    if parent.lacking:
        level.lacking[code] = [each.code for each in parent.lacking]
    if all(part in below.cover.drawn["drawing"] for part in parent.parts):
        for detail, outline in united(parent.parts, below.cover):
            level.cover.drawn[detail][code] = outline
