"""Charts of figures: given as data, drawn as SVG without any script, each with its table."""

from .canvas import Size
from .drawing import Drawn, draw
from .shapes import (
    Axis,
    Bar,
    Bars,
    Chart,
    Distribution,
    Dots,
    Line,
    Lines,
    Point,
    Row,
    Scatter,
    Table,
)

__all__ = [
    "Axis", "Bar", "Bars", "Chart", "Distribution", "Dots", "Drawn", "Line", "Lines", "Point",
    "Row", "Scatter", "Size", "Table", "draw",
]  # fmt: skip
