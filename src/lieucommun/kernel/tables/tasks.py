"""What comes back by itself: former loads and what crashes left behind are removed."""

from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import scheduled

from .browsing import tasks as _browsing  # noqa: F401 - declares the job of copies
from .sweeping import sweep


@scheduled("tables.sweep", at="03:50", title=_("Remove former loads of tables"))
def sweep_tables(context: JobContext) -> None:
    """Remove the loads that were replaced long ago, and the folders of none."""
    sweep()
    context.finish()
