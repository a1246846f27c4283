"""What a portrait is made of: words and figures, ready to show on a screen or on paper.

Both are made from the same pieces, so that they say the same figures.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from unicodedata import bidirectional

from django.utils.safestring import SafeString, mark_safe

from lieucommun.design.shapes import Column, Row
from lieucommun.kernel.documents.charts import Chart as Shape
from lieucommun.kernel.documents.charts import Drawn, Size, draw
from lieucommun.kernel.documents.numbers import base
from lieucommun.kernel.documents.printing import LEFTWARD
from lieucommun.kernel.maps import Map
from lieucommun.kernel.maps import Row as Key

#: Drawings kept by a process: pages that are read again, and every portrait of a département.
MOST_DRAWN = 128


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """One number of a portrait, with what it is compared with and its rank."""

    label: str
    value: str
    compared: str = ""
    rank: str = ""
    url: str = ""

    @property
    def note(self) -> str:
        return " · ".join(part for part in (self.compared, self.rank) if part)


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """Numbers side by side."""

    figures: tuple[KeyFigure, ...]
    kind: str = "figures"


@dataclass(frozen=True, slots=True)
class Sentences:
    """Paragraphs that read figures; `language`: theirs, where it is not that of the page."""

    paragraphs: tuple[str, ...]
    language: str = ""
    kind: str = "sentences"


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a portrait; `more` leads to the rest of it."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    source: str = ""
    more: str = ""
    kind: str = "table"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart, drawn when it is shown: `key` begins every id of its drawing."""

    title: str
    shape: Shape
    language: str
    key: str
    source: str = ""
    kind: str = "chart"

    def drawn(self, size: Size) -> Drawn:
        """Return the drawing, its description and its table."""
        return _drawn(self.shape, self.language, size, f"{self.key}-{size}")

    @property
    def wide(self) -> SafeString:
        return _trusted(self.drawn("wide").svg)

    @property
    def small(self) -> SafeString:
        """The drawing for a phone."""
        return _trusted(self.drawn("small").svg)

    @property
    def words(self) -> str:
        """What the chart says, for who does not see it."""
        return self.drawn("wide").description

    @property
    def listed(self) -> Table:
        """Every figure of the chart."""
        return self.figures("wide")

    def figures(self, size: Size) -> Table:
        """Return every figure of the chart, which is drawn in one size only to be asked of them."""
        found = self.drawn(size).table
        rows = tuple(
            (name, *(isolated(each, self.language) for each in row)) for name, *row in found.rows
        )
        columns = (
            Column(found.heads[0]),
            *(Column(head, numeric=True) for head in found.heads[1:]),
        )
        return Table(self.title, columns, rows, self.source)


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map of a portrait: its legend, the figures that it shows as a list, what it was made of."""

    title: str
    drawn: Map
    svg: str
    legend: Sequence[Key]
    listed: Table
    kind: str = "map"

    @property
    def key(self) -> str:
        """What begins every id of the drawing."""
        return self.drawn.key

    @property
    def shown(self) -> SafeString:
        return _trusted(self.svg)

    @property
    def keys(self) -> list[tuple[SafeString, str, int]]:
        """The lines of the legend: a swatch, what it stands for, how many territories."""
        return [(_trusted(each.swatch), each.label, each.count) for each in self.legend]


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the author: for the screen as HTML, for paper as paragraphs."""

    title: str
    body: SafeString
    paragraphs: tuple[str, ...]
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Title:
    """The title of what follows."""

    text: str
    kind: str = "heading"


Piece = KeyFigures | Sentences | Table | Chart | Drawing | Words | Title


@lru_cache(MOST_DRAWN)
def _drawn(shape: Shape, language: str, size: Size, prefix: str) -> Drawn:
    return draw(shape, language, size=size, prefix=prefix)


def isolated(text: str, language: str) -> str:
    """Return a figure and its unit in their own order, inside words written from the right."""
    if base(language) not in LEFTWARD or not any(bidirectional(sign) == "L" for sign in text):
        return text
    return f"\u2066{text}\u2069"


def _trusted(svg: str) -> SafeString:
    """Return a drawing of ours as it goes in a page: made of figures and escaped words."""
    return mark_safe(svg)  # noqa: S308
