"""What the manifests say of the end of records, done every night."""

import datetime as dt

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.services.registry import published

from .actions import keep_report
from .models import Run
from .reclaiming import JOB, reclaim
from .running import run

AGAIN = dt.timedelta(minutes=10)


@scheduled(
    "retention.daily", at="03:10", title=_("Delete, anonymise or archive what is no longer kept")
)
def daily(context: JobContext) -> None:
    """Apply the retention of every service; each record is a transaction, so stopping is safe."""
    services = published()
    outcome = run(services, progress=lambda done: context.progress(done, len(services)))
    keep_report(outcome)
    if outcome.reclaimed is False:
        enqueue(JOB, key=JOB, after=AGAIN)


@job(JOB, title=_("Leave no trace of what was forgotten"))
def clean(context: JobContext) -> None:
    """Clean the database's files; while something reads them, come back later."""
    del context
    if reclaim():
        Run.objects.filter(reclaimed=False).update(reclaimed=True)
    else:
        enqueue(JOB, key=JOB, after=AGAIN)
