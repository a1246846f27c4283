"""Jobs that come back by themselves: each moment of a schedule, once.

What was last put in the queue is kept in the database: a restart changes nothing, and after an
absence the last moment missed is caught up, once. A clock set back runs nothing twice.
"""

import datetime as dt
import zoneinfo

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from .actions import enqueue
from .models import Job, Schedule
from .registry import Timing, Work, known

EPOCH = dt.datetime(1970, 1, 5, tzinfo=dt.UTC)  # a Monday
DAY = dt.timedelta(days=1)
WEEK = 7
#: How many times that went well are kept of each schedule: what comes every ten minutes would
#: fill the screen. What failed stays as long as any job.
LAST = 10


def latest(timing: Timing, now: dt.datetime) -> dt.datetime:
    """Return the last moment of a schedule that is not after now.

    An hour that a night of spring leaves out comes as late as it is skipped; one that a night of
    autumn has twice comes the first time.
    """
    if timing.every is not None:
        return EPOCH + (now - EPOCH) // timing.every * timing.every
    zone = zoneinfo.ZoneInfo(settings.TIME_ZONE)
    day = now.astimezone(zone).date() + DAY
    while True:
        slot = dt.datetime.combine(day, timing.at or dt.time(), zone).astimezone(dt.UTC)
        if slot <= now and timing.weekday in {None, day.weekday()}:
            return slot
        day -= DAY


def following(timing: Timing, now: dt.datetime) -> dt.datetime:
    """Return the next moment of a schedule after now."""
    if timing.every is not None:
        return latest(timing, now) + timing.every
    ahead = now
    while (slot := latest(timing, ahead)) <= now:
        ahead += dt.timedelta(hours=20)
    return slot


def period(timing: Timing) -> dt.timedelta:
    """Return how long a schedule lets pass, about."""
    if timing.every is not None:
        return timing.every
    return DAY if timing.weekday is None else DAY * WEEK


def schedules() -> list[Work]:
    """Return the declared jobs that come back, by name."""
    return [work for _, work in sorted(known().items()) if work.timing]


def tick() -> int:
    """Put in the queue what schedules ask for by now; returns how many jobs.

    A schedule that was never seen starts at its next moment.
    """
    now = timezone.now()
    kept = dict(Schedule.objects.values_list("name", "slot"))
    return sum(_advance(work, work.timing, kept.get(work.name), now) for work in schedules())


def _advance(work: Work, timing: Timing | None, kept: dt.datetime | None, now: dt.datetime) -> bool:
    if timing is None:
        return False
    slot = latest(timing, now)
    if kept is None:
        return _begin(work.name, slot)
    if kept == slot:
        return False
    if kept > slot:
        # A moment to come was already served: the clock was ahead. By less than a period and a
        # day, it is waited for; by more, nothing would run for too long: start again from now.
        if kept > now + period(timing) + DAY:
            Schedule.objects.filter(name=work.name, slot=kept).update(slot=slot)
        return False
    with transaction.atomic():
        first = Schedule.objects.filter(name=work.name, slot=kept).update(slot=slot)
        if first:
            key = f"schedule:{work.name}"
            over = Job.objects.filter(key=key, state=Job.State.DONE).order_by("-pk")
            Job.objects.filter(pk__in=list(over.values_list("pk", flat=True)[LAST:])).delete()
            enqueue(work.name, key=key)
        return bool(first)


def _begin(name: str, slot: dt.datetime) -> bool:
    try:
        with transaction.atomic():
            Schedule.objects.get_or_create(name=name, defaults={"slot": slot})
    except IntegrityError:
        pass  # another worker began it
    return False
