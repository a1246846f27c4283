"""No trace left of what was forgotten, in the files of the database.

Rewriting a file costs as much as it is long: it is done once a night, when something personal was
forgotten since, by whatever part of the place.
"""

import datetime as dt

from django.db import OperationalError, connection
from django.utils import timezone

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.registry import Timing
from lieucommun.kernel.jobs.scheduling import following

JOB = "retention.reclaim"
#: After everything that forgets at night.
NIGHT = Timing(at=dt.time(4, 10))


def leave_no_trace() -> None:
    """Have the database's files cleaned this night; call it in the transaction that forgets."""
    enqueue(JOB, key=JOB, after=following(NIGHT, timezone.now()))


def overwrite_what_is_freed() -> None:
    """Make SQLite write zeros where this process deletes, until the file is rewritten."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete=ON")
            cursor.fetchall()


def reclaim() -> bool:
    """Leave no trace of what was forgotten in the database's files; False: readers are in the way.

    SQLite keeps words of deleted documents in its index until segments are merged, former values
    in the free space of pages and of its journal. PostgreSQL keeps them in dead rows.
    """
    if connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        try:
            if connection.vendor != "sqlite":
                cursor.execute("VACUUM")
                return True
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, _, _ = cursor.fetchone()
        except OperationalError:
            return False
    return not busy
