"""How the suite empties tables that nothing may empty: it takes their triggers away meanwhile."""

import contextlib
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection
from django.db.backends.base.operations import BaseDatabaseOperations

from lieucommun.kernel.journal import guards


@contextlib.contextmanager
def unguarded() -> Iterator[None]:
    """Take the triggers of the journal away, as an intruder who owns the database would."""
    guards.remove(connection)
    try:
        yield
    finally:
        guards.install(connection)


@contextlib.contextmanager
def emptied_past_the_guards() -> Iterator[None]:
    """Make Django's way to empty tables for tests go past the triggers."""
    flush = BaseDatabaseOperations.execute_sql_flush

    def past(operations: BaseDatabaseOperations, statements: Sequence[str]) -> None:
        with unguarded():
            flush(operations, statements)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BaseDatabaseOperations, "execute_sql_flush", past)
        yield
