"""Jobs done in the test's own process: `run_jobs()` does what waits, as a worker would."""

import datetime as dt

import pytest

from lieucommun.kernel.jobs import working
from lieucommun.kernel.jobs.claiming import claim, take_back
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.jobs.working import execute

__all__ = ["run_jobs"]


def run_jobs(*, failing: bool = False, later: dt.timedelta | None = None) -> list[Job]:
    """Do every job that is due, those that they put in the queue too; return them as they ended.

    An error of a job is raised here, unless the test says that jobs are `failing`. `later`: those
    that are due in a while come now.
    """
    done: list[int] = []
    if later is not None:
        for job in Job.objects.filter(state="waiting").exclude(due_at=None):
            Job.objects.filter(pk=job.pk).update(due_at=job.due_at and job.due_at - later)
    take_back()
    with pytest.MonkeyPatch.context() as patch:
        if not failing:
            patch.setattr(working, "_failed", _raised)
        while job := claim("test"):
            execute(job)
            done.append(job.pk)
    return list(Job.objects.filter(pk__in=done).order_by("pk"))


def _raised(_job: Job, _work: object, error: Exception, _draw: float) -> None:
    raise error
