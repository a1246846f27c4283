"""One content at a time: whoever lets go of it and whoever keeps it again do not cross."""

from django.db import connection


def lock(sha256: str) -> None:
    """Wait for whoever handles this content, until the end of the transaction.

    On SQLite a transaction that writes is alone already.
    """
    if connection.vendor != "sqlite":
        number = int(sha256[:15], 16)
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [number])
