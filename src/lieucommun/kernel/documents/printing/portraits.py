"""Portraits of territories on paper: figures, sentences, tables, charts and maps, as given.

A portrait is data, read by one template of ours (`portrait.typ`): nothing of it is ever part of a
program. Every value is text as it is read on the screen, so that both say the same.
"""

import datetime as dt
import json
import re
import tempfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeAlias

from django.utils.translation import gettext, override

from lieucommun.kernel.apart.running import TooCostly, run_apart

from . import LEFTWARD, LIMITS, SECONDS, WALL, UnprintablePaper
from .coverage import broken, printable

TEMPLATE = Path(__file__).with_name("portrait.typ")
PRESS = "lieucommun.kernel.documents.printing.press"
Width: TypeAlias = Literal["full", "half"]
#: Points: the width of the text and of half of it, with the height that a picture takes there.
ROOM: dict[Width, tuple[float, float]] = {"full": (487.0, 330.0), "half": (235.5, 225.0)}
#: A picture far higher than wide is a long chart: it may take a page rather than be small.
LONG, PAGE = 1.3, 640.0
#: A table on half of the page has no more than this: a side that is long leaves the other empty.
HALF_ROWS, HALF_COLUMNS = 24, 4
#: Points that a sign takes in a table, about, and signs of a name that are kept on a line.
SIGN, NAME = 4.3, 24
#: Beyond it a table is not read on A4.
MOST_COLUMNS = 20
_VIEW = re.compile(r'\sviewBox="\s*[\d.e+-]+[\s,]+[\d.e+-]+[\s,]+([\d.]+)[\s,]+([\d.]+)\s*"')


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A figure in large: `value` with its unit, what it is, what it compares with, its rank."""

    label: str
    value: str
    compared: str = ""
    rank: str = ""


@dataclass(frozen=True, slots=True)
class Figures:
    """Key figures, side by side."""

    figures: tuple[KeyFigure, ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class Sentences:
    """Paragraphs."""

    paragraphs: tuple[str, ...]
    title: str = ""
    width: Width = "full"


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. `numeric` says which columns hold numbers; `total`: the last row sums the others."""

    title: str
    heads: tuple[str, ...]
    rows: Sequence[tuple[str, ...]]
    numeric: tuple[bool, ...] = ()
    source: str = ""
    total: bool = False
    width: Width = "full"


@dataclass(frozen=True, slots=True)
class Key:
    """A line of a legend: a small SVG, and what it stands for."""

    swatch: str
    words: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A chart or a map: an SVG of ours, and a real sentence that says what it shows.

    The legend of a map is below it, in words of the paper.
    """

    title: str
    svg: str
    words: str
    source: str = ""
    width: Width = "full"
    legend_title: str = ""
    legend: tuple[Key, ...] = ()


@dataclass(frozen=True, slots=True)
class Notes:
    """Method and sources: what is explained, and how."""

    title: str
    terms: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows; a chapter of a booklet."""

    title: str


Section: TypeAlias = Figures | Sentences | Grid | Picture | Notes | Heading


@dataclass(frozen=True, slots=True, kw_only=True)
class Portrait:
    """What is printed about a territory. `language`: as in BCP 47; `day` that of the document.

    `name` is how its file is called in a batch. `over` stands above the title (where the territory
    is), `lead` below it. A booklet has a cover and its contents, and a page for each chapter.
    """

    name: str
    title: str
    language: str
    place: str
    service: str
    day: dt.date
    date: str
    sections: tuple[Section, ...]
    over: str = ""
    lead: str = ""
    layout: Literal["page", "booklet"] = "page"
    page_words: str = "{page} / {pages}"


def printed_portrait(portrait: Portrait) -> bytes:
    """Return a portrait as PDF/UA-1 and PDF/A-2a, the same bytes for the same portrait.

    Raises UnprintablePaper: a picture without words, an SVG that is none, too much to lay out.
    """
    with tempfile.TemporaryDirectory() as made, tempfile.TemporaryFile() as out:
        folder = Path(made)
        try:
            write(portrait, folder, "portrait.json")
            run_apart(PRESS, [made, "portrait.json"], out=out, seconds=SECONDS, wall=WALL, **LIMITS)
        except (TooCostly, RecursionError):
            raise UnprintablePaper(portrait.title) from None
        return out.read()


def write(portrait: Portrait, folder: Path, name: str) -> None:
    """Write a portrait as the template reads it, and the template; raises UnprintablePaper."""
    template = folder / TEMPLATE.name
    if not template.exists():
        template.write_bytes(TEMPLATE.read_bytes())
    (folder / name).write_text(json.dumps(told(portrait), ensure_ascii=False), encoding="utf-8")


