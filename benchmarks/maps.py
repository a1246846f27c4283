"""A map of communes drawn, exported, and made vector tiles, against bare writes of the same paths.

python -m benchmarks maps
"""

import gzip
import tempfile
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from pathlib import Path
from time import perf_counter

from lieucommun.engines.statistics import classes
from lieucommun.kernel import maps
from lieucommun.kernel.maps.exporting import Kind, export
from lieucommun.kernel.territories.contours.making.composing import compose
from lieucommun.kernel.territories.contours.making.covering import PLACES, cover
from lieucommun.kernel.territories.contours.making.gathering import gather, polygons_of
from lieucommun.kernel.territories.contours.making.paths import path_of
from lieucommun.kernel.territories.contours.making.reading import features
from lieucommun.kernel.territories.contours.making.writing import label_of, write_tiles_input
from lieucommun.kernel.territories.contours.naming import TILES
from lieucommun.kernel.territories.contours.shape import Detail, Shape
from lieucommun.kernel.territories.contours.tiling import make_tiles
from lieucommun.settings import environment

from .measuring import Case, Outcome, Table, compare
from .options import Options

NAME = "maps"
SAMPLE = "territories/geo_communes-pays-de-la-loire.geojson"
PEER = (
    "one f-string per commune, with the same path, the same colour and the same words, joined; no "
    "border, parent, legend, scale, title or escaping. Outlines: the 1,272 communes of Pays de la "
    "Loire in 2018 (IGN, Licence Ouverte), or squares when that file is not there."
)
MOST_MS, MOST_KB, MOST_TILES_S = 200, 350, 30
SQUARES = 36


def published(path: Path, detail: Detail = "drawing") -> tuple[Shape, ...]:
    """Return the shapes of a file under the codes that it gives, not under today's."""
    found = [*features(path)]
    outlines = {each["properties"]["code"]: polygons_of(each["geometry"]) for each in found}
    names = {each["properties"]["code"]: each["properties"]["nom"] for each in found}
    return tuple(
        Shape(code, names[code], path_of(drawn, PLACES[detail]), drawn.bounds, *label_of(drawn))
        for code, drawn in sorted(cover(outlines).drawn[detail].items())
    )


def squares(side: int = SQUARES) -> tuple[Shape, ...]:
    """Return squares for a machine without the file."""
    return tuple(
        Shape(f"{row * side + each:05d}", "?", f"M{each * 5} {row * 5}l5 0 0 5-5 0z", box, x, y)
        for row in range(side)
        for each in range(side)
        for x, y in [(each * 5 + 2.5, row * 5 + 2.5)]
        for box in [(each * 5.0, row * 5.0, each * 5.0 + 5, row * 5.0 + 5)]
    )


def drawn_of(shapes: Sequence[Shape], number: int = 0, count: int = 5) -> maps.Map:
    """Return a map of invented values in classes by quantiles; values change with the number."""
    values = {
        each.code: Decimal((rank * 7919 + number * 31) % 10007) / 10
        for rank, each in enumerate(shapes)
    }
    made = classes.rounded(classes.quantiles(values.values(), count), 2)
    return maps.Map(
        key="bench",
        title="State grants per inhabitant, 2018",
        description="A map of the communes of Pays de la Loire by grants per inhabitant.",
        shapes=shapes,
        values=dict(values),
        texts={code: f"{value:,.1f} €" for code, value in values.items()},
        classes=[
            maps.Class(low, high, f"{low:,} to {high:,}", size)
            for (low, high), size in zip(pairwise(made.bounds), made.counts, strict=True)
        ],
        legend="Euros per inhabitant",
        sources=["Source: invented values"],
    )


def bare(drawn: maps.Map, paints: Sequence[str]) -> str:
    """Return the paths of a map and nothing else, in the shortest way to write them."""
    paths = "".join(
        f'<path fill="{paints[drawn.class_of(each.code) or 0]}" d="{each.path_d}">'
        f"<title>{each.name}: {drawn.texts[each.code]}</title></path>"
        for each in drawn.shapes
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="160 240 235 225">{paths}</svg>'


def run(options: Options) -> Outcome:
    """Time the drawing against its peer, then export and tiles once each."""
    path = environment.SAMPLES.path() / SAMPLE
    real = path.is_file()
    shapes = published(path) if real else squares()
    prepared = [drawn_of(shapes, number) for number in range(4)]
    paints = ["#eef3df", "#b5d9b4", "#66b093", "#25806c", "#0a4539"]
    case = Case(
        f"SVG of {len(shapes):,} communes",
        lambda number: maps.draw(prepared[number % 4]),
        lambda number: bare(prepared[number % 4], paints),
    )
    figure = compare(case, rounds=options.rounds, repeats=options.repeats)
    ours, peer = maps.draw(prepared[0]), bare(prepared[0], paints)
    weight = len(gzip.compress(ours.encode()))
    rows = [
        _weight("ours", ours),
        _weight("peer", peer),
        _weight("ours, seven classes, with legend", maps.sheet(drawn_of(shapes, 0, 7))),
    ]
    weights = Table("Weight (bytes)", ("", "plain", "gzip"), tuple(rows))
    kinds: tuple[Kind, ...] = ("png", "pdf")
    acts = [_exported(prepared[0], kind) for kind in kinds]
    aims = [
        _aim("SVG, median (ms)", figure.ours.median, MOST_MS),
        _aim("SVG, gzip (kB)", weight / 1000, MOST_KB),
    ]
    if real:
        seconds, row = _tiles(path)
        acts.append(row)
        aims.append(_aim("vector tiles (s)", seconds, MOST_TILES_S))
    times = Table("Made once", ("", "seconds", "bytes"), tuple(acts))
    return Outcome(NAME, "Drawing maps of communes", PEER, [figure], [weights, times], aims)


def _tiles(path: Path) -> tuple[float, tuple[str, str, str]]:
    """Make the tiles of all levels of a file of communes, and say how long it took."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        write_tiles_input(folder, compose({"commune": gather(path, "commune", "code").outlines}))
        begun = perf_counter()
        if make_tiles(folder) != "made":
            return float("inf"), ("vector tiles", "–", "–")
        seconds = perf_counter() - begun
        size = (folder / TILES).stat().st_size
    return seconds, ("vector tiles", f"{seconds:.1f}", f"{size:,}")


def _exported(drawn: maps.Map, kind: Kind) -> tuple[str, str, str]:
    begun = perf_counter()
    made = export(drawn, kind, day="2026-11-27")
    return kind.upper(), f"{perf_counter() - begun:.2f}", f"{len(made):,}"


def _weight(name: str, svg: str) -> tuple[str, str, str]:
    content = svg.encode()
    return name, f"{len(content):,}", f"{len(gzip.compress(content)):,}"


def _aim(name: str, found: float, most: float) -> str:
    return f"{name}: {found:.1f} (aim: at most {most}){'' if found <= most else ' MISSED'}"
