"""The files that a load leaves: drawings, areas, sources of the next load, input of the tiles."""

import json
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path

import shapely
from shapely.geometry.base import BaseGeometry

from lieucommun.kernel.territories.contours.naming import AREAS, SOURCES, TILES_INPUT, file_of
from lieucommun.kernel.territories.contours.shape import LEVELS, ContourLevel, Detail
from lieucommun.kernel.territories.outlines import GEOJSON
from lieucommun.kernel.territories.queries import every
from lieucommun.kernel.territories.territory import Territory

from .composing import Level, Sources
from .covering import PLACES
from .gathering import Outlines
from .paths import path_of

#: The zoom from which a level is in the tiles: below, it would be a grey of borders.
FIRST_ZOOM: Mapping[ContourLevel, int] = {"region": 2, "departement": 4, "epci": 5, "commune": 6}
#: The last zoom of outlines that are precise to a kilometre: closer, they would lie.
LAST_SHIPPED = 8
#: The label of an area is sought to this part of its smaller side.
FINE = 50


def read_sources(folder: Path) -> dict[ContourLevel, Outlines]:
    """Return the outlines that were loaded for each level, as the files gave them, in degrees."""
    found: dict[ContourLevel, Outlines] = {}
    for level in LEVELS:
        path = folder / SOURCES / f"{level}.zip"
        if path.is_file():
            with zipfile.ZipFile(path) as kept:
                names = sorted(kept.namelist())
                found[level] = {name: shapely.from_wkb(kept.read(name)) for name in names}
    return found


def write_sources(folder: Path, sources: Sources) -> None:
    """Keep the outlines in degrees, so that the next load adds to them."""
    (folder / SOURCES).mkdir()
    for level, outlines in sources.items():
        path = folder / SOURCES / f"{level}.zip"
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as kept:
            for code, outline in outlines.items():
                kept.writestr(code, shapely.to_wkb(outline))


def write_levels(folder: Path, levels: Mapping[ContourLevel, Level]) -> None:
    """Write the drawings of each level by detail, communes by département, and the areas."""
    (folder / AREAS).mkdir()
    for level, found in levels.items():
        known = {each.code: each for each in every(level)}
        areas = {code: str(area) for code, area in found.areas.items()}
        _write(folder / AREAS / f"{level}.json", areas)
        for detail, outlines in found.cover.drawn.items():
            (folder / detail).mkdir(exist_ok=True)
            parts: defaultdict[str, list[object]] = defaultdict(list)
            for code in sorted(outlines):
                territory = known[code]
                name = file_of(level, territory.departement)
                parts[name].append(_entry(territory, outlines[code], detail))
            for name, entries in parts.items():
                _write(folder / detail / name, entries)


def _entry(territory: Territory, outline: BaseGeometry, detail: Detail) -> list[object]:
    """Return code, name, path, box and label: the fields of a Shape, in their order."""
    box = [round(each, 2) for each in outline.bounds]
    label = [round(each, 2) for each in label_of(outline)]
    path = path_of(outline, PLACES[detail])
    return [territory.code, territory.name, path, box, *label]


def label_of(outline: BaseGeometry) -> tuple[float, float]:
    """Return the point of the largest part of an outline that lies farthest from its border."""
    largest = max(shapely.get_parts(outline), key=shapely.area)
    west, south, east, north = largest.bounds
    radius = shapely.maximum_inscribed_circle(largest, min(east - west, north - south) / FINE)
    x, y = shapely.get_coordinates(radius)[0].tolist()
    return x, y


def write_tiles_input(folder: Path, levels: Mapping[ContourLevel, Level]) -> None:
    """Write what the maker of tiles reads: a feature a line, the layer being its level.

    Régions and départements without contours come with the outlines that are ours, as `shipped`.
    """
    with (folder / TILES_INPUT).open("w", encoding="utf-8") as lines:
        for level, found in levels.items():
            for territory in every(level):
                outline = found.outlines.get(territory.code)
                if outline is not None:
                    drawn = shapely.to_geojson(outline)
                    lines.write(_feature(level, _properties(territory), drawn, {}))
            for code, drawn in _shipped(level):
                if code not in found.outlines:
                    told = {"code": code, "shipped": True}
                    lines.write(_feature(level, told, drawn, {"maxzoom": LAST_SHIPPED}))


def _properties(territory: Territory) -> dict[str, object]:
    above = {"epci": territory.epci, "departement": territory.departement}
    found = {"code": territory.code, "name": territory.name, **above, "region": territory.region}
    return {name: value for name, value in found.items() if value}


def _shipped(level: ContourLevel) -> Iterator[tuple[str, str]]:
    for shipped, path in GEOJSON.items():
        if shipped == level:
            for feature in json.loads(path.read_text("utf-8"))["features"]:
                yield feature["properties"]["code"], _said(feature["geometry"])


def _feature(
    level: ContourLevel, properties: Mapping[str, object], geometry: str, zooms: Mapping[str, int]
) -> str:
    """Return a line; the geometry is JSON already, and millions of points are not written twice."""
    told = {
        "type": "Feature",
        "tippecanoe": {"layer": level, "minzoom": FIRST_ZOOM[level], **zooms},
        "properties": properties,
    }
    return f'{_said(told)[:-1]},"geometry":{geometry}}}\n'


def _write(path: Path, told: object) -> None:
    path.write_text(_said(told), encoding="utf-8")


def _said(told: object) -> str:
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))
