"""Outlines brought to the drawing as one coverage: neighbours share their borders, and keep them.

A coverage is simplified whole (Visvalingam and Whyatt, 1993, on shared edges: GEOS's coverage
simplifier), and parents are united from children already simplified, so that they lie exactly
over them.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType

import shapely
from shapely.geometry.base import BaseGeometry

from lieucommun.kernel.territories.contours.shape import DETAILS, Detail
from lieucommun.kernel.territories.projection import project

from .gathering import Outlines, polygonal

#: Square roots of the areas of the smallest corners that are kept, in units of the drawing.
TOLERANCE: Mapping[Detail, float] = MappingProxyType({"drawing": 0.2, "close": 0.06})
#: Decimals of the coordinates of each detail.
PLACES: Mapping[Detail, int] = MappingProxyType({"drawing": 1, "close": 2})
#: Gaps between outlines that do not fit are closed below this width (58 m on the mainland).
GAP = 0.05


@dataclass(slots=True)
class Cover:
    """The outlines of a level in the drawing, by detail then code; `off_map` are elsewhere.

    `fits`: neighbours have their border in common, in degrees as well.
    """

    drawn: dict[Detail, Outlines] = field(
        default_factory=lambda: {detail: {} for detail in DETAILS}
    )
    off_map: list[str] = field(default_factory=list)
    fits: bool = True


def cover(outlines: Outlines) -> Cover:
    """Return outlines in degrees as they are drawn, simplified without parting neighbours."""
    made = Cover()
    placed: Outlines = {}
    for code, outline in outlines.items():
        drawn = _placed(outline)
        if drawn is None:
            made.off_map.append(code)
        else:
            placed[code] = drawn
    if not placed:
        return made
    codes, flat = list(placed), list(placed.values())
    made.fits = bool(shapely.coverage_is_valid(flat))
    if not made.fits:
        flat = _cleaned(flat)
    for detail, tolerance in TOLERANCE.items():
        simpler = shapely.coverage_simplify(flat, tolerance)
        pairs = zip(codes, flat, simpler, strict=True)
        made.drawn[detail] = {code: _kept(thin, full) for code, full, thin in pairs}
    return made


def joined(parts: Iterable[BaseGeometry]) -> BaseGeometry:
    """Return the union of outlines, the quick way when they fit one another."""
    pieces = list(parts)
    union = shapely.coverage_union_all if shapely.coverage_is_valid(pieces) else shapely.union_all
    return polygonal(list(shapely.get_parts(union(pieces))))


def _placed(outline: BaseGeometry) -> BaseGeometry | None:
    """Return an outline in the units of the drawing; None when a part is off the map."""
    points = []
    for lon, lat in shapely.get_coordinates(outline).tolist():
        point = project(lat, lon)
        if point is None:
            return None
        points.append(point)
    placed: BaseGeometry = shapely.set_coordinates(outline, points)
    return placed


def _cleaned(flat: Sequence[BaseGeometry]) -> list[BaseGeometry]:
    """Return outlines that fit one another; one that others cover whole stays as it is."""
    valid = [each if each.is_valid else shapely.make_valid(each) for each in flat]
    cleaned = shapely.coverage_clean(valid, gap_width=GAP)  # type: ignore[attr-defined]
    return [_kept(after, before) for before, after in zip(flat, cleaned, strict=True)]


def _kept(after: BaseGeometry, before: BaseGeometry) -> BaseGeometry:
    return before if after.is_empty else after
