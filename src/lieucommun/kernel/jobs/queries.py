"""Reads about jobs."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterator

from django.db.models import Count, QuerySet
from django.utils import timezone

from .models import Job, Schedule
from .registry import known
from .scheduling import following
from .scheduling import schedules as declared

Jobs = QuerySet[Job]
BATCH = 500


def jobs(service: str | None = None, state: str = "") -> Jobs:
    """Return the jobs of a service (its slug), or of the whole place, newest first."""
    rows = Job.objects.order_by("-pk")
    rows = rows if service is None else rows.filter(service=service)
    return rows.filter(state=state) if state else rows


def page(rows: Jobs, before: str, number: int) -> tuple[list[Job], int | None]:
    """Return the newest jobs older than a cursor, and the cursor of those after, if any."""
    older = rows.filter(pk__lt=int(before)) if before.isdecimal() else rows
    found = list(older[: number + 1])
    return found[:number], found[number - 1].pk if len(found) > number else None


def batches(rows: Jobs) -> Iterator[list[Job]]:
    """Yield jobs, some at a time."""
    last = ""
    while True:
        some, after = page(rows, last, BATCH)
        yield some
        if after is None:
            return
        last = str(after)


def counts(service: str | None = None) -> dict[str, int]:
    """Return how many jobs stand in each state."""
    rows = jobs(service).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def title(name: str) -> str:
    """Return what a job does, in words; its name where the code says no more."""
    work = known().get(name)
    return str(work.title) if work and work.title else name


def schedules() -> list[tuple[str, dt.datetime | None, dt.datetime]]:
    """Return the jobs that come back: what they do, and their last and next moments."""
    now = timezone.now()
    last = dict(Schedule.objects.values_list("name", "slot"))
    return [
        (title(work.name), last.get(work.name), following(work.timing, now))
        for work in declared()
        if work.timing
    ]


def uuid_of(text: str) -> uuids.UUID | None:
    """Return an identifier given by an address or a form; nothing when it is none."""
    try:
        return uuids.UUID(text)
    except ValueError:
        return None
