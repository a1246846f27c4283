"""A place whose services are found in folders, kept for a whole package of tests.

Synchronising writes to the database for good: what a package brings is taken away at its end, so
that the other packages start from nothing.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from django.core.management.color import no_style
from django.db import connection
from django.test.utils import override_settings

from lieucommun.kernel.services.registry import Report, forget, synchronise

ROOT = Path(__file__).resolve().parent.parent
SERVICES = ROOT / "services"
#: Services written for tests: every type of field, hidden, blurred and outside records.
TRIALS = Path(__file__).resolve().parent / "services"
KEPT = {"django_migrations", "django_content_type", "auth_permission"}


@contextlib.contextmanager
def place(*folders: Path, demo: bool = True) -> Iterator[Report]:
    """Open a place on folders of services, in a database that holds nothing else."""
    with override_settings(SERVICE_FOLDERS=list(folders), DEMO=demo):
        report = synchronise()
        assert report.problems == (), [str(problem) for problem in report.problems]
        yield report
    empty()


def empty() -> None:
    """Take away everything that tests wrote for good."""
    tables = set(connection.introspection.table_names()) - KEPT
    flat = sorted(table for table in tables if not table.startswith("search_index"))
    flush = connection.ops.sql_flush(no_style(), flat, reset_sequences=False, allow_cascade=True)
    connection.ops.execute_sql_flush(flush)
    with connection.cursor() as cursor:
        constraints = connection.introspection.get_constraints(cursor, "datasets_record")
        for index in constraints:
            if index.startswith("record_sort_"):
                cursor.execute(f"DROP INDEX {index}")
        if connection.vendor == "sqlite":
            cursor.execute("DELETE FROM search_index")
    forget()
