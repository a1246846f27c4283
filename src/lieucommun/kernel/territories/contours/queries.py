"""Reads on contours: shapes to draw, areas, tiles, and where they come from.

Files are read when first asked and kept by the process, by load: a new load is seen at once.
"""

import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import cast

from django.utils.translation import gettext

from lieucommun.kernel.territories.outlines import GEOJSON, OutlineLevel, outlines
from lieucommun.kernel.territories.projection import INSETS
from lieucommun.kernel.territories.queries import children, find
from lieucommun.kernel.territories.territory import Territory

from . import keeping, provenance
from .naming import AREAS, TILES, file_of
from .provenance import Load
from .shape import Box, ContourLevel, Detail, Shape

#: What is smaller than this, in units of the drawing, is drawn closely (150 km on the mainland).
SMALL = 130
SHIPPED = "shipped"
#: Départements of communes, in two details, for two loads.
MOST_FILES = 500
#: Whose outlines a level may be drawn from, itself first.
FROM: Mapping[ContourLevel, tuple[ContourLevel, ...]] = MappingProxyType(
    {
        "commune": ("commune",),
        "epci": ("epci", "commune"),
        "departement": ("departement", "commune"),
        "region": ("region", "departement", "commune"),
    }
)
NUMBERS = re.compile(r"-?\d*\.?\d+")


def stamp() -> str:
    """Return the name of what `shapes` gives now: it changes with each load."""
    folder = keeping.current()
    return folder.name if folder else SHIPPED


def available(level: ContourLevel) -> frozenset[str]:
    """Return the codes that have a shape, loaded or shipped."""
    return frozenset(_loaded(level, None, "drawing")) | frozenset(_shipped(level))


def shapes(
    level: ContourLevel,
    codes: Iterable[str] | None = None,
    *,
    within: Territory | None = None,
    detail: Detail | None = None,
) -> tuple[Shape, ...]:
    """Return the shapes of a level, in the order of their codes; those without one are left out.

    `within` keeps the territories that lie whole inside it. Without a detail, what is small is
    drawn closely. Régions and départements of the mainland are all drawn from contours that were
    loaded or, when one of them is not loaded, all from the outlines that come with us: the two do
    not fit one another.
    """
    wanted = _wanted(level, codes, within)
    found = _loaded(level, wanted, detail or "drawing")
    if detail is None and found and _is_small(found.values()):
        found = _loaded(level, wanted, "close")
    shipped = {
        code: shape for code, shape in _shipped(level).items() if wanted is None or code in wanted
    }
    if shipped.keys() - _overseas() - found.keys():
        found = {code: shape for code, shape in found.items() if code in _overseas()}
    every = {**shipped, **found}
    return tuple(every[code] for code in sorted(every))


def areas(level: ContourLevel) -> Mapping[str, Decimal]:
    """Return the areas in km² of the territories whose contours were loaded, by code."""
    folder = keeping.current()
    return _areas(folder, level) if folder else MappingProxyType({})


def tiles() -> Path | None:
    """Return the PMTiles file of all that is loaded; None when there is none."""
    folder = keeping.current()
    path = folder / TILES if folder else None
    return path if path and path.is_file() else None


def loads() -> tuple[Load, ...]:
    """Return the files that still give contours, the oldest first."""
    folder = keeping.current()
    return provenance.read(folder) if folder else ()


def about(level: ContourLevel | None = None) -> tuple[str, ...]:
    """Return where the shapes of a level, or all of them, come from: lines to print under a map."""
    levels = FROM[level] if level else tuple(FROM)
    lines = [_line(each) for each in loads() if each.level in levels]
    if level is None or (not lines and level in GEOJSON):
        lines.append(gettext("Outlines of régions and départements: Natural Earth, public domain."))
    return tuple(dict.fromkeys(lines))


def _line(load: Load) -> str:
    year = str(load.vintage) if load.vintage else ""
    told = ", ".join(filter(None, (load.source or load.file, year, load.licence)))
    return gettext("Contours: %(origin)s.") % {"origin": told}


def _wanted(
    level: ContourLevel, codes: Iterable[str] | None, within: Territory | None
) -> frozenset[str] | None:
    """Return the codes that are asked for; None for all."""
    inside = None
    if within is not None and within.level != "country":
        same = [within] if within.level == level else []
        inside = frozenset(each.code for each in (*same, *children(within, level)))
    if codes is None:
        return inside
    asked = frozenset(codes)
    return asked if inside is None else asked & inside


def _loaded(level: ContourLevel, wanted: frozenset[str] | None, detail: Detail) -> dict[str, Shape]:
    folder = keeping.current()
    if folder is None:
        return {}
    if wanted is None:
        names = sorted(path.name for path in (folder / detail).glob(f"{level}*.json"))
    else:
        known = (find(code, level) for code in wanted)
        names = sorted({file_of(level, each.departement) for each in known if each})
    found: dict[str, Shape] = {}
    for name in names:
        drawn = _drawn(folder, detail, name)
        if wanted is None:
            found.update(drawn)
        else:
            found.update((code, drawn[code]) for code in drawn.keys() & wanted)
    return found


@lru_cache(maxsize=MOST_FILES)
def _drawn(folder: Path, detail: Detail, name: str) -> Mapping[str, Shape]:
    path = folder / detail / name
    if not path.is_file():
        return {}
    entries = json.loads(path.read_bytes())
    return {
        code: Shape(code, label, path_d, cast("Box", tuple(box)), x, y)
        for code, label, path_d, box, x, y in entries
    }


@lru_cache(maxsize=8)
def _areas(folder: Path, level: ContourLevel) -> Mapping[str, Decimal]:
    path = folder / AREAS / f"{level}.json"
    told = json.loads(path.read_bytes()) if path.is_file() else {}
    return MappingProxyType({code: Decimal(area) for code, area in told.items()})


@cache
def _overseas() -> frozenset[str]:
    """Return the codes of the départements and régions that are drawn in frames of their own."""
    departements = (find(each.code, "departement") for each in INSETS)
    return frozenset(
        code for each in departements if each for code in (each.code, each.region) if code
    )


@cache
def _shipped(level: ContourLevel) -> Mapping[str, Shape]:
    """Return the shapes of the outlines that come with us."""
    if level not in GEOJSON:
        return {}
    return {
        each.code: Shape(
            each.code,
            each.name,
            each.path_d,
            _box(each.path_d),
            each.label_x,
            each.label_y,
            loaded=False,
        )
        for each in outlines(cast("OutlineLevel", level))
    }


def _box(path_d: str) -> Box:
    """Return the bounds of a path of closed rings, each a start and relative steps."""
    xs: list[float] = []
    ys: list[float] = []
    for ring in path_d.split("z"):
        x = y = 0.0
        numbers = list(map(float, NUMBERS.findall(ring)))
        for step_x, step_y in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + step_x, y + step_y
            xs.append(x)
            ys.append(y)
    return round(min(xs), 2), round(min(ys), 2), round(max(xs), 2), round(max(ys), 2)


def _is_small(found: Iterable[Shape]) -> bool:
    boxes = [each.box for each in found]
    wide = max(box[2] for box in boxes) - min(box[0] for box in boxes)
    tall = max(box[3] for box in boxes) - min(box[1] for box in boxes)
    return max(wide, tall) < SMALL
