"""Whatever is asked of whatever table, the answer is the one found row by row in plain Python."""

import datetime as dt
from collections.abc import Sequence
from decimal import Decimal
from random import Random
from typing import Any
from urllib.parse import parse_qsl

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lieucommun.kernel.tables.browsing.answers import Answer, ask, every
from lieucommun.kernel.tables.browsing.columns import Kind, known
from lieucommun.kernel.tables.browsing.questions import (
    COUNT,
    ROWS,
    Filter,
    Group,
    Measure,
    Question,
)
from lieucommun.kernel.tables.browsing.reading import read
from lieucommun.kernel.tables.browsing.running import TooCostly
from lieucommun.kernel.tables.browsing.values import ASKED
from lieucommun.kernel.tables.browsing.writing import Writing, plain, sql

from . import oracle
from .trials import (
    PLACES,
    TABLE,
    VALUES,
    Held,
    Row,
    amounts,
    arrow,
    days,
    held,
    placed,
    tables,
    texts,
)

COLUMNS = known(TABLE)
NAMES = tuple(TABLE.columns)
NUMBERS = ("montant", "part", "nombre")
KEYS = [str(each["lieu"]) for each in PLACES if each["lieu"]] + ["region:52", "country:FR"]


def _values(name: str, op: str) -> st.SearchStrategy[tuple[Any, ...]]:
    kind = COLUMNS[name].kind
    if op == "empty":
        levels = ["commune", "epci"] if kind == Kind.TERRITORY else []
        return st.sampled_from(["yes", "no", *levels]).map(lambda value: (value,))
    of: dict[Kind, st.SearchStrategy[Any]] = {
        Kind.TEXT: VALUES["sorte"] | texts,
        Kind.NUMBER: amounts.map(lambda value: value + 0),
        Kind.YEAR: st.integers(2017, 2022),
        Kind.DATE: days,
        Kind.MOMENT: days,
        Kind.BOOLEAN: st.booleans(),
        Kind.TERRITORY: st.sampled_from(KEYS),
    }
    several = op in {"is", "in"}
    return st.lists(of[kind], min_size=1, max_size=3 if several else 1, unique=True).map(tuple)


@st.composite
def filters(draw: st.DrawFn, rows: list[Row]) -> tuple[Filter, ...]:
    """Draw filters, most of them on a value that a row has."""
    found: dict[str, Filter] = {}
    for _ in range(draw(st.sampled_from([0, 1, 1, 2]))):
        name = draw(st.sampled_from(NAMES))
        op: Any = draw(st.sampled_from(ASKED[COLUMNS[name].kind]))
        there = [row[name] for row in rows if row[name] is not None and op in {"is", "min", "max"}]
        if there and draw(st.booleans()):
            value = draw(st.sampled_from(there))
            values = (value.date() if isinstance(value, dt.datetime) else value,)
        else:
            values = draw(_values(name, op))
        each = Filter(name, op, values)
        found[each.name] = each
    return tuple(found.values())


@st.composite
def lists(draw: st.DrawFn, rows: list[Row]) -> Question:
    """Draw a question about rows."""
    columns = draw(st.lists(st.sampled_from(NAMES), unique=True, max_size=4))
    sort = draw(st.sampled_from(["", *NAMES[:3], *NAMES[4:]]))
    return Question(
        "aides",
        tuple(columns),
        draw(filters(rows)),
        draw(st.sampled_from(["", "", "e", "é a"]) | texts),
        sort=f"{draw(st.sampled_from(['', '-']))}{sort}" if sort else "",
        page=draw(st.sampled_from([1, 1, 2])),
        rows=draw(st.sampled_from([3, 25])),
    )


@st.composite
def groupings(draw: st.DrawFn, rows: list[Row]) -> Question:
    """Draw a question about rows put together."""
    parts = [Group(name, part) for name in NAMES for part in COLUMNS[name].parts]
    few = [Group("sorte"), Group("annee"), Group("lieu", "region"), Group("fini")]
    group = draw(st.lists(st.sampled_from(few) | st.sampled_from(parts), unique=True, max_size=3))
    figures = [Measure(each, name) for name in NUMBERS for each in COLUMNS[name].measures]  # type: ignore[arg-type]
    others = [Measure(each, name) for name in NAMES for each in COLUMNS[name].measures]  # type: ignore[arg-type]
    measure = st.just(COUNT) | st.sampled_from(figures) | st.sampled_from(others)
    measures = draw(st.lists(measure, unique=True, min_size=0 if group else 1, max_size=5))
    question = Question(
        "aides", (), draw(filters(rows)), "", tuple(group), tuple(measures), rows=50
    )
    names = [each.name for each in group] + [each.name for each in question.computed]
    sort = draw(st.sampled_from(["", *names]))
    way = draw(st.sampled_from(["", "-"]))
    return question.but(sort=f"{way}{sort}" if sort else "")


