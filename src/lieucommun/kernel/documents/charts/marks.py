"""Pieces of Vega-Lite specifications, and the colours that they are drawn in.

Colours are those of the light design. The drawing for a page says them again as its variables, so
that it follows the page into the dark and takes the accent of the place (see `painting`).
"""

from collections.abc import Mapping, Sequence
from typing import Any

from .canvas import Canvas, Layer

INK, SOFT, LINE, EDGE = "#1d2430", "#545c68", "#dcd5c7", "#7a7f87"
ACCENT, WARM, SURFACE = "#0d5c4b", "#a63f18", "#ffffff"
#: The accent, ever paler: told apart in grey as well. Each is the accent so opaque on white.
TINTS = {ACCENT: 1.0, "#65988e": 0.635, "#a9c6c0": 0.35, "#d9e6e3": 0.155, "#fefefe": 0.0}
RAMP = tuple(TINTS)
#: How one of several is set apart from the others.
CHOSEN, OTHERS = RAMP[0], RAMP[2]

#: Dashes of lines, as long and short parts in pixels; shapes of points.
DASHES = ([1, 0], [7, 3], [2, 2], [10, 3, 2, 3], [5, 2], [1, 3])
SHAPES = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")

Values = Sequence[Mapping[str, Any]]


def at(name: str) -> dict[str, Any]:
    """Return an encoding in pixels, from the left or the top of the drawing."""
    return {"field": name, "type": "quantitative", "scale": None, "axis": None}


def text(values: Values, canvas: Canvas, *, align: str = "", **mark: Any) -> Layer:
    """Return words (`text`) at `x` and `y` in pixels; `bold` ones when they say so."""
    return {
        "data": {"values": values},
        "mark": {
            "type": "text",
            "align": align or canvas.start,
            "baseline": "middle",
            "fontSize": canvas.font,
            "lineHeight": canvas.font + 2,
            "color": INK,
            "fontWeight": {"expr": "datum.bold ? 'bold' : 'normal'"},
            **mark,
        },
        "encoding": {
            "x": at("x"),
            "y": at("y"),
            "text": {"field": "text", "type": "nominal"},
        },
    }


def _tips(values: Values) -> dict[str, Any]:
    """Return what a page may show beside a mark that is pointed at, where there is something."""
    told = any("tip" in each for each in values)
    return {"tooltip": {"field": "tip", "type": "nominal"}} if told else {}


def rectangles(values: Values, **mark: Any) -> Layer:
    """Return rectangles from `x` to `x2` and `y` to `y2` in pixels, each with its `fill`."""
    return {
        "data": {"values": values},
        "mark": {"type": "rect", "stroke": ACCENT, "strokeWidth": 1, **mark},
        "encoding": {
            "x": at("x"),
            "x2": {"field": "x2"},
            "y": at("y"),
            "y2": {"field": "y2"},
            "fill": {"field": "fill", "type": "nominal", "scale": None},
            **_tips(values),
        },
    }


def rules(values: Values, **mark: Any) -> Layer:
    """Return lines from `x`, `y` to `x2`, `y2` in pixels."""
    return {
        "data": {"values": values},
        "mark": {"type": "rule", "color": LINE, "strokeWidth": 1, **mark},
        "encoding": {
            "x": at("x"),
            "x2": {"field": "x2"},
            "y": at("y"),
            "y2": {"field": "y2"},
        },
    }


def points(values: Values, shape: str = "circle", **mark: Any) -> Layer:
    """Return points at `x`, `y` in pixels."""
    return {
        "data": {"values": values},
        "mark": {"type": "point", "shape": shape, "filled": True, "opacity": 1, **mark},
        "encoding": {"x": at("x"), "y": at("y"), **_tips(values)},
    }


def path(values: Values, **mark: Any) -> Layer:
    """Return a line through `x`, `y` in pixels, broken between each `run` and the next."""
    return {
        "data": {"values": values},
        "mark": {"type": "line", "strokeJoin": "round", **mark},
        "encoding": {
            "x": at("x"),
            "y": at("y"),
            "order": {"field": "x", "type": "quantitative"},
            "detail": {"field": "run", "type": "nominal"},
        },
    }
