"""The index: one document per record, in SQLite's FTS5 or as a PostgreSQL tsvector.

Documents hold tokens only (see `words`), so that both databases find the same records.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from django.db import connection
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from .expressions import Every, Expression, Heading, Some, Token, Without

BATCH = 500


@dataclass(frozen=True, slots=True)
class Document:
    """What is indexed of a record: the tokens of its heading and those of the rest."""

    record: int
    heading: frozenset[str]
    body: frozenset[str]


def write(documents: Iterable[Document]) -> None:
    """Add documents to the index, in place of those of the same records."""
    waiting = iter(documents)
    while batch := list(islice(waiting, BATCH)):
        with connection.cursor() as cursor:
            if connection.vendor == "sqlite":
                rows = [(each.record, *_columns(each)) for each in batch]
                cursor.executemany(
                    "INSERT OR REPLACE INTO search_index(rowid, heading, body) VALUES (%s, %s, %s)",
                    rows,
                )
            else:
                cursor.executemany(
                    "INSERT INTO search_document(record_id, tokens) VALUES (%s, %s::tsvector) "
                    "ON CONFLICT (record_id) DO UPDATE SET tokens = excluded.tokens",
                    [(each.record, _vector(each)) for each in batch],
                )


def remove(records: Iterable[int]) -> None:
    """Take records (by id) out of the index."""
    table, column = (
        ("search_index", "rowid")
        if connection.vendor == "sqlite"
        else ("search_document", "record_id")
    )
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {table} WHERE {column} = %s",  # noqa: S608 - two constants
            [(record,) for record in records],
        )


def matching(expression: Expression) -> RawSQL:
    """Return the ids of the records that an expression finds, as a subquery for `pk__in`."""
    if connection.vendor == "sqlite":
        sql = "SELECT rowid FROM search_index WHERE search_index MATCH %s"
        return RawSQL(sql, (_match(expression),), output_field=BigIntegerField())  # noqa: S611
    sql = "SELECT record_id FROM search_document WHERE tokens @@ %s::tsquery"
    return RawSQL(sql, (_query(expression),), output_field=BigIntegerField())  # noqa: S611


def find(expression: Expression, most: int) -> list[int]:
    """Return the ids of the records that an expression finds, at most so many."""
    found = matching(expression)
    with connection.cursor() as cursor:
        cursor.execute(f"{found.sql} LIMIT {int(most)}", found.params)
        return [row[0] for row in cursor.fetchall()]


def count_found(found: RawSQL) -> int:
    """Return how many records a subquery of `matching` finds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({found.sql}) AS found", found.params)  # noqa: S608
        return int(cursor.fetchone()[0])


def _columns(document: Document) -> tuple[str, str]:
    return " ".join(sorted(document.heading)), " ".join(sorted(document.body))


def _vector(document: Document) -> str:
    def entries() -> Iterator[str]:
        for token in sorted(document.heading | document.body):
            yield f"{_quoted(token)}:1{'A' if token in document.heading else ''}"

    return " ".join(entries())


def _match(expression: Expression) -> str:
    match expression:
        case Token(text, prefix):
            return f'"{text}"{" *" if prefix else ""}'
        case Every(parts):
            return "(" + " AND ".join(map(_match, parts)) + ")"
        case Some(parts):
            return "(" + " OR ".join(map(_match, parts)) + ")"
        case Heading(part):
            return f"heading : {_match(part)}"
        case Without(part, other):
            return f"({_match(part)} NOT ({_match(other)}))"


def _query(expression: Expression, weight: str = "") -> str:
    match expression:
        case Token(text, prefix):
            label = ("*" if prefix else "") + weight
            return _quoted(text) + (f":{label}" if label else "")
        case Every(parts):
            return "(" + " & ".join(_query(part, weight) for part in parts) + ")"
        case Some(parts):
            return "(" + " | ".join(_query(part, weight) for part in parts) + ")"
        case Heading(part):
            return _query(part, "A")
        case Without(part, other):
            return f"({_query(part, weight)} & !{_query(other, weight)})"


def _quoted(token: str) -> str:
    escaped = token.replace("\\", "\\\\").replace("'", "''")
    return f"'{escaped}'"
