"""The outlines of today's territories, gathered from the features of a file."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

import shapely
from shapely.geometry.base import BaseGeometry

from lieucommun.kernel.territories.contours.shape import ContourLevel
from lieucommun.kernel.territories.queries import current

from .reading import UnreadableError, features

MOST_FEATURES = 60_000
#: Whole France at the full detail of its official outlines is below.
MOST_POINTS = 12_000_000
MOST_IN_FEATURE = 2_000_000
EAST, NORTH = 180, 90

Outlines: TypeAlias = dict[str, BaseGeometry]
Ring: TypeAlias = list[tuple[float, float]]


class OutlineError(Exception):
    """An outline that cannot be drawn: `geometry`, `coordinates`, `bounds` or `empty`."""


@dataclass(slots=True)
class Gathered:
    """Outlines in degrees by today's codes, and what the file held besides.

    `changed`: code of the file, today's code, reason. `unknown` and `rejected`: rank of the
    feature, its code, and for the second the reason of OutlineError. `repaired`: codes of the file.
    """

    outlines: Outlines = field(default_factory=dict)
    features: int = 0
    changed: list[tuple[str, str, str]] = field(default_factory=list)
    unknown: list[tuple[int, str]] = field(default_factory=list)
    rejected: list[tuple[int, str, str]] = field(default_factory=list)
    repaired: list[str] = field(default_factory=list)


def gather(path: Path, level: ContourLevel, named: str) -> Gathered:
    """Return the outlines of a file whose features tell their code in a property.

    Outlines whose codes are one territory today are united. Raises UnreadableError when the file
    cannot be read, is beyond what is read, or gives no outline at all.
    """
    gathered = Gathered()
    pieces: defaultdict[str, list[BaseGeometry]] = defaultdict(list)
    points = 0
    for rank, feature in enumerate(features(path), 1):
        if rank > MOST_FEATURES:
            raise UnreadableError("features", most=MOST_FEATURES)
        gathered.features = rank
        for code, outline in _outline_of(gathered, rank, feature, level, named):
            points += int(shapely.get_num_coordinates(outline))
            if points > MOST_POINTS:
                raise UnreadableError("points", most=MOST_POINTS)
            pieces[code].append(outline)
    if not pieces:
        raise _nothing(gathered)
    gathered.outlines = {code: united(pieces[code]) for code in sorted(pieces)}
    return gathered


def _outline_of(
    gathered: Gathered, rank: int, feature: Mapping[str, Any], level: ContourLevel, named: str
) -> Iterator[tuple[str, BaseGeometry]]:
    """Yield today's code and the outline of a feature; nothing, told in the report, otherwise."""
    code = _code_of(feature, rank, named)
    known = current(code, level)
    if known is None:
        gathered.unknown.append((rank, code))
        return
    try:
        outline, repaired = sound(polygons_of(feature.get("geometry")))
    except OutlineError as reason:
        gathered.rejected.append((rank, code, str(reason)))
        return
    if repaired:
        gathered.repaired.append(code)
    if known.reason != "unchanged":
        gathered.changed.append((code, known.territory.code, known.reason))
    yield known.territory.code, outline


def _code_of(feature: Mapping[str, Any], rank: int, named: str) -> str:
    properties = feature.get("properties")
    if not isinstance(properties, dict):
        properties = {}
    if named not in properties and rank == 1:
        choices = ", ".join(map(str, properties))[:400]
        raise UnreadableError("property", found=named, choices=choices)
    found = properties.get(named)
    return str(found).strip()[:40] if isinstance(found, str | int) else ""


def _nothing(gathered: Gathered) -> UnreadableError:
    """Return why a file gives no outline: what its features have in common."""
    if not gathered.features:
        return UnreadableError("empty")
    if gathered.unknown:
        codes = ", ".join(dict.fromkeys(code for _, code in gathered.unknown[:5]))
        return UnreadableError("codes", found=codes)
    reasons = {reason for _, _, reason in gathered.rejected}
    return UnreadableError("metres" if reasons == {"bounds"} else "geometry")


def polygons_of(geometry: Any) -> BaseGeometry:
    """Return the area that a GeoJSON geometry draws, as it draws it; raises OutlineError."""
    kind = geometry.get("type") if isinstance(geometry, dict) else None
    if kind not in {"Polygon", "MultiPolygon"}:
        raise OutlineError("geometry")
    coordinates = geometry.get("coordinates")
    try:
        parts = [coordinates] if kind == "Polygon" else list(coordinates)
        drawn = [shapely.Polygon(rings[0], rings[1:]) for rings in map(_rings, parts) if rings]
    except (TypeError, ValueError, LookupError):
        raise OutlineError("coordinates") from None
    return shapely.MultiPolygon(drawn)


def _rings(rings: Sequence[Sequence[Sequence[float]]]) -> list[Ring]:
    if sum(map(len, rings)) > MOST_IN_FEATURE:
        raise OutlineError("coordinates")
    traced = [[(lon, lat) for lon, lat, *_ in ring] for ring in rings]
    for ring in traced:
        if not all(-EAST <= lon <= EAST and -NORTH <= lat <= NORTH for lon, lat in ring):
            raise OutlineError("bounds")
    return traced


def sound(drawn: BaseGeometry) -> tuple[BaseGeometry, bool]:
    """Return an area that is valid, and whether it had to be repaired; raises OutlineError."""
    repaired = not drawn.is_valid
    if repaired:
        drawn = shapely.make_valid(drawn, method="structure", keep_collapsed=False)
    parts = [part for part in shapely.get_parts(drawn) if part.geom_type == "Polygon"]
    parts = [part for part in parts if part.area > 0]
    if not parts:
        raise OutlineError("empty")
    return polygonal(parts), repaired


def polygonal(parts: Sequence[shapely.Polygon]) -> BaseGeometry:
    """Return polygons as one geometry."""
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def united(pieces: Sequence[BaseGeometry]) -> BaseGeometry:
    """Return one area out of several, which may share a border or overlap."""
    if len(pieces) == 1:
        return pieces[0]
    made: BaseGeometry = shapely.union_all(pieces)
    return sound(made)[0]
