"""How far a load is, told in a file: which part of the work, and how far DuckDB is with it."""

import threading
from pathlib import Path
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    import duckdb

Span = tuple[int, int]
#: Parts of the work, in hundredths of the whole, by what they take of large files.
READING: Span = (0, 30)
ADDING: Span = (30, 38)
SORTING: Span = (38, 70)
AGAIN: Span = (70, 100)
EVERY = 0.3


class Watch:
    """A thread that writes how far the work is, a few times a second."""

    def __init__(self, connection: "duckdb.DuckDBPyConnection", path: Path) -> None:
        self.connection = connection
        self.path = path
        self.span = READING
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._watch)

    def second(self) -> None:
        """Say that rows are being sorted again."""
        self.span = AGAIN

    def __enter__(self) -> Self:
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        self.thread.join()

    def _watch(self) -> None:
        most = 0
        while not self.over.wait(EVERY):
            start, end = self.span
            share = min(max(self.connection.query_progress(), 0), 100) / 100
            most = max(most, int(start + (end - start) * share))
            self.path.write_text(str(most))
