"""Parents drawn from their children: EPCI and départements of communes, régions of départements."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import shapely
from shapely.geometry.base import BaseGeometry

from lieucommun.kernel.territories.contours.shape import ContourLevel, Detail
from lieucommun.kernel.territories.queries import children, every, find
from lieucommun.kernel.territories.territory import Territory

from .covering import Cover, joined

CHILDREN: Mapping[ContourLevel, ContourLevel] = MappingProxyType(
    {"epci": "commune", "departement": "commune", "region": "departement"}
)
#: A département is loaded when so much of its communes is: what lacks is then a change of codes.
LOADED = 0.95


@dataclass(frozen=True, slots=True)
class Parent:
    """A territory to draw from its children; `lacking` have no outline of their own.

    Those were, in the year of the file, parts of a neighbour: their land is drawn with it.
    """

    territory: Territory
    parts: tuple[str, ...]
    lacking: tuple[Territory, ...] = ()


def parents(level: ContourLevel, known: Mapping[str, BaseGeometry]) -> Iterator[Parent]:
    """Yield the territories of a level that the outlines of their children draw whole.

    A territory of which a child lacks is whole when the département of that child is loaded and
    nothing is left empty there.
    """
    below = CHILDREN[level]
    holes = _Holes(known)
    for territory in every(level):
        within = children(territory, below)
        parts = tuple(each.code for each in within if each.code in known)
        lacking = tuple(each for each in within if each.code not in known)
        if not parts:
            continue
        if not lacking or (
            below == "commune"
            and all(is_loaded(each.departement, known) for each in lacking)
            and not holes.touch(known[code] for code in parts)
        ):
            yield Parent(territory, parts, lacking)


def is_loaded(departement: str | None, known: Mapping[str, object]) -> bool:
    """Whether nearly all the communes of a département have an outline."""
    territory = find(departement or "", "departement")
    communes = children(territory, "commune") if territory else ()
    return sum(each.code in known for each in communes) >= LOADED * max(1, len(communes))


def absent(known: Mapping[str, object]) -> list[Territory]:
    """Return the communes without an outline in the départements that are loaded."""
    departements = {each.departement for each in every("commune") if each.code in known}
    loaded = {code for code in departements if is_loaded(code, known)}
    return [
        each for each in every("commune") if each.departement in loaded and each.code not in known
    ]


def united(parts: tuple[str, ...], cover: Cover) -> Iterator[tuple[Detail, BaseGeometry]]:
    """Yield the outline of a parent in each detail, out of those of its parts."""
    for detail, drawn in cover.drawn.items():
        yield detail, joined(drawn[code] for code in parts)


class _Holes:
    """The empty places among outlines; found once, and only if somebody asks."""

    def __init__(self, known: Mapping[str, BaseGeometry]) -> None:
        self.known = known
        self.found: list[BaseGeometry] | None = None

    def touch(self, parts: Iterator[BaseGeometry]) -> bool:
        """Whether an empty place lies against one of some outlines."""
        if self.found is None:
            whole = joined(self.known.values())
            rings = [ring for part in shapely.get_parts(whole) for ring in part.interiors]
            self.found = [shapely.Polygon(ring) for ring in rings]
        return any(shapely.intersects(part, self.found).any() for part in parts)
