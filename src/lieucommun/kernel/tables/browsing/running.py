"""Statements run with an end: one that is too long is interrupted, and said to be."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from .writing import Statement

if TYPE_CHECKING:
    import duckdb

#: How long a page may be waited for; and the first rows of a file.
SECONDS, FILE_SECONDS = 10, 60
BLOCK = 2_000


class TooCostly(Exception):  # noqa: N818 - an answer to who asks
    """A question that takes more time or memory than there is for it."""


@contextmanager
def limited(connection: "duckdb.DuckDBPyConnection", seconds: float = SECONDS) -> Iterator[None]:
    """Interrupt what a connection does beyond some seconds; raises TooCostly."""
    import duckdb

    timer = threading.Timer(seconds, connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        yield
    except (duckdb.InterruptException, duckdb.OutOfMemoryException) as error:
        raise TooCostly from error
    except (duckdb.OutOfRangeException, duckdb.ConversionException) as error:
        raise TooCostly from error  # a sum of more than 38 digits
    finally:
        timer.cancel()


def fetched(
    connection: "duckdb.DuckDBPyConnection", statement: Statement, seconds: float = SECONDS
) -> list[tuple[Any, ...]]:
    """Return the rows of a statement; raises TooCostly."""
    with limited(connection, seconds):
        found: list[tuple[Any, ...]] = connection.execute(
            statement.text, statement.parameters
        ).fetchall()
    return found


def streamed(
    connection: "duckdb.DuckDBPyConnection", statement: Statement
) -> Iterator[tuple[Any, ...]]:
    """Yield the rows of a statement, some at a time; raises TooCostly before the first one."""
    with limited(connection, FILE_SECONDS):
        asked = connection.execute(statement.text, statement.parameters)
        some = asked.fetchmany(BLOCK)
    while some:
        yield from some
        some = asked.fetchmany(BLOCK)
