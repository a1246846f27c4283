"""Draw a chart: Vega-Lite specification, SVG made of it in this process, table, sentence."""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar, cast

from django.utils.translation import gettext, override

from lieucommun.kernel.documents.numbers import known

from . import bars, distribution, dots, lines, scatter
from .canvas import Canvas, Size
from .marks import SOFT, text
from .painting import painted
from .shapes import Bars, Chart, Distribution, Dots, Lines, Scatter, Table
from .sketch import Sketch

SCHEMA = "https://vega.github.io/schema/vega-lite/v6.json"
FONTS = Path(__file__).parents[1] / "printing" / "fonts"
FONT = "Noto Sans"
T = TypeVar("T")

#: What XML cannot hold (XML 1.0, 2.2), whatever a name does: Vega's measure of a text that has it
#: ends the whole process.
_UNHELD = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
#: Each module tells what it draws (`sketch`), as words (`described`) and as a table (`tabled`).
_KINDS: dict[type[Any], ModuleType] = {
    Bars: bars,
    Lines: lines,
    Distribution: distribution,
    Scatter: scatter,
    Dots: dots,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A chart that was drawn.

    `svg` goes in a page as it is (on paper: in a document), its title is `title` and its
    description `description`; `spec` is the Vega-Lite specification, its data within; `table` holds
    every figure, also those that are not drawn.
    """

    title: str
    description: str
    svg: str
    spec: dict[str, Any]
    table: Table


def draw(chart: Chart, language: str, *, size: Size = "wide", prefix: str = "chart") -> Drawn:
    """Return a chart drawn for a reader of a language.

    `prefix` begins every id, and is unique in its page. For `print` and `half`, colours and fonts
    are those of paper; otherwise they are the variables of the design and the font of the page.
    """
    kind = _KINDS[type(chart)]
    canvas = Canvas(size, language)
    with override(language):
        title, description = _held(chart.title), _held(str(kind.described(chart, canvas)))
        description = description.replace("..", ".")  # after a unit such as €/hab.
        drawing = kind.sketch(chart, canvas) if _has_figures(chart) else _nothing(canvas)
        spec = specification(drawing, canvas, title, description)
        table: Table = kind.tabled(chart, canvas)
    paper = size in {"print", "half"}
    svg = painted(
        _svg(spec), title=title, words=description, prefix=prefix,
        language=language, paper=paper,
    )  # fmt: skip
    return Drawn(title, description, svg, spec, table)


def _has_figures(chart: Chart) -> bool:
    match chart:
        case Bars():
            return bool(chart.bars)
        case Lines():
            return any(known(value) is not None for line in chart.lines for value in line.values)
        case Distribution():
            return any(known(value) is not None for value in chart.values)
        case Scatter():
            return any(
                known(each.across) is not None and known(each.up) is not None
                for each in chart.points
            )
        case Dots():
            return bool(chart.rows)


def _nothing(canvas: Canvas) -> Sketch:
    """Return the drawing of a chart that has no figure: it says so."""
    words = canvas.words(gettext("No figure is known."))
    said = [{"x": canvas.place(0, canvas.width), "y": 20, "text": words}]
    return Sketch(40, [text(said, canvas, color=SOFT, fontStyle="italic")])


def specification(sketch: Sketch, canvas: Canvas, title: str, words: str) -> dict[str, Any]:
    """Return the Vega-Lite 6 specification of a sketch: self-contained, nothing to fetch."""
    margins = {"top": sketch.top, "bottom": sketch.bottom}
    margins |= canvas.sides(sketch.start, sketch.end)
    return {
        "$schema": SCHEMA,
        "usermeta": {"title": title},
        "description": words,
        "width": canvas.width - sketch.start - sketch.end,
        "height": sketch.height,
        "padding": margins,
        "autosize": {"type": "none"},
        "background": None,
        "config": {"view": {"stroke": None}, "font": FONT},
        "layer": _held(sketch.layers),
    }


def _held(value: T) -> T:
    """Return a value without the signs that no drawing can hold."""
    held: Any = value
    match value:
        case str():
            held = _UNHELD.sub("", value)
        case dict():
            held = {key: _held(each) for key, each in value.items()}
        case list():
            held = [_held(each) for each in value]
    return cast("T", held)


def _svg(spec: dict[str, Any]) -> str:
    import vl_convert

    _fonts()
    return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[]))


@cache
def _fonts() -> None:
    """Let Vega measure with the fonts that paper is printed in, whatever the machine has."""
    import vl_convert

    vl_convert.register_font_directory(str(FONTS))
