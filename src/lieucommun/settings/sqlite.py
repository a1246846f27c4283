"""Make Django run on a SQLite that cannot corrupt a WAL database.

Versions 3.7.0 to 3.51.2 can corrupt a database in WAL mode when several connections
checkpoint at once (https://www.sqlite.org/wal.html#walresetbug); 3.44.6 and 3.50.7 carry the
repair. When the interpreter's own library is affected, the `pysqlite3` wheel replaces it.
"""

import importlib
import sqlite3
import sys

SAFE_SINCE = (3, 51, 3)
REPAIRED = ((3, 44, 6), (3, 50, 7))


class AffectedSqliteError(RuntimeError):
    """The SQLite found can corrupt data; a place does not start on it."""


def is_safe(version: tuple[int, int, int]) -> bool:
    """Say whether a SQLite version holds the repair of the WAL-reset bug."""
    backported = any(version[:2] == good[:2] and version >= good for good in REPAIRED)
    return version >= SAFE_SINCE or backported


def use_safe_sqlite() -> str:
    """Swap in `pysqlite3` where needed and return the version in use.

    Raises AffectedSqliteError when neither library is safe.
    """
    if is_safe(_version(sqlite3.sqlite_version)):
        return sqlite3.sqlite_version
    try:
        replacement = importlib.import_module("pysqlite3")
    except ImportError:
        replacement = None
    if replacement is None or not is_safe(_version(replacement.sqlite_version)):
        found = replacement.sqlite_version if replacement else sqlite3.sqlite_version
        raise AffectedSqliteError(
            f"SQLite {found} can corrupt a database in WAL mode (repaired in 3.51.3). "
            "Install the wheel `pysqlite3` 0.6.1 or newer, or a newer SQLite."
        )
    sys.modules["sqlite3"] = replacement
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")
    return str(replacement.sqlite_version)


def _version(text: str) -> tuple[int, int, int]:
    major, minor, patch = (int(part) for part in text.split(".")[:3])
    return major, minor, patch
