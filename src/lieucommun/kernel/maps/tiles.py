"""What MapLibre needs to draw the same map from vector tiles: a style, as JSON."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from lieucommun.kernel.territories.contours.shape import ContourLevel

from .map import Map, Theme
from .palettes import INKS, Inks, colours

SOURCE = "territories"
#: Who looks at parents while the map shows children: régions over départements and so on.
ABOVE: Mapping[ContourLevel, ContourLevel] = {
    "commune": "epci",
    "epci": "departement",
    "departement": "region",
    "region": "region",
}


def tiles_style(
    drawn: Map,
    level: ContourLevel,
    *,
    address: str,
    theme: Theme = "light",
    parents: ContourLevel | None = None,
    attribution: Sequence[str] = (),
) -> dict[str, Any]:
    """Return a MapLibre style (version 8) that fills a level as `draw` does, class by class.

    `address` is where the PMTiles file is served, whole (`https://…/tiles.pmtiles`); the page
    adds the protocol `pmtiles` to MapLibre. Layers of the source are named by level, features
    have `code`, `name` and, for what came with us only, `shipped`. No letter is drawn: no fonts
    are fetched. Layers of the style: `land`, `fill`, `missing`, `border`, `parents`.
    """
    inks = INKS[theme]
    return {
        "version": 8,
        "name": drawn.title,
        "sources": {
            SOURCE: {
                "type": "vector",
                "url": f"pmtiles://{address}",
                "attribution": " · ".join(attribution or drawn.sources),
            }
        },
        "layers": [
            {"id": "sea", "type": "background", "paint": {"background-color": inks.surface}},
            _layer("land", "fill", "region", {"fill-color": inks.land, "fill-antialias": False}),
            _layer("fill", "fill", level, {"fill-color": _colour_of(drawn, theme)}),
            _layer("missing", "line", level, _dashed(inks), _without(drawn)),
            _layer("border", "line", level, _line(inks.border, 0.4, 1.2)),
            _layer("parents", "line", parents or ABOVE[level], _line(inks.outline, 0.8, 2.2)),
        ],
    }


def _layer(
    name: str,
    kind: str,
    level: ContourLevel,
    paint: Mapping[str, object],
    chosen: Sequence[object] = (),
) -> dict[str, object]:
    layer: dict[str, object] = {"id": name, "type": kind, "source": SOURCE, "source-layer": level}
    return {**layer, "paint": paint, **({"filter": chosen} if chosen else {})}


def _colour_of(drawn: Map, theme: Theme) -> object:
    """Return the colour of a feature by its code, as an expression of MapLibre."""
    members: defaultdict[int, list[str]] = defaultdict(list)
    for code in sorted(drawn.values):
        rank = drawn.class_of(code)
        if rank is not None:
            members[rank].append(code)
    land = INKS[theme].land
    if not members:
        return land
    paints = colours(drawn.palette, len(drawn.classes), theme, drawn.below)
    arms = [part for rank in sorted(members) for part in (members[rank], paints[rank])]
    return ["match", ["get", "code"], *arms, land]


def _without(drawn: Map) -> list[object]:
    """Return the filter of the features that should have a value and have none."""
    shapes = (each.code for each in drawn.shapes if drawn.class_of(each.code) is None)
    return ["in", ["get", "code"], ["literal", sorted(shapes) if drawn.classes else []]]


def _line(colour: str, thin: float, thick: float) -> dict[str, object]:
    width = ["interpolate", ["linear"], ["zoom"], 5, thin, 11, thick]
    return {"line-color": colour, "line-width": width}


def _dashed(inks: Inks) -> dict[str, object]:
    """Return how a missing value is told without a picture: a dashed border."""
    return {"line-color": inks.hatch, "line-width": 2.5, "line-dasharray": [2, 2]}
