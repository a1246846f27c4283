"""Reads of the journal."""

import datetime as dt
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from django.db.models import Q, QuerySet

from .models import JournalCheck, JournalEntry

Entries = QuerySet[JournalEntry]
BATCH = 1000


@dataclass(frozen=True, slots=True)
class Asked:
    """What entries are looked for; what is None or empty does not matter.

    `service` is a slug, "" for the acts of the place itself; `persons` are ids; days are in the
    place's own time, both included.
    """

    service: str | None = None
    persons: Collection[int] | None = None
    action: str = ""
    object_id: str = ""
    since: dt.datetime | None = None
    until: dt.datetime | None = None


def latest(service: str, number: int) -> list[JournalEntry]:
    """Return the last entries of a service ("" for the place's own), the oldest of them first."""
    rows = JournalEntry.objects.filter(service=service).order_by("-pk")[:number]
    return list(rows)[::-1]


def entries(asked: Asked) -> Entries:
    """Return the entries looked for, the latest first."""
    rows = JournalEntry.objects.order_by("-pk")
    wanted = {
        "service": asked.service,
        "person__in": None if asked.persons is None else list(asked.persons),
        "action": asked.action or None,
        "object_id": asked.object_id or None,
        "at__gte": asked.since,
        "at__lt": asked.until,
    }
    return rows.filter(**{name: value for name, value in wanted.items() if value is not None})


def page(rows: Entries, before: str, number: int) -> tuple[list[JournalEntry], int | None]:
    """Return the latest entries older than a cursor, and the cursor of those after, if any."""
    older = rows.filter(pk__lt=int(before)) if before.isdecimal() else rows
    found = list(older[: number + 1])
    return found[:number], found[number - 1].pk if len(found) > number else None


def batches(rows: Entries) -> Iterator[list[JournalEntry]]:
    """Yield entries, some at a time."""
    last = ""
    while True:
        some, after = page(rows, last, BATCH)
        yield some
        if after is None:
            return
        last = str(after)


def concerning(
    person: int, records: Collection[str], datasets: Collection[tuple[str, str]]
) -> Entries:
    """Return what others did with a person's records, or read in the datasets they are in.

    `datasets`: pairs of service and dataset. Reads are journaled by dataset, in counts: whether
    they were of these records is not known.
    """
    about = Q(object_id__in=list(records))
    for service, dataset in datasets:
        about |= Q(action="records.read", service=service, object_kind=dataset)
    rows = JournalEntry.objects.filter(about).exclude(person=person)
    return rows.order_by("-pk")


def last_check() -> JournalCheck | None:
    """Return the last verification, if there was one."""
    return JournalCheck.objects.order_by("-pk").first()
