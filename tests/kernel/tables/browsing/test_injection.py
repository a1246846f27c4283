"""What a reader types is never SQL: as a value it is bound, as a name it is known or left out."""

from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.tables.browsing.answers import ask
from lieucommun.kernel.tables.browsing.questions import Filter, Question
from lieucommun.kernel.tables.browsing.reading import read
from lieucommun.kernel.tables.browsing.values import literal
from lieucommun.kernel.tables.browsing.writing import Writing, plain, sql

from .trials import PLACES, TABLE, Held, Row, held, placed

ATTEMPTS = (
    "'; DROP TABLE aides; --",
    "' OR '1'='1",
    '" OR 1=1 --',
    "id\" FROM aides; COPY aides TO '/tmp/out' --",
    "1); DELETE FROM aides WHERE (1=1",
    "x' UNION SELECT * FROM read_csv('/etc/passwd') --",
    "?",
    "$1",
    "%",
    "\\",
    "\x00",
    "/* */",
)
ROWS: list[Row] = [
    {"id": f"n{number}", "_source": "essai", "_line": number, "sorte": text} | placed(PLACES[0])
    for number, text in enumerate(["eau", *ATTEMPTS[:-2]])
]
#: Each place of a question where a reader may write.
PARAMETERS = (
    "q", "cols", "g", "m", "sort", "rows", "page", "sorte.is", "sorte.has", "sorte.empty",
    "montant.min", "annee.max", "jour.min", "quand.max", "fini.is", "lieu.in", "lieu.find",
    "lieu.empty", "_source.is", "_line.min",
)  # fmt: skip


@pytest.fixture(scope="module")
def here() -> Held:
    return held(ROWS)


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_a_value_is_looked_for_as_it_is(here: Held, attempt: str) -> None:
    question = Question("aides", ("sorte",), (Filter("sorte", "is", (attempt,)),))
    for rows in (here.plain, here.copied):
        found = ask(here.connection, question, TABLE, rows)
        assert found.rows == [(row["sorte"],) for row in ROWS if row["sorte"] == attempt]
    shown = sql(question, TABLE).shown()
    assert here.connection.execute(shown).fetchall() == found.rows


@pytest.mark.parametrize("attempt", ATTEMPTS)
@pytest.mark.parametrize("parameter", PARAMETERS)
def test_nothing_that_is_typed_stands_in_the_statement(
    here: Held, parameter: str, attempt: str
) -> None:
    usual = Writing(Question("aides"), TABLE, plain(TABLE, "aides")).page().text
    for pairs in ([(parameter, attempt)], [(f"{attempt}.is", "eau"), (attempt, attempt)]):
        question = read(TABLE, "aides", pairs).question
        asked = Writing(question, TABLE, here.plain).page()
        told = asked.text.replace("?", "")
        assert attempt not in told or attempt in usual
        here.connection.execute(asked.text, asked.parameters).fetchall()
    assert here.connection.execute("SELECT count(*) FROM aides").fetchall() == [(len(ROWS),)]


@given(st.text(max_size=30))
def test_a_text_written_in_sql_is_that_text(text: str) -> None:
    import duckdb

    kept = text.replace("\x00", "")
    with duckdb.connect() as connection:
        assert connection.execute(f"SELECT {literal(kept)}").fetchall() == [(kept,)]


@given(st.lists(st.tuples(st.sampled_from(PARAMETERS) | st.text(), st.text(max_size=60))))
def test_any_address_has_an_answer(pairs: list[tuple[str, str]]) -> None:
    question = read(TABLE, "aides", pairs).question
    again = read(TABLE, "aides", [*_pairs(question.query())])
    assert again.question == question
    assert again.unread == ()
    here = _one()
    found = ask(here.connection, question, TABLE, here.plain)
    assert found == ask(here.connection, question, TABLE, here.copied)


def _pairs(query: str) -> list[tuple[str, str]]:
    from urllib.parse import parse_qsl

    return parse_qsl(query)


_kept: list[Held] = []


def _one() -> Held:
    if not _kept:
        _kept.append(held(ROWS))
    return _kept[0]


def test_a_filter_is_written_as_it_is_read() -> None:
    told = urlencode([("sorte.is", ATTEMPTS[0])])
    question = read(TABLE, "aides", _pairs(told)).question
    assert question.filters == (Filter("sorte", "is", (ATTEMPTS[0],)),)
    assert sql(question, TABLE).shown().splitlines()[2] == (
        "WHERE \"sorte\" = '''; DROP TABLE aides; --'"
    )
