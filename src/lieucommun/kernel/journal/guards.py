"""Triggers that make the journal append-only, the same rules on both databases.

An entry and its seal may leave once a signed anchor stands for their span, as a purge makes one
before deleting; verification refuses an anchor that the place's key did not sign. No session
variable opens anything, and PostgreSQL's replication role does not silence the triggers.
"""

from collections.abc import Iterator

from django.db.backends.base.base import BaseDatabaseWrapper

REFUSAL = "the journal is append-only"
ENTRY, SEAL = "journal_journalentry", "journal_journalseal"
ANCHOR, HEAD = "journal_journalanchor", "journal_journalhead"
#: For each table, what makes a new row a replacement of an old one (SQLite's INSERT OR REPLACE
#: deletes without asking the triggers of DELETE).
SAME = {
    ENTRY: "id = NEW.id",
    SEAL: "id = NEW.id OR entry = NEW.entry OR (service = NEW.service AND sequence = NEW.sequence)",
    ANCHOR: "id = NEW.id OR (service = NEW.service AND last = NEW.last)",
    HEAD: "id = NEW.id OR service = NEW.service",
}
#: When a row may be deleted.
PURGED = {
    ENTRY: (
        f"EXISTS (SELECT 1 FROM {SEAL} s JOIN {ANCHOR} a "  # noqa: S608 - our own names
        "ON a.service = s.service WHERE s.entry = OLD.id AND s.sequence <= a.last)"
    ),
    SEAL: (
        f"EXISTS (SELECT 1 FROM {ANCHOR} a "  # noqa: S608 - our own names
        "WHERE a.service = OLD.service AND OLD.sequence <= a.last)"
    ),
}


def install(connection: BaseDatabaseWrapper) -> None:
    """Put every trigger in place; one that stands already is made anew."""
    remove(connection)
    statements = _sqlite() if connection.vendor == "sqlite" else _postgresql()
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def remove(connection: BaseDatabaseWrapper) -> None:
    """Take every trigger away: for the migration backwards, and for tests that empty tables."""
    with connection.cursor() as cursor:
        for table, name in names(connection):
            place = "" if connection.vendor == "sqlite" else f" ON {table}"
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{place}")
        if connection.vendor != "sqlite":
            for table in SAME:
                cursor.execute(f"DROP FUNCTION IF EXISTS {table}_leaves()")
            cursor.execute("DROP FUNCTION IF EXISTS journal_refuses()")


def missing(connection: BaseDatabaseWrapper) -> tuple[str, ...]:
    """Return the names of the triggers that do not stand, or do not fire."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
        else:
            cursor.execute("SELECT tgname FROM pg_trigger WHERE tgenabled = 'A'")
        standing = {name for (name,) in cursor.fetchall()}
    return tuple(name for _, name in names(connection) if name not in standing)


def names(connection: BaseDatabaseWrapper) -> list[tuple[str, str]]:
    """Return the triggers that should stand, each with its table before it."""
    last = "insert" if connection.vendor == "sqlite" else "truncate"
    kinds = dict.fromkeys(SAME, ("update", "delete", last)) | {HEAD: ("delete", last)}
    return [(table, f"{table}_{kind}") for table in SAME for kind in kinds[table]]


def _sqlite() -> Iterator[str]:
    refuse = f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
    for table, same in SAME.items():
        unless = f" WHEN NOT {PURGED[table]}" if table in PURGED else ""
        if table != HEAD:
            yield f"CREATE TRIGGER {table}_update BEFORE UPDATE ON {table} {refuse}"
        yield f"CREATE TRIGGER {table}_delete BEFORE DELETE ON {table}{unless} {refuse}"
        exists = f"EXISTS (SELECT 1 FROM {table} WHERE {same})"  # noqa: S608 - our own names
        yield f"CREATE TRIGGER {table}_insert BEFORE INSERT ON {table} WHEN {exists} {refuse}"


def _postgresql() -> Iterator[str]:
    raised = f"RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'restrict_violation';"
    yield _function("journal_refuses", raised)
    for table in SAME:
        leaves = "journal_refuses"
        if table in PURGED:
            leaves = f"{table}_leaves"
            yield _function(leaves, f"IF NOT {PURGED[table]} THEN {raised} END IF; RETURN OLD;")
        if table != HEAD:
            yield from _trigger(table, "update", "ROW", "journal_refuses")
        yield from _trigger(table, "delete", "ROW", leaves)
        yield from _trigger(table, "truncate", "STATEMENT", "journal_refuses")


def _function(name: str, body: str) -> str:
    return f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {body} END $$"


def _trigger(table: str, event: str, each: str, function: str) -> Iterator[str]:
    name = f"{table}_{event}"
    yield (
        f"CREATE TRIGGER {name} BEFORE {event.upper()} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION {function}()"
    )
    yield f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}"
