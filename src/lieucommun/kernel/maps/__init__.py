"""Maps drawn as SVG from what is given: shapes, figures, words. Nothing is read, asked or guessed.

`draw` makes the figure of a page, `rows` and `circle_key` its legend, `sheet` the same map with
its title, legend, scale and sources, to stand alone. `exporting.export` makes files of it, and
`tiles_style` what MapLibre needs to draw it from vector tiles.
"""

from .figure import draw
from .keys import Row, circle_key, rows
from .map import Circles, Class, Map, Theme, Words
from .sheets import sheet
from .sizing import largest_of, marks
from .tiles import tiles_style

__all__ = [
    "Circles",
    "Class",
    "Map",
    "Row",
    "Theme",
    "Words",
    "circle_key",
    "draw",
    "largest_of",
    "marks",
    "rows",
    "sheet",
    "tiles_style",
]
