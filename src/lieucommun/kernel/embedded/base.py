"""The database backend of Django for SQLite, with a queue before each transaction.

SQLite lets one connection write at a time, and makes the others sleep and try again, for up to a
tenth of a second each time: whoever is unlucky waits long. Threads of one process wait here, one
after the other, and begin as soon as the one before has ended. Processes still meet in SQLite.
"""

import threading
from collections import deque
from typing import Any

from django.db import OperationalError
from django.db.backends.sqlite3 import base

#: Seconds that a transaction waits for its turn, as `timeout` of SQLite itself.
PATIENCE = 20.0


class Turns:
    """A lock whose holders follow one another in the order in which they came."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._taken = False
        self._waiting: deque[threading.Event] = deque()

    def take(self, patience: float) -> bool:
        """Wait for one's turn; False when it did not come in time (in seconds)."""
        with self._guard:
            if not self._taken:
                self._taken = True
                return True
            mine = threading.Event()
            self._waiting.append(mine)
        if mine.wait(patience):
            return True
        with self._guard:
            if mine.is_set():  # it came between the wait and the guard
                return True
            self._waiting.remove(mine)
        return False

    def give(self) -> None:
        """End one's turn: the next one begins."""
        with self._guard:
            if self._waiting:
                self._waiting.popleft().set()
            else:
                self._taken = False


_turns: dict[str, Turns] = {}


class DatabaseWrapper(base.DatabaseWrapper):
    """A connection that waits for its turn before it begins a transaction."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._has_turn = False

    @property
    def _queue(self) -> Turns:
        return _turns.setdefault(str(self.settings_dict["NAME"]), Turns())

    def _start_transaction_under_autocommit(self) -> None:
        if not self._queue.take(PATIENCE):
            raise OperationalError("database is locked")
        self._has_turn = True
        try:
            super()._start_transaction_under_autocommit()  # type: ignore[misc]  # not in the stubs
        except BaseException:
            self._leave()
            raise

    def _commit(self) -> None:
        # One that fails keeps its turn: a rollback follows.
        super()._commit()  # type: ignore[misc]
        self._leave()

    def _rollback(self) -> None:
        try:
            super()._rollback()  # type: ignore[misc]
        finally:
            self._leave()

    def _close(self) -> None:
        try:
            super()._close()  # type: ignore[misc]
        finally:
            self._leave()

    def _leave(self) -> None:
        if self._has_turn:
            self._has_turn = False
            self._queue.give()
