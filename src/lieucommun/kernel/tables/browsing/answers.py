"""The answer to a question: its rows or its groups, how many there are, and their totals."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, NamedTuple

from lieucommun.engines.statistics.exact import EXACT
from lieucommun.engines.statistics.rates import quotient
from lieucommun.kernel.services.manifest import Table

from .columns import Kind, Known, known
from .questions import Group, Measure, Question
from .running import fetched, streamed
from .standing import Rows
from .writing import Writing, shown

if TYPE_CHECKING:
    import duckdb

#: Decimals of a mean, by type of the column: divided and rounded by us.
PLACES = {"money": 2, "integer": 2}
OTHERS = 4
#: What is added up of rows that are listed.
SUMMED = frozenset({"integer", "decimal", "money"})
#: Units of what means nothing when it is added: shares, rates.
RATES = ("%", "‰", "/")
HALF = Decimal("0.5")
Row = tuple[Any, ...]


class Place(NamedTuple):
    """A territory in a cell: its key of today, and what was published; either may be missing."""

    key: str | None
    published: str | None = None


@dataclass(frozen=True, slots=True)
class Shown:
    """A column of an answer: a column of the table, a group or a measure.

    `name` is how the question sorts by it.
    """

    name: str
    column: Known | None
    group: Group | None = None
    measure: Measure | None = None

    @property
    def places(self) -> bool:
        """Whether its cells are territories."""
        located = self.column is not None and self.column.kind == Kind.TERRITORY
        return located and self.measure is None


@dataclass(frozen=True, slots=True)
class Answer:
    """A page of what was asked: a row has a cell per column.

    Cells are values, a Place where a column `places`, or None. `count`: rows that match.
    `groups`: how many groups they make, None for a list of rows.
    `total`: a cell per column, None where nothing is added.
    """

    columns: tuple[Shown, ...]
    rows: list[Row]
    count: int
    groups: int | None
    total: Row

    @property
    def listed(self) -> int:
        """How many rows or groups the whole list has."""
        return self.count if self.groups is None else self.groups


def ask(
    connection: "duckdb.DuckDBPyConnection", question: Question, table: Table, rows: Rows
) -> Answer:
    """Return the page that a question asks; raises TooCostly."""
    writing = Writing(question, table, rows)
    columns = columns_of(question, table)
    found = [_cells(columns, row) for row in fetched(connection, writing.page())]
    if question.grouped:
        return _grouped(connection, writing, columns, found)
    sums = [each.name for each in columns if adds_up(each, table)]
    count, *totals = fetched(connection, writing.totals(sums))[0]
    added = dict(zip(sums, totals, strict=True))
    total = tuple(added.get(each.name) for each in columns) if sums and count else ()
    return Answer(columns, found, count, None, total)


def _grouped(
    connection: "duckdb.DuckDBPyConnection",
    writing: Writing,
    columns: tuple[Shown, ...],
    found: list[Row],
) -> Answer:
    question = writing.question
    count = fetched(connection, writing.totals([]))[0][0]
    if not question.group:
        return Answer(columns, found, count, len(found), ())
    groups = fetched(connection, writing.groups())[0][0]
    measures = columns[len(question.group) :]
    whole = _cells(measures, fetched(connection, writing.all_together())[0])
    total = (*(None for _ in question.group), *whole) if groups else ()
    return Answer(columns, found, count, groups, total)


def every(
    connection: "duckdb.DuckDBPyConnection", question: Question, table: Table, rows: Rows
) -> Iterator[Row]:
    """Yield every row or group that a question asks, in order; raises TooCostly at first."""
    columns = columns_of(question, table)
    for row in streamed(connection, Writing(question, table, rows).whole()):
        yield _cells(columns, row)


def columns_of(question: Question, table: Table) -> tuple[Shown, ...]:
    """Return the columns of the answer to a question."""
    columns = known(table)
    if not question.grouped:
        return tuple(Shown(name, columns[name]) for name in shown(question, table))
    groups = (Shown(each.name, columns[each.column], group=each) for each in question.group)
    measures = (
        Shown(each.name, columns.get(each.column), measure=each) for each in question.computed
    )
    return (*groups, *measures)


def adds_up(shown: Shown, table: Table) -> bool:
    """Say whether the values of a column may be added up."""
    column = shown.column
    if column is None or not column.declared or column.type not in SUMMED:
        return False
    unit = table.columns[column.name].unit or ""
    return not any(sign in unit for sign in RATES)


def places_of(column: Known | None) -> int:
    """Return the decimals of a mean of a column."""
    return PLACES.get(column.type if column else "", OTHERS)


def _cells(columns: Sequence[Shown], row: Row) -> Row:
    """Return the cells of a row as SQL gives it: some columns take two of its values."""
    values = iter(row)
    return tuple(_cell(each, values) for each in columns)


def _cell(shown: Shown, values: Iterator[Any]) -> Any:
    value = next(values)
    if shown.measure is not None:
        return _measured(shown, value, values)
    if not shown.places:
        return value
    if shown.group is None:
        return Place(value, next(values))
    part = shown.group.part
    return Place(f"{part}:{value}" if part and value is not None else value)


def _measured(shown: Shown, value: Any, values: Iterator[Any]) -> Any:
    measure = shown.measure
    if measure is None or measure.function not in {"mean", "median"}:
        return value
    other = next(values)
    if measure.function == "mean":
        return quotient(value, other, places_of(shown.column))
    return None if value is None else EXACT.multiply(EXACT.add(value, other), HALF)
