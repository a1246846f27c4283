"""A question has an end: what is too long is interrupted, and the next one is answered."""

import duckdb
import pytest

from lieucommun.kernel.tables.browsing.choices import choices
from lieucommun.kernel.tables.browsing.running import TooCostly, fetched, limited, streamed
from lieucommun.kernel.tables.browsing.standing import Plain
from lieucommun.kernel.tables.browsing.writing import Statement
from tests.ending import ending

ENDLESS = Statement("SELECT sum(a.range * b.range % 7) FROM range(10000000) a, range(10000000) b")


def test_a_question_that_is_too_long_is_interrupted() -> None:
    connection = duckdb.connect()
    with ending(), pytest.raises(TooCostly):
        fetched(connection, ENDLESS, seconds=0.3)
    assert fetched(connection, Statement("SELECT ?", [1])) == [(1,)]


def test_a_question_that_takes_too_much_memory_is_told() -> None:
    connection = duckdb.connect()
    connection.execute("SET memory_limit = '20MB'")
    connection.execute("SET max_temp_directory_size = '1MB'")
    heavy = Statement("SELECT list(range) FROM range(50000000)")
    with pytest.raises(TooCostly):
        fetched(connection, heavy, seconds=60)


def test_rows_of_a_file_come_some_at_a_time() -> None:
    connection = duckdb.connect()
    rows = streamed(connection, Statement("SELECT range FROM range(?)", [5_000]))
    assert next(rows) == (0,)
    assert sum(1 for _ in rows) == 4_999


def test_other_mistakes_are_told_as_they_are() -> None:
    connection = duckdb.connect()
    with pytest.raises(duckdb.CatalogException), limited(connection):
        connection.execute("SELECT * FROM nowhere")


def test_texts_with_few_values_offer_them_once() -> None:
    connection = duckdb.connect()
    connection.execute(
        "CREATE TABLE aides AS SELECT 'v' || range % 3 AS few, 'v' || range AS many, "
        "repeat('x', 100) AS long, NULL::VARCHAR AS none, '' AS blank FROM range(500)"
    )
    names = ["few", "many", "long", "none", "blank"]
    found = choices(connection, Plain("aides"), names, "essai")
    assert found == {"few": ("v0", "v1", "v2")}
    connection.execute("DROP TABLE aides")
    assert choices(connection, Plain("aides"), names, "essai") is found
    assert choices(connection, Plain("aides"), [], "essai") == {}
