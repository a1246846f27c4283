"""Tell a database that does not answer for now from one that is asked something wrong."""

from django.db import InterfaceError, OperationalError

#: SQLite's own names (https://www.sqlite.org/rescode.html) of what passes, or needs the operator.
_PASSING = ("SQLITE_BUSY", "SQLITE_LOCKED", "SQLITE_FULL", "SQLITE_IOERR", "SQLITE_CANTOPEN")
_READ_ONLY = "SQLITE_READONLY"


def is_unavailable(failure: BaseException | None) -> bool:
    """Whether a failure means: try again later. PostgreSQL says so by its class 08, 53 or 57."""
    if isinstance(failure, InterfaceError):
        return True
    if not isinstance(failure, OperationalError):
        return False
    cause = failure.__cause__
    name = getattr(cause, "sqlite_errorname", None)
    if name is not None:
        return str(name).startswith((*_PASSING, _READ_ONLY))
    state = getattr(cause, "sqlstate", None)
    # A connection that could not be opened has no state at all.
    return state is None or str(state).startswith(("08", "53", "57", "55P03", "40"))
