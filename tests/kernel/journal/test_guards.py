import pytest
from django.db import DatabaseError, connection, transaction

from lieucommun.kernel.journal import guards
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.journal.models import JournalEntry, JournalSeal
from lieucommun.kernel.journal.sealing import seal

pytestmark = pytest.mark.django_db
TABLES = (guards.ENTRY, guards.SEAL, guards.ANCHOR, guards.HEAD)


@pytest.fixture(autouse=True)
def written() -> None:
    for number in range(3):
        record_entry("essai", service="essai", object_id=number)
    seal()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO journal_journalanchor (service, first, last, hash, at, signature) "
            "VALUES ('autre', 1, 9, '', '2026-01-01 00:00:00', '')"
        )


def refused(statement: str) -> None:
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_every_trigger_stands() -> None:
    assert guards.missing(connection) == ()
    guards.remove(connection)
    assert guards.missing(connection) == tuple(name for _, name in guards.names(connection))
    guards.install(connection)
    assert guards.missing(connection) == ()


@pytest.mark.parametrize("table", TABLES)
def test_rows_are_not_deleted(table: str) -> None:
    refused(f"DELETE FROM {table}")  # noqa: S608 - our own names


@pytest.mark.parametrize("table", [guards.ENTRY, guards.SEAL, guards.ANCHOR])
def test_rows_are_not_changed(table: str) -> None:
    refused(f"UPDATE {table} SET service = 'ailleurs'")  # noqa: S608


@pytest.mark.parametrize("table", TABLES)
def test_tables_are_not_emptied(table: str) -> None:
    verb = "DELETE FROM" if connection.vendor == "sqlite" else "TRUNCATE"
    refused(f"{verb} {table}")


def test_a_row_does_not_take_the_place_of_another() -> None:
    verb = "INSERT OR REPLACE" if connection.vendor == "sqlite" else "INSERT"
    suffix = "" if connection.vendor == "sqlite" else " ON CONFLICT (id) DO UPDATE SET action = ''"
    first = JournalEntry.objects.earliest("pk")
    refused(
        f"{verb} INTO journal_journalentry "
        "(id, at, action, service, object_kind, object_id, fields, count) "
        f"VALUES ({first.pk}, '2026-01-01 00:00:00', 'autre', 'essai', '', '', '[]', 0){suffix}"
    )


@pytest.mark.usefixtures("written")
def test_a_seal_does_not_take_the_place_of_another() -> None:
    if connection.vendor != "sqlite":
        return  # PostgreSQL has no other way to replace a row than to change it
    refused(
        "INSERT OR REPLACE INTO journal_journalseal (service, sequence, entry, previous, hash) "
        "VALUES ('essai', 2, 999, '', '')"
    )
    assert JournalSeal.objects.count() == 3


def test_the_role_of_a_replica_silences_nothing() -> None:
    if connection.vendor == "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
    refused("DELETE FROM journal_journalentry")
