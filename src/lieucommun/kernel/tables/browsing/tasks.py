"""Copies of large tables are made aside: nobody waits for them."""

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.jobs.registry import job
from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service
from lieucommun.kernel.tables.queries import Stored, current

from .copies import make, path_of, worth

JOB = "tables.copy"


@job(JOB, attempts=2, title=_("Prepare a large table to be browsed"))
def copy(context: JobContext, table: str) -> None:
    """Make the copy of what a table holds now."""
    try:
        service = open_service(context.job.service)
    except (UnknownService, BrokenService):
        return
    stored, spec = current(service.slug, table), service.manifest.tables.get(table)
    if stored is not None and spec is not None and worth(stored):
        make(stored, spec)
    context.finish()


def ask_copy(stored: Stored, spec: Table) -> None:
    """Have a large table copied: once, even if that fails."""
    key = f"{JOB}:{path_of(stored, spec).stem}"
    if not Job.objects.filter(key=key).exists():
        enqueue(JOB, service=stored.service, key=key, table=stored.table)
