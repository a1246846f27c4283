"""The form of a table: words to look for, a filter per column, columns shown, groups, measures."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from lieucommun.design.context import Link
from lieucommun.kernel.tables.browsing.answers import Shown as Column
from lieucommun.kernel.tables.browsing.answers import adds_up
from lieucommun.kernel.tables.browsing.choices import Choices, choices
from lieucommun.kernel.tables.browsing.columns import Kind, Known, known, texts
from lieucommun.kernel.tables.browsing.questions import (
    COUNT,
    MOST_GROUPS,
    MOST_MEASURES,
    Filter,
    Group,
    Measure,
    Question,
    written,
)
from lieucommun.kernel.tables.queries import connection

from .opening import Browsed
from .words import FUNCTIONS, column_word, filter_word, group_word

#: Lists to choose from that are offered before any is used.
GROUPS, MEASURES = 2, 3
DAYS = frozenset({Kind.DATE, Kind.MOMENT})
BOUNDED = frozenset({Kind.NUMBER, Kind.YEAR, *DAYS})


@dataclass(frozen=True, slots=True)
class Option:
    """A value of a list to choose from."""

    value: str
    text: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Family:
    """Values of a list that go together, under a title ("" for those that stand alone)."""

    title: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Control:
    """What is asked of one column.

    `shape`: "choices" (ticked), "bounds" (from, to), "place" or "text" (typed), "truth" (a list).
    `kind`: the type of what is typed.
    """

    name: str
    text: str
    shape: str
    kind: str = "text"
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()

    @property
    def first(self) -> str:
        return self.values[0] if self.values else ""

    @property
    def last(self) -> str:
        return self.values[1] if len(self.values) > 1 else ""


@dataclass(frozen=True, slots=True)
class Form:
    """The form of a table; `hidden` are parts of the question that no control shows."""

    controls: list[Control]
    columns: list[Option]
    groups: list[list[Option]]
    measures: list[list[Family]]
    hidden: list[tuple[str, str]]
    chips: list[Link]
    clear: str


def form(browsed: Browsed, question: Question) -> Form:
    """Return the form of a table, filled with a question; raises TooCostly."""
    columns = known(browsed.table)
    few = _choices(browsed, columns)
    controls = [
        _control(browsed, each, question, few.get(each.name, ()))
        for each in columns.values()
        if each.declared
    ]
    shown = question.columns or tuple(browsed.table.columns)
    return Form(
        controls,
        [Option(each.name, _word(browsed, each.name), each.name in shown)
         for each in columns.values() if each.declared or each.name in shown],
        _groups(browsed, columns, question),
        _measures(browsed, columns, question),
        list(_hidden(columns, question, few)),
        list(_chips(browsed, columns, question)),
        f"?{question.but(filters=(), words='').query()}",
    )  # fmt: skip


def _word(browsed: Browsed, name: str, *, unit: bool = False) -> str:
    return column_word(browsed.table, name, browsed.language, unit=unit)


def _choices(browsed: Browsed, columns: Mapping[str, Known]) -> Choices:
    names = [name for name in texts(columns) if columns[name].type != "longtext"]
    with connection() as open_:
        return choices(open_, browsed.rows, names, browsed.stamp)


def _asked(question: Question, column: str, op: str) -> tuple[str, ...]:
    found = [each.values for each in question.filters if (each.column, each.op) == (column, op)]
    return tuple(written(value) for value in found[0]) if found else ()


def _control(browsed: Browsed, column: Known, question: Question, few: Sequence[str]) -> Control:
    name, text = column.name, _word(browsed, column.name, unit=True)
    if column.kind in BOUNDED:
        sides = ("".join(_asked(question, name, op)) for op in ("min", "max"))
        kind = "date" if column.kind in DAYS else "number"
        return Control(name, text, "bounds", kind, tuple(sides))
    if column.kind == Kind.TERRITORY:
        return Control(name, text, "place")
    chosen = _asked(question, name, "is")
    if column.kind == Kind.BOOLEAN:
        words = {"": gettext("All"), "yes": gettext("Yes"), "no": gettext("No")}
        now = chosen[0] if len(chosen) == 1 else ""
        told = tuple(Option(value, word, value == now) for value, word in words.items())
        return Control(name, text, "truth", options=told)
    if few:
        titles = browsed.titles.get(name, {})
        told = tuple(
            Option(value, titles.get(value, value), value in chosen)
            for value in dict.fromkeys((*few, *chosen))
        )
        return Control(name, text, "choices", options=told)
    return Control(name, text, "text", values=_asked(question, name, "has"))


def _groups(
    browsed: Browsed, columns: Mapping[str, Known], question: Question
) -> list[list[Option]]:
    """Return lists to choose groups from, one more than are used, up to the bound."""
    used = len(question.group)
    count = min(max(GROUPS, used + 1), MOST_GROUPS)
    offered = [
        Group(each.name, part)
        for each in columns.values()
        if each.declared and (each.kind != Kind.NUMBER or each.type == "integer")
        for part in each.parts
    ]
    chosen = [*question.group, *[None] * (count - used)]
    return [
        [
            Option("", gettext("None"), now is None),
            *(
                Option(each.name, group_word(browsed.table, each, browsed.language), each == now)
                for each in dict.fromkeys((*offered, *([now] if now else [])))
            ),
        ]
        for now in chosen
    ]


def _measures(
    browsed: Browsed, columns: Mapping[str, Known], question: Question
) -> list[list[Family]]:
    used = len(question.measures)
    count = min(max(MEASURES, used + 1), MOST_MEASURES)
    chosen = [*question.measures, *[None] * (count - used)]
    return [_families(browsed, columns, now) for now in chosen]


def _families(browsed: Browsed, columns: Mapping[str, Known], now: Measure | None) -> list[Family]:
    alone = (
        Option("", gettext("None"), now is None),
        Option(COUNT.name, gettext("Number of rows"), now == COUNT),
    )
    found = [Family("", alone)]
    for column in columns.values():
        told = [Measure(each, column.name) for each in _offered(browsed, column)]
        if now is not None and now.column == column.name and now not in told:
            told.append(now)
        if told:
            options = (Option(m.name, str(FUNCTIONS[m.function]), m == now) for m in told)
            found.append(Family(_word(browsed, column.name), tuple(options)))
    return found


def _offered(browsed: Browsed, column: Known) -> Iterator[Any]:
    """Yield what may be computed of a column, but sums of what means nothing added up."""
    if not column.declared:
        return
    sums = adds_up(Column(column.name, column), browsed.table)
    yield from (each for each in column.measures if each != "sum" or sums)


def _hidden(
    columns: Mapping[str, Known], question: Question, few: Choices
) -> Iterator[tuple[str, str]]:
    """Yield the parts of a question that no control holds: they stay as they are."""
    yield "sort", question.sort
    usual = Question(question.table).rows
    yield "rows", str(question.rows) if question.rows != usual else ""
    for each in question.filters:
        if not _held(columns[each.column], each, few):
            for value in each.values:
                yield each.name, written(value)


def _held(column: Known, asked: Filter, few: Choices) -> bool:
    """Say whether a control holds a filter."""
    if not column.declared:
        return False
    ticked = column.name in few or (column.kind == Kind.BOOLEAN and len(asked.values) == 1)
    held = {"min": True, "max": True, "is": ticked, "has": column.name not in few}
    return held.get(asked.op, False)


def _chips(browsed: Browsed, columns: Mapping[str, Known], question: Question) -> Iterator[Link]:
    """Yield what narrows the rows, each with the address without it."""
    if question.words:
        yield Link(f"?{question.but(words='').query()}", f"“{question.words}”")
    for each in question.filters:
        yield Link(
            f"?{_without(question, each).query()}",
            filter_word(
                browsed.table, columns[each.column], each, browsed.language, browsed.titles
            ),
        )


def _without(question: Question, each: Filter) -> Question:
    return question.without(each.column, each.op)
