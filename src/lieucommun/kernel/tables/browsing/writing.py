"""The SQL that answers a question. Nothing that a reader typed stands in it but as a parameter.

Names are those of the table, checked when the question was read; values are bound. What is shown
to readers is the same statement, over the table by its name, with values written in.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain, zip_longest

from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.tables.kinds import quoted

from .columns import LEVELS, Kind, Known, known, texts
from .questions import MOST_WORDS, Filter, Group, Measure, Question, Value
from .standing import Plain, Rows, folded
from .values import literal
from .words import words

Parameters = list[Value]
AND, OR = "\n  AND ", " OR "


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement, and the values of its question marks in order."""

    text: str
    parameters: Parameters = field(default_factory=list)

    def shown(self) -> str:
        """Return the statement with its values written in."""
        values = map(literal, self.parameters)
        return "".join(chain.from_iterable(zip_longest(self.text.split("?"), values, fillvalue="")))


def plain(table: Table, name: str) -> Plain:
    """Return the rows of a table as readers name them."""
    return Plain(quoted(name), grain(table))


def grain(table: Table) -> tuple[str, ...]:
    """Return the columns that tell rows apart: of a territory, its code as published."""
    return tuple(
        f"{name}__published" if table.columns[name].type == "territory" else name
        for name in table.grain
        if name in table.columns
    )


@dataclass(frozen=True)
class Writing:
    """Writes the statements of a question over the rows of a table."""

    question: Question
    table: Table
    rows: Rows

    @cached_property
    def columns(self) -> Mapping[str, Known]:
        return known(self.table)

    def page(self) -> Statement:
        """Return the statement of a page of rows, or of groups."""
        where, parameters = self._where()
        limit = f"LIMIT {self.question.rows} OFFSET {self.question.offset}"
        if self.question.grouped:
            return Statement("\n".join([*self._grouped(where), self._order(), limit]), parameters)
        what = "\n".join(filter(None, [where, self._order(), limit]))
        return Statement(self.rows.page(", ".join(self._chosen()), what), parameters)

    def whole(self) -> Statement:
        """Return the statement of every row or group, in order."""
        where, parameters = self._where()
        if self.question.grouped:
            return Statement("\n".join([*self._grouped(where), self._order()]), parameters)
        head = f"SELECT {', '.join(self._chosen())}\nFROM {self.rows.sql}"
        return Statement("\n".join(filter(None, [head, where, self._order()])), parameters)

    def totals(self, sums: list[str]) -> Statement:
        """Return the statement of how many rows there are, and of the sums of some columns."""
        where, parameters = self._where()
        asked = ", ".join(["count(*)", *(f"sum({quoted(name)})" for name in sums)])
        return Statement(f"SELECT {asked}\nFROM {self.rows.sql}\n{where}".strip(), parameters)

    def groups(self) -> Statement:
        """Return the statement of how many groups there are."""
        where, parameters = self._where()
        inner = "\n".join(self._grouped(where))
        return Statement(f"SELECT count(*) FROM ({inner})", parameters)  # noqa: S608 - as above

    def all_together(self) -> Statement:
        """Return the statement of what is computed of all the rows, in one group."""
        where, parameters = self._where()
        asked = ", ".join(self._measures())
        return Statement(f"SELECT {asked}\nFROM {self.rows.sql}\n{where}".strip(), parameters)

    def _chosen(self) -> Iterator[str]:
        for name in shown(self.question, self.table):
            yield quoted(name)
            if self.columns[name].kind == Kind.TERRITORY:
                yield quoted(f"{name}__published")

    def _where(self) -> tuple[str, Parameters]:
        conditions: list[str] = []
        parameters: Parameters = []
        for each in self.question.filters:
            conditions.append(_condition(each, self.columns[each.column], self.rows))
            parameters += _bound(each)
        for word in words(self.question.words)[:MOST_WORDS]:
            found = self.rows.contains(texts(self.columns)) if texts(self.columns) else ["FALSE"]
            conditions.append(OR.join(found) if len(found) == 1 else f"({OR.join(found)})")
            parameters += [word] * "".join(found).count("?")
        return (f"WHERE {AND.join(conditions)}" if conditions else ""), parameters

    def _grouped(self, where: str) -> Iterator[str]:
        group = [_grouping(each) for each in self.question.group]
        named = [
            f"{sql} AS {quoted(each.name)}" if each.part else sql
            for sql, each in zip(group, self.question.group, strict=True)
        ]
        yield f"SELECT {', '.join([*named, *self._measures()])}"
        yield f"FROM {self.rows.sql}"
        if where:
            yield where
        if group:
            yield f"GROUP BY {', '.join(group)}"

    def _measures(self) -> Iterator[str]:
        for measure in self.question.computed:
            for sql, name in _computed(measure):
                yield f"{sql} AS {quoted(name)}"

    def _order(self) -> str:
        name = self.question.sort.removeprefix("-")
        way = " DESC" if self.question.sort.startswith("-") else ""
        found = self._sorted_groups(name) if self.question.grouped else self._sorted_rows(name)
        first, last = found
        written = [f"{each}{way} NULLS LAST" for each in first]
        return f"ORDER BY {', '.join([*written, *last])}" if written or last else ""

    def _sorted_rows(self, name: str) -> tuple[list[str], list[str]]:
        if not name:
            return [], self.rows.as_they_stand
        text = self.columns[name].kind == Kind.TEXT and self.columns[name].declared
        return (self.rows.order(name) if text else [quoted(name)]), self.rows.as_they_stand

    def _sorted_groups(self, name: str) -> tuple[list[str], list[str]]:
        first: list[str] = []
        last: list[str] = []
        for each in self.question.group:
            text = not each.part and self.columns[each.column].kind == Kind.TEXT
            sql = _grouping(each)
            ordered = [folded(sql), sql] if text else [sql]
            if each.name == name:
                first = ordered
            else:
                last += [f"{part} NULLS LAST" for part in ordered]
        for measure in self.question.computed:
            if measure.name == name:
                first = [_rank(measure)]
        return first, last


