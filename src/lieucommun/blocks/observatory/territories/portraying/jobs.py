"""A batch as a job: asked once however often it is asked for, done by a worker, sent nowhere."""

from django.db import transaction
from django.utils.translation import gettext

from lieucommun.blocks.observatory.territories.opening import Looking
from lieucommun.kernel.datasets.saved.queries import opened_for
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.context import JobContext, RefusedJob
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.territories import LEVELS, find

from .batching import Batch, may_prepare, prepare

JOB = "observatory.portraits"
OPEN = (Job.State.WAITING, Job.State.RUNNING)


def job_of(batch: Batch) -> Job | None:
    """Return the last job that was asked for a batch."""
    return Job.objects.filter(key=batch.key).order_by("-pk").first()


@transaction.atomic
def ask(batch: Batch, *, by: int) -> Job | None:
    """Have a batch printed; while one is, it is that one; None: it is there already.

    Raises PermissionError for who may not, ValueError for none or too many portraits.
    """
    opened = batch.looking.opened
    if not may_prepare(opened):
        raise PermissionError(opened.page.path)
    if batch.too_many or batch.spec is None:
        raise ValueError(len(batch.territories))
    if batch.zip.is_file():
        return None
    last = job_of(batch)
    if last is not None and last.state in OPEN:
        return last
    return enqueue(
        JOB,
        service=opened.service.slug,
        by=by,
        key=batch.key,
        page=opened.page.path,
        level=batch.level,
        within=batch.within.key if batch.within else "",
        language=opened.language,
    )


def print_all(context: JobContext, page: str, level: str, within: str, language: str) -> None:
    """Print a batch for who asked, as far as they still may; raises RefusedJob."""
    person = Person.objects.filter(pk=context.job.by or 0).first()
    opened = opened_for(person, context.job.service, page, language) if person else None
    if opened is None or level not in LEVELS or not may_prepare(opened):
        raise RefusedJob(gettext("This page is no longer open to you."))
    batch = Batch(Looking(opened), level, find(within) if within else None)
    if batch.too_many or batch.spec is None:
        raise RefusedJob(gettext("There is nothing to print, or too much at once."))
    prepare(batch, context.progress)