Case = tuple[list[Row], Question]


@st.composite
def listing(draw: st.DrawFn) -> Case:
    rows = draw(tables())
    return rows, draw(lists(rows))


@st.composite
def grouping(draw: st.DrawFn) -> Case:
    rows = draw(tables())
    return rows, draw(groupings(rows))


def invented() -> list[Row]:
    """Return rows that have every value of a few, and none, in every other row."""
    chance = Random(7)  # noqa: S311 - the same rows each time
    kinds = ["école", "Ecole", "eau", "Zoo", None]
    return [
        {
            "id": f"n{number}",
            "_source": "essai" if number % 2 else "suite",
            "_line": number,
            "objet": chance.choice(["l’eau", "ÉCOLE", "", None]),
            "sorte": chance.choice(kinds),
            "annee": chance.choice([2019, 2020, 2021, None]),
            "jour": chance.choice([dt.date(2020, 1, 31), dt.date(2020, 2, 1), None]),
            "quand": chance.choice([dt.datetime(2020, 2, 1, 23, 59), None]),  # noqa: DTZ001 - naive as stored
            "montant": chance.choice([None, Decimal(chance.randint(-9999, 9999)) / 100]),
            "part": chance.choice([None, Decimal(chance.randint(-9999, 9999)) / 7777]),
            "nombre": chance.choice([None, chance.randint(-5, 5)]),
            "fini": chance.choice([True, False, None]),
            **placed(chance.choice(PLACES)),
        }
        for number in range(120)
    ]


def stored(rows: list[Row]) -> list[Row]:
    """Return rows with their amounts as they are stored."""
    kept = arrow(rows).to_pylist()
    return [{**row, **each} for row, each in zip(rows, kept, strict=True)]


def every_filter() -> list[Filter]:
    found = []
    for name in NAMES:
        kind = COLUMNS[name].kind
        for op in ASKED[kind]:
            levels = oracle.LEVELS if kind == Kind.TERRITORY else ()
            of: dict[Kind, list[Any]] = {
                Kind.TEXT: ["eau", "École", "zzz"],
                Kind.NUMBER: [Decimal(0), Decimal("1.5")],
                Kind.YEAR: [2020],
                Kind.DATE: [dt.date(2020, 1, 31), dt.date(2020, 2, 1)],
                Kind.MOMENT: [dt.date(2020, 2, 1), dt.date(2020, 1, 31)],
                Kind.BOOLEAN: [True, False],
                Kind.TERRITORY: KEYS,
            }
            values = ["yes", "no", *levels] if op == "empty" else of[kind]
            found += [Filter(name, op, (value,)) for value in values]  # type: ignore[arg-type]
            if op in {"is", "in"}:
                found.append(Filter(name, op, tuple(values[:2])))  # type: ignore[arg-type]
    return found


def test_every_filter_leaves_the_rows_it_says() -> None:
    rows = stored(invented())
    here = held(rows)
    for each in every_filter():
        question = Question("aides", (), (each,), rows=250)
        expected = [oracle.cells(row, NAMES) for row in oracle.listed(rows, question)]
        for answer in _answers(here, question):
            assert answer.rows == expected, each


def test_every_measure_of_every_group_is_right() -> None:
    rows = stored(invented())
    here = held(rows)
    groups = [Group(name, part) for name in NAMES[1:] for part in COLUMNS[name].parts]
    measures = [COUNT] + [
        Measure(each, name)  # type: ignore[arg-type]
        for name in NAMES
        for each in COLUMNS[name].measures
    ]
    for group in groups:
        for start in range(0, len(measures), 6):
            question = Question(
                "aides", group=(group,), measures=tuple(measures[start : start + 6]), rows=250
            )
            expected = oracle.grouped(rows, question)
            for answer in _answers(here, question):
                assert answer.rows == expected, question


def _answers(here: Held, question: Question) -> list[Answer]:
    return [ask(here.connection, question, TABLE, rows) for rows in (here.plain, here.copied)]


