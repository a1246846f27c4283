"""Full-text search of the peer: the same folded and stemmed tokens, in a table of its own."""

from collections.abc import Iterable

from django.db import connections
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL

from lieucommun.kernel.search.words import Word, read, tokens

SQLITE = (
    "CREATE VIRTUAL TABLE peer_search USING fts5("
    "name, text, content='', contentless_delete=1, detail=column, tokenize='ascii')"
)
POSTGRESQL = (
    "CREATE TABLE peer_search (rowid bigint PRIMARY KEY, tokens tsvector NOT NULL)",
    "CREATE INDEX peer_search_tokens ON peer_search USING gin (tokens)",
)


def create() -> None:
    """Make the table."""
    connection = connections["peer"]
    statements = (SQLITE,) if connection.vendor == "sqlite" else POSTGRESQL
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def write(rows: Iterable[tuple[int, str, str]]) -> None:
    """Index rows: id, name, text."""
    connection = connections["peer"]
    found = ((pk, _tokens(name), _tokens(text)) for pk, name, text in rows)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.executemany(
                "INSERT INTO peer_search(rowid, name, text) VALUES (%s, %s, %s)",
                [(pk, " ".join(name), " ".join(text)) for pk, name, text in found],
            )
        else:
            cursor.executemany(
                "INSERT INTO peer_search(rowid, tokens) VALUES (%s, %s::tsvector)",
                [(pk, _vector(name, text)) for pk, name, text in found],
            )


def matching(query: str, *, named: bool = False) -> RawSQL:
    """Return the ids of the rows that hold every word; `named`: in their name."""
    words = read(query)
    if connections["peer"].vendor == "sqlite":
        asked = " AND ".join(_match(word) for word in words)
        asked = f"name : ({asked})" if named else asked
        sql = "SELECT rowid FROM peer_search WHERE peer_search MATCH %s"
    else:
        asked = " & ".join(_query(word, "A" if named else "") for word in words)
        sql = "SELECT rowid FROM peer_search WHERE tokens @@ %s::tsquery"
    return RawSQL(sql, (asked,), output_field=BigIntegerField())  # noqa: S611


def _tokens(text: str) -> list[str]:
    return sorted(set(tokens("", [text])))


def _vector(name: list[str], text: list[str]) -> str:
    heads = set(name)
    return " ".join(f"{each}:1{'A' if each in heads else ''}" for each in sorted({*name, *text}))


def _match(word: Word) -> str:
    if not word.prefix:
        return f'"s{word.stem}"'
    return f'("s{word.stem}" OR "s{word.text}" * OR "w{word.text}" *)'


def _query(word: Word, weight: str) -> str:
    label = f":{weight}" if weight else ""
    if not word.prefix:
        return f"s{word.stem}{label}"
    return f"(s{word.stem}{label} | s{word.text}:*{weight} | w{word.text}:*{weight})"
