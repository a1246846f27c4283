"""What component tags accept: small frozen values that blocks fill from what they read.

Every text is already in the language of the screen; every address is ready to be followed.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from .context import Link

State = Literal["runs", "partly", "planned"]


@dataclass(frozen=True, slots=True)
class FacetChoice:
    """One value of a facet, with how many results it would leave."""

    value: str
    text: str
    count: int
    checked: bool = False


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """A facet: `name` is the parameter of the address.

    `shown` choices stand in sight, `most` in all: ten thousand would make a page of megabytes.
    `language` is that of the words, where it is not that of the page.
    """

    name: str
    legend: str
    choices: tuple[FacetChoice, ...]
    shown: int = 8
    most: int = 60
    language: str = ""

    @property
    def cut(self) -> int:
        """How many choices stand in sight: one more is shown rather than folded alone."""
        return len(self.choices) if len(self.choices) == self.shown + 1 else self.shown

    @property
    def first(self) -> tuple[FacetChoice, ...]:
        """The choices in sight: the first ones, and those that are checked."""
        later = (choice for choice in self.choices[self.cut :] if choice.checked)
        return (*self.choices[: self.cut], *later)

    @property
    def rest(self) -> tuple[FacetChoice, ...]:
        later = self.choices[self.cut : max(self.cut, self.most)]
        return tuple(choice for choice in later if not choice.checked)

    @property
    def beyond(self) -> int:
        """How many choices are not written at all."""
        return len(self.choices) - len(self.first) - len(self.rest)


@dataclass(frozen=True, slots=True)
class DayBound:
    """A day that bounds a list: the parameter of the address, its words, and the ISO date."""

    name: str
    text: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table; `sort` is the address that sorts by it, `sorted` how it is now.

    `places` is the number of decimals of every cell.
    """

    text: str
    numeric: bool = False
    sort: str = ""
    sorted: Literal["", "ascending", "descending"] = ""
    places: int | None = None


Cell = str | int | float | Decimal | Link | None
Row = Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Term:
    """A line of a description list: plain text, links, or HTML already made safe."""

    term: str
    value: str | Link | Sequence[Link]


@dataclass(frozen=True, slots=True)
class Event:
    """An entry of a timeline; `when` is an ISO date or date-time, `later` is still to come."""

    title: str
    when: str = ""
    text: str = ""
    by: str = ""
    later: bool = False
    when_text: str = ""


@dataclass(frozen=True, slots=True)
class Area:
    """An outline of a map: `level` 0 to 5 is its shade, `x` and `y` where its word stands."""

    path: str
    label: str
    value: str = ""
    url: str = ""
    level: int = 0
    x: float = 0
    y: float = 0


@dataclass(frozen=True, slots=True)
class Point:
    """A point of a map, in the units of its view box."""

    x: float
    y: float
    label: str
    url: str = ""
    here: bool = False


@dataclass(frozen=True, slots=True)
class MapFigure:
    """A drawn map; `view_box` is SVG's, `list_url` leads to the same thing in words."""

    label: str
    view_box: str
    areas: tuple[Area, ...] = ()
    points: tuple[Point, ...] = ()
    caption: str = ""
    list_url: str = ""
    list_text: str = ""
    text_size: float = 14
    point_size: float = 6


@dataclass(frozen=True, slots=True)
class Problem:
    """A mistake in a folder, as the diagnostics page shows it."""

    path: str
    line: int
    column: int
    code: str
    message: str
    hint: str = ""
    level: Literal["error", "warning", "note"] = "error"
    url: str = ""

    @property
    def place(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"
