"""The answer to a question as a table: headers that sort, cells that lead somewhere, totals."""

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext, ngettext

from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.design.context import Link
from lieucommun.design.shapes import Cell, Column, Row
from lieucommun.design.tags.shown import number
from lieucommun.kernel.tables.browsing.answers import Answer, Place, Shown, ask
from lieucommun.kernel.tables.browsing.columns import LEVELS, Kind
from lieucommun.kernel.tables.browsing.questions import ROWS, Filter, Group, Question
from lieucommun.kernel.tables.browsing.values import same
from lieucommun.kernel.tables.queries import connection
from lieucommun.kernel.territories import find

from .opening import Browsed
from .words import shown_word, value_word

#: A longer text is cut in the table; files hold it whole.
LONGEST_TEXT = 240
NUMBERS = frozenset({Kind.NUMBER})


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of an answer, ready to be shown; `total` is empty where nothing is added up."""

    columns: list[Column]
    rows: list[Row]
    total: Row
    answer: Answer
    count: str
    note: str
    previous: str
    next: str
    sizes: list[Link]


def listing(browsed: Browsed, question: Question) -> Listing:
    """Return the page that a question asks; a page beyond the last is empty. Raises TooCostly."""
    with connection() as open_:
        answer = ask(open_, question, browsed.table, browsed.rows)
    made = _Making(browsed, question, answer)
    more = question.offset + question.rows < answer.listed
    return Listing(
        [made.column(each) for each in answer.columns],
        [made.row(row) for row in answer.rows],
        made.total(),
        answer,
        counted(answer),
        _note(question, answer),
        _address(question.but(page=question.page - 1)) if question.page > 1 else "",
        _address(question.but(page=question.page + 1)) if more else "",
        _sizes(question, answer),
    )


def _sizes(question: Question, answer: Answer) -> list[Link]:
    """Return how many lines a page may have, where the list has more than the fewest."""
    if answer.listed <= ROWS[0]:
        return []
    return [
        Link(
            _address(question.but(rows=each)),
            gettext("by %(count)s") % {"count": each},
            current=each == question.rows,
        )
        for each in ROWS
    ]


def counted(answer: Answer) -> str:
    """Return how many rows match, after how many groups they make."""
    rows = ngettext("%(count)s row", "%(count)s rows", answer.count)
    said = rows % {"count": number(answer.count)}
    if answer.groups is None:
        return said
    groups = ngettext("%(count)s group", "%(count)s groups", answer.groups)
    return gettext("%(groups)s of %(rows)s") % {
        "groups": groups % {"count": number(answer.groups)}, "rows": said,
    }  # fmt: skip


def _note(question: Question, answer: Answer) -> str:
    """Return which lines of the list are on this page, where it has others."""
    if answer.listed <= question.rows or not answer.rows:
        return ""
    first = question.offset + 1
    return gettext("lines %(first)s to %(last)s") % {
        "first": number(first), "last": number(first + len(answer.rows) - 1),
    }  # fmt: skip


def _address(question: Question) -> str:
    return f"?{question.query()}"


def is_number(shown: Shown) -> bool:
    """Say whether the cells of a column are numbers, which align at the end."""
    if shown.measure is not None:
        counts = shown.measure.function in {"count", "distinct"}
        return counts or (shown.column is not None and shown.column.kind in NUMBERS)
    return shown.group is None and shown.column is not None and shown.column.kind in NUMBERS


@dataclass(frozen=True, slots=True)
class _Making:
    """Makes the parts of a table out of an answer."""

    browsed: Browsed
    question: Question
    answer: Answer

    def column(self, shown: Shown) -> Column:
        numeric = is_number(shown)
        down = self.question.sort == f"-{shown.name}"
        up = self.question.sort == shown.name
        # Numbers are looked at from the largest down, words from A on; a second time turns it.
        falls = not down if numeric else up
        wanted = f"-{shown.name}" if falls else shown.name
        return Column(
            shown_word(self.browsed.table, shown, self.browsed.language),
            numeric,
            _address(self.question.but(sort=wanted)),
            "ascending" if up else "descending" if down else "",
        )

    def row(self, values: Sequence[Any]) -> Row:
        cells: list[Cell] = [
            self._cell(shown, value)
            for shown, value in zip(self.answer.columns, values, strict=True)
        ]
        if self.question.group:
            told = self._word(values[0], self.answer.columns[0]) or gettext("Not stated")
            cells[0] = Link(_address(self._inside(values)), told)
        return cells

    def _word(self, value: Any, shown: Shown) -> str:
        return value_word(value, shown, self.browsed.titles)

    def _cell(self, shown: Shown, value: Any) -> Cell:
        told = self._word(value, shown)
        if shown.group is not None:
            return told or gettext("Not stated")
        if isinstance(value, Place) and value.key is not None:
            address = self._portrait(value.key)
            return Link(address, told) if address else told
        return f"{told[:LONGEST_TEXT].rstrip()}…" if len(told) > LONGEST_TEXT else told

    def _portrait(self, key: str) -> str:
        found = find(key)
        return Looking(self.browsed.opened).portrait_of(found) if found else ""

    def _inside(self, values: Sequence[Any]) -> Question:
        """Return the question whose rows are those of a group."""
        asked = self.question.but(group=(), measures=(), sort="")
        for shown, value in zip(self.answer.columns, values, strict=False):
            if shown.group is not None and shown.column is not None:
                for each in _filters(shown.group, shown.column.kind, value):
                    asked = asked.with_filter(each)
        return asked

    def total(self) -> Row:
        """Return the line of totals: what is added up of all the rows that match."""
        if not self.answer.total:
            return ()
        pairs = zip(self.answer.columns, self.answer.total, strict=True)
        cells: list[Cell] = [
            "" if value is None else self._word(value, shown) for shown, value in pairs
        ]
        empty = next((at for at, cell in enumerate(cells) if cell == ""), None)
        if empty is not None:
            cells[empty] = gettext("Total")
        return cells


def _filters(group: Group, kind: Kind, value: Any) -> tuple[Filter, ...]:
    """Return the filters of the rows of a group."""
    told = value.key if isinstance(value, Place) else value
    if told is None:
        wanted = group.part if group.part in LEVELS else "yes"
        return (Filter(group.column, "empty", (wanted,)),)
    if group.part in {"year", "month"}:
        return _days(group.column, told)
    if isinstance(told, dt.datetime):
        told = told.date()
    return same(group.column, kind, told)


def _days(column: str, part: int | str) -> tuple[Filter, ...]:
    """Return the bounds of a year (2024) or of a month ("2024-07")."""
    year, _, month = str(part).partition("-")
    if not dt.MINYEAR <= int(year) <= dt.MAXYEAR:
        return ()
    first = dt.date(int(year), int(month or 1), 1)
    until = int(month or 12)
    last = dt.date(int(year), until, calendar.monthrange(int(year), until)[1])
    return Filter(column, "min", (first,)), Filter(column, "max", (last,))
