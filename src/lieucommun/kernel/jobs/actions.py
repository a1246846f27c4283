"""Writes about jobs: put one in the queue, run one again, cancel one."""

import datetime as dt
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from lieucommun.kernel.journal.actions import record_entry

from .claiming import end
from .models import Job
from .registry import find


def enqueue(
    name: str,
    *,
    service: str = "",
    by: int | None = None,
    key: str = "",
    after: dt.timedelta | dt.datetime | None = None,
    **arguments: Any,
) -> Job:
    """Put a job in the queue, in the caller's transaction: it exists when that is committed.

    `after`: not before a moment, or not before some time. While a job of the same `key` waits, it
    is that one. Arguments are JSON. Raises UnknownJob.
    """
    work = find(name)
    due = timezone.now() + after if isinstance(after, dt.timedelta) else after
    job = Job(
        name=name,
        queue=work.queue,
        service=service,
        by=by,
        key=key,
        arguments=arguments,
        language=translation.get_language() or "",
        due_at=due,
    )
    if not key:
        job.save()
        return job
    waiting = Job.objects.filter(key=key, state=Job.State.WAITING)
    return waiting.first() or _saved_once(job)


def run_again(job: Job, *, by: int | None) -> bool:
    """Put a job that failed or was cancelled back in the queue, as new; False: it is neither."""
    with transaction.atomic():
        ended = Job.objects.filter(pk=job.pk, state__in=[Job.State.FAILED, Job.State.CANCELLED])
        if job.key and Job.objects.filter(key=job.key, state=Job.State.WAITING).exists():
            return False
        fresh = {"attempts": 0, "failure": "", "reason": "", "reference": "", "done": 0, "whole": 0}
        put = ended.update(
            state=Job.State.WAITING, due_at=None, finished_at=None, cancel_asked=False, **fresh
        )
        if put:
            _entry("job.rerun", job, by)
        return bool(put)


def cancel(job: Job, *, by: int | None) -> bool:
    """Cancel a job: at once when it waits, where it next says how far it is when it runs."""
    with transaction.atomic():
        rows = Job.objects.filter(pk=job.pk)
        waiting = end(rows.filter(state=Job.State.WAITING), Job.State.CANCELLED)
        stopped = waiting or rows.filter(state=Job.State.RUNNING).update(cancel_asked=True)
        if stopped:
            _entry("job.cancelled", job, by)
        return bool(stopped)


def _saved_once(job: Job) -> Job:
    try:
        with transaction.atomic():
            job.save()
    except IntegrityError:
        twin = Job.objects.filter(key=job.key, state=Job.State.WAITING).first()
        if twin is None:
            raise
        return twin
    return job


def _entry(act: str, job: Job, by: int | None) -> None:
    record_entry(act, service=job.service, by=by, object_kind="job", object_id=job.uuid)