@settings(max_examples=100)
@given(listing())
def test_rows_are_those_found_in_plain_python(case: Case) -> None:
    rows, question = case
    here = held(rows)
    expected = oracle.listed(rows, question)
    names = question.columns or NAMES
    page = expected[question.offset : question.offset + question.rows]
    sums = {name: _total(expected, name) for name in ("montant", "part", "nombre")}
    for answer in _answers(here, question):
        assert answer.rows == [oracle.cells(row, names) for row in page]
        assert (answer.count, answer.listed, answer.groups) == (len(expected),) * 2 + (None,)
        if answer.total:
            assert answer.total == tuple(sums.get(name) for name in names)
    whole = [oracle.cells(row, names) for row in expected]
    assert list(every(here.connection, question, TABLE, here.plain)) == whole
    assert list(every(here.connection, question, TABLE, here.copied)) == whole


def _total(rows: Sequence[Row], name: str) -> Any:
    values = [row[name] for row in rows if row[name] is not None]
    return sum(values) if values else None


@settings(max_examples=100)
@given(grouping())
def test_groups_are_those_found_in_plain_python(case: Case) -> None:
    rows, question = case
    here = held(rows)
    expected = oracle.grouped(rows, question)
    found = oracle.matching(rows, question)
    for answer in _answers(here, question):
        if "mean(" in question.sort:
            assert sorted(answer.rows, key=_spelt) == sorted(expected, key=_spelt)
            _sorted_by_mean(answer, question)
        else:
            assert answer.rows == expected
        assert answer.count == len(found)
        assert answer.groups == len(expected)
        if question.group and expected:
            width = len(question.group)
            assert answer.total == (*[None] * width, *oracle.measured(found, question))


def _spelt(row: Sequence[Any]) -> str:
    """Return what tells rows apart, whatever the zeros that end their amounts."""
    return repr([each.normalize() + 0 if isinstance(each, Decimal) else each for each in row])


def _sorted_by_mean(answer: Answer, question: Question) -> None:
    at = [each.name for each in answer.columns].index(question.sort.removeprefix("-"))
    means = [row[at] for row in answer.rows if row[at] is not None]
    assert means == sorted(means, reverse=question.sort.startswith("-"))
    assert [row[at] for row in answer.rows][len(means) :] == [None] * (
        len(answer.rows) - len(means)
    )


def _plain(value: Any) -> Any:
    """Return a text as an address gives it back: of several spaces, one is read."""
    return " ".join(value.split()) if isinstance(value, str) else value


@given(listing() | grouping())
def test_every_question_has_its_address(case: Case) -> None:
    question = case[1]
    kept = question.but(page=question.page, rows=ROWS[0])
    found = read(TABLE, "aides", parse_qsl(kept.query()))
    again = found.question
    assert found.unread == ()
    assert {each.name: set(each.values) for each in again.filters} == {
        each.name: {_plain(value) for value in each.values} for each in kept.filters
    }
    expected = kept.but(filters=(), page=kept.page, words=_plain(kept.words))
    assert again.but(filters=(), page=again.page) == expected
    assert read(TABLE, "aides", parse_qsl(again.query())).question == again


@settings(max_examples=60)
@given(listing() | grouping())
def test_the_sql_that_is_shown_gives_what_is_shown(case: Case) -> None:
    rows, question = case
    here = held(rows)
    told = sql(question, TABLE)
    written = here.connection.execute(told.shown()).fetchall()
    bound = here.connection.execute(told.text, told.parameters).fetchall()
    asked = Writing(question, TABLE, here.plain).page()
    assert written == bound == here.connection.execute(asked.text, asked.parameters).fetchall()


def test_pages_put_end_to_end_are_the_list() -> None:
    rows: list[Row] = [
        {"id": f"n{number:03}", "_source": "essai", "_line": 2 + number // 3, "sorte": "eau"}
        for number in range(200)
    ]
    here = held(rows)
    for stands in (here.plain, here.copied):
        for sort in ("", "sorte", "-sorte", "montant"):
            question = Question("aides", ("id",), sort=sort, rows=25)
            pages = [
                ask(here.connection, question.but(page=page), TABLE, stands).rows
                for page in range(1, 10)
            ]
            assert [cell for page in pages for (cell,) in page] == [row["id"] for row in rows]


def test_the_rows_shown_are_named_by_the_table() -> None:
    assert plain(TABLE, "aides").sql == '"aides"'


def test_a_sum_that_has_no_room_is_told() -> None:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE aides AS SELECT 'a' AS _source, 1 AS _line, 'x' AS id, "
        "(10::DECIMAL(38,10) * 10^26)::DECIMAL(38,10) AS part FROM range(200)"
    )
    question = Question("aides", measures=(Measure("sum", "part"),))
    with pytest.raises(TooCostly):
        ask(connection, question, TABLE, plain(TABLE, "aides"))
