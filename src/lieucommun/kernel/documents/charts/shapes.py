"""What a chart is given: titles and figures, in the language of its reader; no colour, no size.

A figure is exact (Decimal or int), `None` when it is not known, `"secret"` when it is hidden.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

from lieucommun.kernel.documents.numbers import Known, Value

#: How a line is drawn: what happened, or what was meant to.
Course: TypeAlias = Literal["value", "target", "trajectory"]
#: More series than this cannot be told apart without colour.
MOST_SERIES = 5
MOST_LINES = 6


@dataclass(frozen=True, slots=True)
class Bar:
    """A name and its figures, one per series. `chosen`: the territory that is looked at."""

    name: str
    values: tuple[Value, ...]
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Bars:
    """Bars, one figure each or one per series, side by side or stacked.

    Lying down unless names and figures are short enough to stand. `head` names what has a bar
    ("Commune"). `ranked`: the highest first; otherwise in the order given. Raises ValueError for
    more than five series, or figures that do not go with them.
    """

    title: str
    head: str
    bars: tuple[Bar, ...]
    series: tuple[str, ...] = ()
    unit: str = ""
    places: int | None = None
    ranked: bool = False
    stacked: bool = False

    def __post_init__(self) -> None:
        if len(self.series) > MOST_SERIES:
            raise ValueError(f"{len(self.series)} series: at most {MOST_SERIES} are told apart")
        if any(len(bar.values) != max(1, len(self.series)) for bar in self.bars):
            raise ValueError("every bar has one figure per series")


@dataclass(frozen=True, slots=True)
class Line:
    """A series: one figure per period of its chart."""

    name: str
    values: tuple[Value, ...]
    course: Course = "value"


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """Figures over periods, given as words in their order. The first line is the one looked at.

    Raises ValueError for more than six lines, or figures that do not go with the periods.
    """

    title: str
    head: str
    periods: tuple[str, ...]
    lines: tuple[Line, ...]
    unit: str = ""
    places: int | None = None

    def __post_init__(self) -> None:
        if len(self.lines) > MOST_LINES:
            raise ValueError(f"{len(self.lines)} lines: at most {MOST_LINES} are told apart")
        if any(len(line.values) != len(self.periods) for line in self.lines):
            raise ValueError("every line has one figure per period")


@dataclass(frozen=True, slots=True, kw_only=True)
class Distribution:
    """How many have which figure, in classes, and where one of them stands.

    `bounds`: those of the classes, in order, each class holding its lower one; what is beyond the
    last one goes with the last class. Without them, about ten equal classes are made. Raises
    ValueError when bounds are not in order.
    """

    title: str
    head: str
    values: tuple[Value, ...]
    bounds: tuple[Known, ...] = ()
    unit: str = ""
    places: int | None = None
    name: str = ""
    value: Value = None

    def __post_init__(self) -> None:
        if list(self.bounds) != sorted(set(self.bounds)) or len(self.bounds) == 1:
            raise ValueError("bounds grow, and there are two at least")


@dataclass(frozen=True, slots=True)
class Axis:
    """What a direction of a scatter tells."""

    title: str
    unit: str = ""
    places: int | None = None


@dataclass(frozen=True, slots=True)
class Point:
    """A territory and its two figures. `named`: its name is written beside it."""

    name: str
    across: Value
    up: Value
    named: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Scatter:
    """Two figures of each territory, one across, one up."""

    title: str
    head: str
    across: Axis
    up: Axis
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """What is compared, and the figure of each who has one."""

    name: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dots:
    """The same figure of a territory and of others: what holds it, those of its size.

    `who` names them, the territory first; five at most, each with its shape. Raises ValueError
    when the figures of a row do not go with them.
    """

    title: str
    head: str
    who: tuple[str, ...]
    rows: tuple[Row, ...]
    unit: str = ""
    places: int | None = None

    def __post_init__(self) -> None:
        if not 1 <= len(self.who) <= MOST_SERIES:
            raise ValueError(f"{len(self.who)} compared: one to {MOST_SERIES} are told apart")
        if any(len(row.values) != len(self.who) for row in self.rows):
            raise ValueError("every row has one figure for each who is compared")


Chart: TypeAlias = Bars | Lines | Distribution | Scatter | Dots


@dataclass(frozen=True, slots=True)
class Table:
    """The figures of a chart, all of them, as text: the first column names its row."""

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