def sql(question: Question, table: Table) -> Statement:
    """Return the statement of the page that a question asks, over the table by its name."""
    return Writing(question, table, plain(table, question.table)).page()


def shown(question: Question, table: Table) -> tuple[str, ...]:
    """Return the names of the columns that a question shows."""
    return question.columns or tuple(table.columns)


def _grouping(group: Group) -> str:
    column = quoted(group.column)
    if group.part == "year":
        return f"year({column})"
    if group.part == "month":
        return f"strftime({column}, '%Y-%m')"
    return quoted(f"{group.column}__{group.part}") if group.part else column


def _computed(measure: Measure) -> Iterator[tuple[str, str]]:
    """Yield what to ask for a measure: a mean needs a sum and a count, to be divided exactly.

    A median of an even number of values lies between two of them: both are asked.
    """
    column = quoted(measure.column)
    match measure.function:
        case "count":
            yield f"count({column if measure.column else '*'})", measure.name
        case "mean":
            yield f"sum({column})", f"{measure.name}: sum"
            yield f"count({column})", f"{measure.name}: count"
        case "median":
            yield f"quantile_disc({column}, 0.5)", f"{measure.name}: low"
            yield f"-quantile_disc(-{column}, 0.5)", f"{measure.name}: high"
        case "distinct":
            yield f"count(DISTINCT {column})", measure.name
        case _:
            yield f"{measure.function}({column})", measure.name


def _rank(measure: Measure) -> str:
    """Return what sorts by a measure."""
    parts = [part for part, _ in _computed(measure)]
    if measure.function == "mean":
        return f"{parts[0]} / {parts[1]}"
    return " + ".join(parts)


def _condition(each: Filter, column: Known, rows: Rows) -> str:
    name = quoted(each.column)
    match each.op:
        case "has":
            found = rows.contains([each.column]) if column.declared else [_has(name)]
            return found[0]
        case "is":
            marks = ", ".join("?" for _ in each.values)
            return f"{name} = ?" if len(each.values) == 1 else f"{name} IN ({marks})"
        case "min" | "max":
            day = f"{name}::DATE" if column.kind == Kind.MOMENT else name
            return f"{day} {'>=' if each.op == 'min' else '<='} ?"
        case "in":
            return _within(each)
        case _:
            return _empty(each, column)


def _has(name: str) -> str:
    return f"contains({folded(name)}, {folded('?')})"


def _within(each: Filter) -> str:
    """Return the condition of rows that lie in one of the territories."""
    found: list[str] = []
    for key in map(str, each.values):
        level = key.partition(":")[0]
        named = quoted(f"{each.column}__{level}")
        found.append(f"{named} = ?" if level in LEVELS else f"{quoted(each.column)} IS NOT NULL")
    return found[0] if len(found) == 1 else f"({OR.join(found)})"


def _empty(each: Filter, column: Known) -> str:
    (wanted,) = each.values
    name = quoted(each.column)
    if wanted in LEVELS:
        return f"{quoted(f'{each.column}__{wanted}')} IS NULL"
    if column.kind == Kind.TEXT:
        return f"coalesce({name}, '') {'=' if wanted == 'yes' else '<>'} ''"
    return f"{name} IS NULL" if wanted == "yes" else f"{name} IS NOT NULL"


def _bound(each: Filter) -> Parameters:
    """Return the values of a filter that its condition has question marks for."""
    if each.op == "empty":
        return []
    if each.op == "in":
        keys = [str(key).partition(":") for key in each.values]
        return [code for level, _, code in keys if level in LEVELS]
    return list(each.values)
