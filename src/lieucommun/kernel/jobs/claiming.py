"""Who has which job: taking one, keeping it, giving it back, taking those of dead workers."""

import datetime as dt
import secrets
from collections.abc import Collection

from django.db import connection, transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from .models import Job
from .registry import ATTEMPTS, UnknownJob, find

#: A worker that said nothing for so long is dead.
LEASE = dt.timedelta(seconds=30)


def claim(worker: str, queues: Collection[str] = ()) -> Job | None:
    """Take the oldest job that is due in some queues (default: all), and lease it.

    Asks without locking first: an idle worker never holds up a writer of SQLite.
    """
    if not _due(queues).exists():
        return None
    with transaction.atomic():
        rows = _due(queues)
        if connection.features.has_select_for_update_skip_locked:
            rows = rows.select_for_update(skip_locked=True)
        job = rows.first()
        if job is None:
            return None
        now = timezone.now()
        job.state, job.attempts = Job.State.RUNNING, job.attempts + 1
        job.lease, job.lease_until = secrets.token_hex(8), now + LEASE
        job.worker, job.started_at = worker, now
        job.done = job.whole = 0
        job.save()
        return job


def renew(job: Job, done: int, whole: int) -> bool:
    """Keep a job a while longer and say how far it is; False when another worker has it."""
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    return bool(mine.update(lease_until=timezone.now() + LEASE, done=done, whole=whole))


def give_back(job: Job) -> None:
    """Put a job back in the queue as though this attempt had not been."""
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    _put_back(mine, attempts=F("attempts") - 1)


def take_back(*, everything: bool = False) -> int:
    """Put the jobs of dead workers back in the queue, or end those tried too often.

    `everything`: those of every worker, when it is known that none is alive. Returns how many.
    """
    stale = Job.objects.filter(state=Job.State.RUNNING)
    if not everything:
        stale = stale.filter(Q(lease_until__lt=timezone.now()) | Q(lease_until=None))
    return sum(_settle(job) for job in stale.order_by("pk"))


def _settle(job: Job) -> bool:
    mine = Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
    if job.cancel_asked:
        return bool(end(mine, Job.State.CANCELLED))
    if job.attempts >= allowed(job.name):
        return bool(end(mine, Job.State.FAILED, failure=Job.Failure.STOPPED))
    return bool(_put_back(mine, failure=Job.Failure.STOPPED))


def allowed(name: str) -> int:
    """Return how many times a job of this name is tried."""
    try:
        return find(name).attempts
    except UnknownJob:
        return ATTEMPTS


def end(rows: QuerySet[Job], state: str, **values: object) -> int:
    """Write the end of jobs; returns how many it was for."""
    over = {"state": state, "lease": "", "lease_until": None, "finished_at": timezone.now()}
    return rows.update(**{**over, **values})


def _put_back(rows: QuerySet[Job], **values: object) -> int:
    """Put running jobs back in the queue; one whose key another took meanwhile is let go."""
    others = Job.objects.filter(state=Job.State.WAITING).exclude(key="").values("key")
    twins = rows.filter(key__in=list(others.values_list("key", flat=True)))
    let_go = end(twins, Job.State.CANCELLED)
    waiting = {"state": Job.State.WAITING, "lease": "", "lease_until": None, "due_at": None}
    return let_go + rows.update(**{**waiting, **values})


def _due(queues: Collection[str]) -> QuerySet[Job]:
    rows = Job.objects.filter(state=Job.State.WAITING)
    rows = rows.filter(Q(due_at=None) | Q(due_at__lte=timezone.now()))
    return (rows.filter(queue__in=queues) if queues else rows).order_by("pk")
