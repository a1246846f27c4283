"""A question about a table; its query string is a permanent link to its answer."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, TypeAlias
from urllib.parse import urlencode

Op = Literal["has", "is", "min", "max", "in", "empty"]
OPS: tuple[Op, ...] = ("has", "is", "min", "max", "in", "empty")
Function = Literal["count", "sum", "mean", "median", "min", "max", "distinct"]
Value: TypeAlias = str | int | bool | Decimal | dt.date

ROWS = (25, 50, 100, 250)
USUAL_ROWS = ROWS[1]
MOST_COLUMNS, MOST_FILTERS, MOST_VALUES, MOST_WORDS = 100, 50, 50, 10
MOST_GROUPS, MOST_MEASURES = 3, 6
LONGEST, MOST_PAGES = 200, 1_000_000


@dataclass(frozen=True, slots=True)
class Filter:
    """What rows must be: any of `values`, in the type of the column.

    `has`: a text contains it. `is`: a text or a yes/no is it. `min`, `max`: bounds, included.
    `in`: a territory lies in one of these keys. `empty`: "yes", "no", or a level at which a
    territory is not located.
    """

    column: str
    op: Op
    values: tuple[Value, ...]

    @property
    def name(self) -> str:
        """How addresses name it."""
        return f"{self.column}.{self.op}"


@dataclass(frozen=True, slots=True)
class Group:
    """A column by whose values rows are put together, or by a part of them: year, month, level."""

    column: str
    part: str = ""

    @property
    def name(self) -> str:
        return f"{self.column}.{self.part}" if self.part else self.column


@dataclass(frozen=True, slots=True)
class Measure:
    """What is computed of the rows put together: sum(montant); count(*) counts rows."""

    function: Function
    column: str = ""

    @property
    def name(self) -> str:
        return f"{self.function}({self.column or '*'})"


COUNT = Measure("count")


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked of a table; what is left out takes its usual value.

    `columns`: those shown, all that are declared when none is named. `sort`: name of a column, a
    group or a measure, after "-" for the largest first; "": rows as they stand in files.
    """

    table: str
    columns: tuple[str, ...] = ()
    filters: tuple[Filter, ...] = ()
    words: str = ""
    group: tuple[Group, ...] = ()
    measures: tuple[Measure, ...] = ()
    sort: str = ""
    page: int = 1
    rows: int = USUAL_ROWS

    @property
    def grouped(self) -> bool:
        """Whether the answer is computed of rows put together, rather than rows."""
        return bool(self.group or self.measures)

    @property
    def computed(self) -> tuple[Measure, ...]:
        """What is computed of each group: rows are counted when nothing is asked."""
        return self.measures or ((COUNT,) if self.group else ())

    @property
    def narrows(self) -> bool:
        return bool(self.filters or self.words)

    @property
    def offset(self) -> int:
        return (self.page - 1) * self.rows

    def but(self, **changes: object) -> "Question":
        """Return this question changed; a change of anything but the page is of its first page."""
        changes.setdefault("page", 1)
        return replace(self, **changes)  # type: ignore[arg-type]

    def without(self, column: str, op: Op) -> "Question":
        """Return this question without a filter."""
        left = [each for each in self.filters if (each.column, each.op) != (column, op)]
        return self.but(filters=tuple(left))

    def with_filter(self, wanted: Filter) -> "Question":
        """Return this question with a filter more, or instead of the one of the same name."""
        return self.but(filters=(*self.without(wanted.column, wanted.op).filters, wanted))

    def query(self) -> str:
        """Return the query string of this question; "" for the whole table as it stands."""
        return urlencode([(name, value) for name, value in self._pairs() if value], safe=":,()*")

    def _pairs(self) -> Iterator[tuple[str, str]]:
        yield "q", self.words
        yield "cols", ",".join(self.columns)
        for each in self.filters:
            for value in each.values:
                yield each.name, written(value)
        for group in self.group:
            yield "g", group.name
        for measure in self.measures:
            yield "m", measure.name
        yield "sort", self.sort
        yield "rows", str(self.rows) if self.rows != USUAL_ROWS else ""
        yield "page", str(self.page) if self.page > 1 else ""


def written(value: Value) -> str:
    """Return a value as addresses tell it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, dt.date) else str(value)
