"""Maps as files: SVG, PNG at 300 dots per inch, PDF/UA-1 and PDF/A-2a with their words as text.

Pictures and papers are made apart, in bounds: the fonts are those of the papers.
"""

import json
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Literal, TypeAlias

from lieucommun.kernel.apart.running import TooCostly, run_apart
from lieucommun.kernel.maps.figure import NAMESPACE, contents
from lieucommun.kernel.maps.framing import View, view_of
from lieucommun.kernel.maps.keys import WORD, circle_key, rows
from lieucommun.kernel.maps.map import Map, Theme
from lieucommun.kernel.maps.sheets import FAMILIES, sheet
from lieucommun.kernel.maps.writing import text

Kind: TypeAlias = Literal["svg", "png", "pdf"]
CONTENT_TYPES: dict[Kind, str] = {
    "svg": "image/svg+xml",
    "png": "image/png",
    "pdf": "application/pdf",
}
MB = 1024 * 1024
DPI = 300
SECONDS, WALL = 60, 90.0
LIMITS = {"data": 2048 * MB, "fsize": 64 * MB}
#: Typst starts threads, and the bound counts all that the account runs.
MOST_THREADS = 4096
TEMPLATE = Path(__file__).with_name("map.typ")
#: The fonts of papers.
FONTS = Path(__file__).parents[2] / "documents" / "printing" / "fonts"
#: The page lies down for a map that is wider than this for its height.
WIDE = 0.7
#: The room of the map on a page of A4, in points: upright with the legend below, lying beside it.
STANDING, LYING = (493.0, 415.0), (560.0, 375.0)
#: The letters of the legend of circles come to 9.5 points on paper.
POINTS_PER_UNIT = 9.5 / WORD


class UnexportableMap(Exception):  # noqa: N818 - an answer to a map, not an accident
    """A map that could not be made a file: too much to draw."""


def export(drawn: Map, kind: Kind, *, day: str = "", theme: Theme = "light") -> bytes:
    """Return a map as a file, with title, legend, scale, sources and date.

    `day` (ISO) is the date of a PDF, which archives require (PDF/A-2, 6.6.3); its description is
    the text of its picture, and must not be empty (PDF/UA-1). Raises UnexportableMap, and
    ValueError for a PDF without a day or a description.
    """
    if kind == "svg":
        return sheet(drawn, theme).encode()
    if kind == "png":
        return picture(sheet(drawn, theme), drawn.title)
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        _write_paper(folder, drawn, day)
        return _made(folder, kind, drawn.title)


def picture(svg: str, title: str) -> bytes:
    """Return the PNG of a drawing of ours, at 300 dots per inch; raises UnexportableMap."""
    with tempfile.TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "map.svg").write_text(svg, "utf-8")
        return _made(folder, "png", title)


def _made(folder: Path, kind: Kind, title: str) -> bytes:
    with tempfile.TemporaryFile() as out:
        try:
            run_apart(
                __name__,
                [kind, str(folder)],
                out=out,
                seconds=SECONDS,
                wall=WALL,
                nproc=MOST_THREADS,
                **LIMITS,
            )
        except TooCostly:
            raise UnexportableMap(title) from None
        return out.read()


def _write_paper(folder: Path, drawn: Map, day: str) -> None:
    """Write what the template reads: pictures, and words that stay words."""
    if not day or not drawn.description.strip():
        raise ValueError("a PDF has a day, and a description of its map")
    view = view_of(drawn)
    wide = view.height / view.width < WIDE
    room = LYING if wide else STANDING
    (folder / "map.typ").write_bytes(TEMPLATE.read_bytes())
    (folder / "map.svg").write_text(_picture(drawn, view), "utf-8")
    insets = drawn.words.insets if view.insets and not view.is_overseas else ""
    told = {
        "title": drawn.title,
        "description": drawn.description,
        "language": drawn.words.language.partition("-")[0],
        "leftward": drawn.words.leftward,
        "day": day,
        "wide": wide,
        "room": room,
        "legend_title": drawn.legend if drawn.classes else "",
        "legend": [*_written_rows(folder, drawn)],
        "sources": [insets, *drawn.sources, drawn.date],
        "circles": None,
    }
    if drawn.circles and drawn.circles.marks:
        across = min(room[0] / view.width, room[1] / view.height) * view.unit
        key = circle_key(drawn, "light", across / POINTS_PER_UNIT)
        named = key.replace("<svg ", f'<svg font-family="{FAMILIES}" ', 1)
        (folder / "circles.svg").write_text(named, "utf-8")
        marks = " ; ".join(said for _, said in drawn.circles.marks)
        told["circles"] = {
            "title": drawn.circles.title,
            "description": f"{drawn.circles.title} : {marks}",
            "scale": POINTS_PER_UNIT,
        }
    (folder / "map.json").write_text(json.dumps(told), "utf-8")


def _written_rows(folder: Path, drawn: Map) -> Iterator[dict[str, str]]:
    """Write the swatch of each line of the legend, and yield its file and its words."""
    for rank, row in enumerate(rows(drawn)):
        name = f"row-{rank}.svg"
        swatch = row.swatch.replace("<svg ", f"<svg {NAMESPACE} ", 1)
        (folder / name).write_text(swatch, "utf-8")
        yield {"picture": name, "words": f"{row.label} ({drawn.words.number(row.count)})"}


def _picture(drawn: Map, view: View) -> str:
    """Return the drawing alone, of which the paper tells the words."""
    return (
        f'<svg {NAMESPACE} viewBox="{view.box}" width="{view.width / view.unit:.0f}" '
        f'height="{view.height / view.unit:.0f}" font-family="{FAMILIES}" '
        f'xml:lang="{text(drawn.words.language)}">{contents(drawn, view, "light")}</svg>'
    )
