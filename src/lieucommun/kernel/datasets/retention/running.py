"""A run of retention over the services of a place: what is due, what was done, what is left."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import OperationalError, connection
from django.utils import timezone

from lieucommun.kernel.services.loaded import LoadedService

from .actions import apply_rule, forget_history
from .due import Rule, due, held, histories, rules


@dataclass(frozen=True, slots=True)
class Line:
    """One rule: how many records are over their time, since when at the most, and what was done.

    `histories`: how many records that someone had deleted keep versions over the same time.
    """

    service: str
    dataset: str
    keep: str
    since: str
    then: str
    due: int
    held: int
    oldest: dt.datetime | None
    done: int = 0
    histories: int = 0


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run found and did; `reclaimed`: nothing is left of it in the database's file.

    `reclaimed` is None when there was nothing to reclaim.
    """

    at: dt.datetime
    dry: bool
    lines: list[Line] = field(default_factory=list)
    reclaimed: bool | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the outcome as plain values; moments in ISO 8601."""
        told = asdict(self)
        told["at"] = self.at.isoformat()
        for line in told["lines"]:
            line["oldest"] = line["oldest"].isoformat() if line["oldest"] else None
        return told


def run(services: Iterable[LoadedService], *, dry: bool = False) -> Outcome:
    """Apply the retention of services, or only tell what it would do."""
    now = timezone.now()
    if not dry:
        _overwrite_what_is_freed()
    lines = [_line(rule, now, dry=dry) for service in services for rule in rules(service)]
    done = any(line.done or line.histories for line in lines)
    done = done and not dry
    return Outcome(now, dry, lines, reclaim() if done else None)


def _line(rule: Rule, now: dt.datetime, *, dry: bool) -> Line:
    found = done = 0
    oldest: dt.datetime | None = None
    for record in due(rule, now):
        found += 1
        end = rule.end(record)
        oldest = end if oldest is None or (end and end < oldest) else oldest
        done += not dry and apply_rule(rule, record.pk)
    kept = rule.dataset.retention
    since, keep = (kept.since, kept.keep) if kept else ("", "")
    waiting = held(rule, now)
    name = rule.dataset.name
    gone = list(histories(rule, now)) if rule.then != "archive" else []
    for uuid in () if dry else gone:
        forget_history(rule, uuid)
    told = (rule.service, name, keep, since, rule.then)
    return Line(*told, found, waiting, oldest, done, len(gone))


def _overwrite_what_is_freed() -> None:
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
                for table in ("record", "recordversion", "recordterm"):
                    cursor.execute(f"VACUUM datasets_{table}")
                cursor.execute("VACUUM search_document")
                return True
            cursor.execute("INSERT INTO search_index(search_index) VALUES ('optimize')")
            cursor.execute("VACUUM")
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            busy, _, _ = cursor.fetchone()
        except OperationalError:
            return False
    return not busy