def told(portrait: Portrait) -> dict[str, Any]:
    """Return a portrait as values that JSON can hold, every sign of which can be printed."""
    language = portrait.language.partition("-")[0].lower()
    with override(language):
        contents = gettext("Contents")
    heads = {
        each: broken(str(getattr(portrait, each)))
        for each in ("title", "place", "service", "date", "over", "lead", "page_words")
    }
    return heads | {
        "language": language,
        "leftward": language in LEFTWARD,
        "day": portrait.day.isoformat(),
        "booklet": portrait.layout == "booklet",
        "contents": contents,
        "bands": list(_bands(portrait.sections)),
    }


def _bands(sections: Iterable[Section]) -> Iterable[list[dict[str, Any]]]:
    """Yield sections one by one, two by two when both take half of the page.

    Titles of parts are one level below the last heading.
    """
    waiting: dict[str, Any] | None = None
    level = 2
    for section in sections:
        part = _part(section) | {"level": level}
        if isinstance(section, Heading):
            if not part["title"]:
                continue
            part["level"], level = 2, 3
        if waiting is not None and part["half"]:
            yield [waiting, part]
            waiting = None
        elif part["half"]:
            waiting = part
        else:
            if waiting is not None:
                yield [waiting]
            waiting = None
            yield [part]
    if waiting is not None:
        yield [waiting]


def _part(section: Section) -> dict[str, Any]:
    """Return a section as the template reads it."""
    found = {
        "kind": type(section).__name__.lower(),
        "title": broken(section.title).strip(),
        "half": False,
    }
    match section:
        case Figures():
            found["figures"] = [
                {name: broken(getattr(each, name)) for name in KeyFigure.__slots__}
                for each in section.figures
            ]
        case Sentences():
            found["paragraphs"] = [broken(each) for each in section.paragraphs]
            found["half"] = section.width == "half"
        case Grid():
            found |= _grid(section)
        case Picture():
            found |= _picture(section)
        case Notes():
            found["terms"] = [[broken(term), broken(words)] for term, words in section.terms]
    return found


def _grid(grid: Grid) -> dict[str, Any]:
    columns = len(grid.heads)
    if not 0 < columns <= MOST_COLUMNS or any(len(row) != columns for row in grid.rows):
        raise UnprintablePaper(grid.title)
    numeric = grid.numeric or (False, *[True] * (columns - 1))
    half = grid.width == "half" and len(grid.rows) <= HALF_ROWS and columns <= HALF_COLUMNS
    return {
        "heads": [broken(each) for each in grid.heads],
        "rows": [[broken(each) for each in row] for row in grid.rows],
        "numeric": list(numeric),
        "source": broken(grid.source),
        "total": grid.total and bool(grid.rows),
        "half": half,
        "shared": _is_tight(grid, numeric, ROOM["half" if half else "full"][0]),
    }


def _is_tight(grid: Grid, numeric: Sequence[bool], room: float) -> bool:
    """Say whether numbers and their heads, on one line, would leave too little to the names."""
    cells = zip(grid.heads, *grid.rows, strict=True)
    longest = [max(map(len, column)) for column in cells]
    numbers = sum(most for most, number in zip(longest, numeric, strict=True) if number)
    names = sum(
        min(most, NAME) for most, number in zip(longest, numeric, strict=True) if not number
    )
    return (numbers + names) * SIGN + 8 * len(longest) > room


def _picture(picture: Picture) -> dict[str, Any]:
    """Return a picture and how wide it is drawn, in points, as high as a page may hold."""
    found = _VIEW.search(picture.svg[:5000])
    if not found or not (float(found[1]) and float(found[2])):
        raise UnprintablePaper(picture.title)
    wide, high = float(found[1]), float(found[2])
    room, tall = ROOM[picture.width]
    tall = PAGE if high > LONG * wide else tall
    return {
        "svg": _namespaced(picture.svg),
        "words": printable(picture.words.strip()),
        "source": broken(picture.source),
        "legend_title": broken(picture.legend_title).strip(),
        "legend": [[_namespaced(each.swatch), broken(each.words)] for each in picture.legend],
        "wide": min(room, tall * wide / high),
        "half": picture.width == "half",
    }


def _namespaced(svg: str) -> str:
    """Return a drawing as a file of its own: in a page, SVG needs no namespace."""
    kept = printable(svg)
    if "xmlns=" in kept[:500]:
        return kept
    return kept.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
