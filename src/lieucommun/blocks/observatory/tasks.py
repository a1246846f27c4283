"""The job of observatories: each night, editions of the months that ended."""

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import scheduled
from lieucommun.kernel.services.registry import published

from .editions import renewed
from .specs import datasets


@scheduled("observatory.editions", at="04:40", title=_("Publish the counts of months that ended"))
def editions(context: JobContext) -> None:
    """Make an edition of each dataset that declares tables, when a month ended since the last."""
    for service in published():
        for dataset in datasets(service):
            renewed(service, dataset)
    context.finish()
