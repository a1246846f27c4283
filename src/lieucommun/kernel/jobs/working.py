"""A job done by one worker: run, and its end written."""

import logging
import random
import secrets
from collections.abc import Callable

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone, translation

from .claiming import end, give_back
from .context import CancelledJob, DelayedJob, GivenBack, JobContext, LostJob, Pulse, RefusedJob
from .models import Job
from .registry import UnknownJob, Work, find
from .retrying import pause

logger = logging.getLogger(__name__)
LONGEST_REASON = 1000


def execute(
    job: Job, pulse: Pulse | None = None, *, draw: Callable[[], float] = random.random
) -> None:
    """Run a job that was claimed and write how it ended.

    Raises only GivenBack (the job is in the queue again), or an error of the database, after which
    the job is taken again when its lease is over.
    """
    context = JobContext(job, pulse or Pulse())
    try:
        work = find(job.name)
    except UnknownJob:
        end(_mine(job), Job.State.FAILED, failure=Job.Failure.UNKNOWN)
        return
    try:
        with translation.override(job.language or settings.LANGUAGE_CODE):
            work.run(context, job.arguments)
        context.finish()
    except LostJob:
        logger.warning("job %s was taken by another worker; what it did here is undone", job)
    except CancelledJob:
        end(_mine(job), Job.State.CANCELLED)
    except RefusedJob as refusal:
        reason = str(refusal)[:LONGEST_REASON]
        end(_mine(job), Job.State.FAILED, failure=Job.Failure.REFUSED, reason=reason)
    except GivenBack:
        give_back(job)
        raise
    except Exception as error:  # noqa: BLE001 - whatever a job raises, the worker goes on
        _failed(job, work, error, draw())


def _failed(job: Job, work: Work, error: Exception, draw: float) -> None:
    """Try again later, or not, and say why it failed this time."""
    why = _noted(job, error)
    twin = job.key and Job.objects.filter(key=job.key, state=Job.State.WAITING).exists()
    if job.attempts >= work.attempts or twin:
        end(_mine(job), Job.State.FAILED, **why)
        return
    due = timezone.now() + pause(job.attempts, draw)
    _mine(job).update(state=Job.State.WAITING, due_at=due, lease="", lease_until=None, **why)


def _noted(job: Job, error: Exception) -> dict[str, str]:
    """Note an error in the log, under a reference when it is no sentence for people."""
    if isinstance(error, DelayedJob):
        logger.warning("job %s comes back later: %s", job, error, exc_info=error.__cause__)
        return {"failure": Job.Failure.REFUSED, "reason": str(error)[:LONGEST_REASON]}
    reference = secrets.token_hex(4)
    told = (job, job.attempts, reference)
    logger.error("job %s failed, attempt %s, reference %s", *told, exc_info=error)
    return {"failure": Job.Failure.ERROR, "reason": "", "reference": reference}


def _mine(job: Job) -> QuerySet[Job]:
    return Job.objects.filter(pk=job.pk, lease=job.lease, state=Job.State.RUNNING)
