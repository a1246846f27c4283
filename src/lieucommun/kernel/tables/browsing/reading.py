"""A query string read as a question: names are those of the table, values of the right type.

Nothing that is asked is ever an error: what cannot be read is left out, and told.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from lieucommun.kernel.services.manifest import Table

from .columns import Kind, Known, known
from .questions import (
    COUNT,
    LONGEST,
    MOST_COLUMNS,
    MOST_FILTERS,
    MOST_GROUPS,
    MOST_MEASURES,
    MOST_PAGES,
    MOST_VALUES,
    OPS,
    ROWS,
    USUAL_ROWS,
    Filter,
    Function,
    Group,
    Measure,
    Question,
    Value,
)
from .values import ASKED, value_of

Fault = Literal["column", "value", "asked", "many"]
#: Parameters beyond are those of a program that tries things.
MOST_PAIRS = 4_000
FUNCTIONS: tuple[Function, ...] = get_args(Function)
_FILTER = re.compile(r"(_?[a-z][a-z0-9_]*)\.([a-z]+)")
_MEASURE = re.compile(r"([a-z]+)\((_?[a-z][a-z0-9_]*|\*)\)")


@dataclass(frozen=True, slots=True)
class Unread:
    """A part of a question that is left out.

    `column`: no column is named so. `value`: `text` is no value of it. `asked`: this cannot be
    asked of it. `many`: there is a bound.
    """

    fault: Fault
    column: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Read:
    """A question, what of it could not be read, and names of territories to be found.

    `sought`: the column, and the name or the postcode that was typed.
    """

    question: Question
    unread: tuple[Unread, ...] = ()
    sought: tuple[tuple[str, str], ...] = ()


@dataclass(slots=True)
class _Reading:
    columns: Mapping[str, Known]
    one: dict[str, str] = field(default_factory=dict)
    several: dict[str, list[str]] = field(default_factory=dict)
    filters: dict[tuple[str, str], list[str]] = field(default_factory=dict)
    unread: list[Unread] = field(default_factory=list)
    sought: list[tuple[str, str]] = field(default_factory=list)

    def take(self, name: str, text: str) -> None:
        """Put a parameter where it belongs; those of others are none of ours."""
        if name in {"cols", "g", "m"}:
            self.several.setdefault(name, []).extend(part for part in text.split(",") if part)
        elif name in {"q", "sort", "page", "rows"}:
            self.one.setdefault(name, text)
        elif (found := _FILTER.fullmatch(name)) and text.strip():
            self._filter(found[1], found[2], text)

    def _filter(self, column: str, op: str, text: str) -> None:
        if column not in self.columns:
            self.unread.append(Unread("column", column, text[:LONGEST]))
        elif op == "find" and self.columns[column].kind == Kind.TERRITORY:
            self.sought.append((column, text.strip()[:LONGEST]))
        elif op not in ASKED[self.columns[column].kind]:
            self.unread.append(Unread("asked", column, text[:LONGEST]))
        else:
            self.filters.setdefault((column, op), []).append(text)


def read(table: Table, name: str, pairs: Iterable[tuple[str, str]]) -> Read:
    """Return what the pairs of a query string ask of a table of that name."""
    reading = _Reading(known(table))
    for rank, (key, text) in enumerate(pairs):
        if rank >= MOST_PAIRS:
            reading.unread.append(Unread("many", key))
            break
        reading.take(key, text)
    rows = _whole(reading.one.get("rows"), ROWS[-1])
    group, measures = _group(reading), _measures(reading)
    question = Question(
        table=name,
        columns=_columns(reading),
        filters=_filters(reading),
        words=_words(reading.one.get("q", "")),
        group=group,
        measures=measures,
        page=max(_whole(reading.one.get("page"), MOST_PAGES), 1),
        rows=rows if rows in ROWS else USUAL_ROWS,
    )
    question = question.but(sort=_sort(reading, question), page=question.page)
    return Read(question, tuple(reading.unread), tuple(reading.sought[:MOST_GROUPS]))


def _words(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())[:LONGEST]


def _columns(reading: _Reading) -> tuple[str, ...]:
    """Return the columns to show; none when they are those of the table, in its order."""
    found = dict.fromkeys(_named(reading, reading.several.get("cols", ())))
    if len(found) > MOST_COLUMNS:
        reading.unread.append(Unread("many", "cols"))
    chosen = tuple(found)[:MOST_COLUMNS]
    usual = tuple(each.name for each in reading.columns.values() if each.declared)
    return () if chosen == usual else chosen


def _named(reading: _Reading, names: Iterable[str]) -> Iterable[str]:
    for name in names:
        if name in reading.columns:
            yield name
        else:
            reading.unread.append(Unread("column", name[:LONGEST]))


def _filters(reading: _Reading) -> tuple[Filter, ...]:
    """Return the filters in the order of the columns, each once."""
    found: list[Filter] = []
    for name, column in reading.columns.items():
        for op in OPS:
            values = _values(reading, column, op)
            if values:
                found.append(Filter(name, op, values))
    if len(found) > MOST_FILTERS:
        reading.unread.append(Unread("many", found[MOST_FILTERS].column))
    return tuple(found[:MOST_FILTERS])


def _values(reading: _Reading, column: Known, op: str) -> tuple[Value, ...]:
    texts = reading.filters.get((column.name, op), ())
    found: dict[Value, None] = {}
    for text in texts:
        value = value_of(text, op, column.kind)
        if value is None:
            reading.unread.append(Unread("value", column.name, text[:LONGEST]))
        else:
            found[value] = None
    if len(found) > MOST_VALUES:
        reading.unread.append(Unread("many", column.name))
    most = MOST_VALUES if op in {"is", "in"} else 1
    return tuple(found)[:most]


def _group(reading: _Reading) -> tuple[Group, ...]:
    found: dict[Group, None] = {}
    for text in reading.several.get("g", ()):
        name, _, part = text.partition(".")
        column = reading.columns.get(name)
        if column is None:
            reading.unread.append(Unread("column", text[:LONGEST]))
        elif part not in column.parts:
            reading.unread.append(Unread("asked", name, part[:LONGEST]))
        else:
            found[Group(name, part)] = None
    return tuple(found)[:MOST_GROUPS]


def _measures(reading: _Reading) -> tuple[Measure, ...]:
    found: dict[Measure, None] = {}
    for text in reading.several.get("m", ()):
        measure = _measure(reading, text)
        if measure is not None:
            found[measure] = None
    return tuple(found)[:MOST_MEASURES]


def _measure(reading: _Reading, text: str) -> Measure | None:
    found = _MEASURE.fullmatch(text)
    told, name = found.groups() if found else ("", text)
    if text == COUNT.name:
        return COUNT
    function = next((each for each in FUNCTIONS if each == told), None)
    column = reading.columns.get(name)
    if column is None or not column.declared:
        reading.unread.append(Unread("column", name[:LONGEST]))
    elif function is None or function not in column.measures:
        reading.unread.append(Unread("asked", name, told[:LONGEST]))
    else:
        return Measure(function, name)
    return None


def _sort(reading: _Reading, question: Question) -> str:
    """Return by what to sort, if it is something that the answer holds."""
    text = reading.one.get("sort", "")
    name = text.removeprefix("-")
    if question.grouped:
        names = {each.name for each in question.group}
        names |= {each.name for each in question.computed}
    else:
        names = set(reading.columns)
    return text if name in names else ""


def _whole(text: str | None, most: int) -> int:
    """Return a whole number within bounds; 0 for anything else."""
    if not text or not text.isascii() or not text.isdecimal():
        return 0
    return min(int(text[:12]), most)
