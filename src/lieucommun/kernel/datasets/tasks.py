"""What datasets do later: search documents of great imports."""

import datetime as dt

from django.utils.translation import gettext_lazy

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import scheduled

from .importing.indexing import complete_indexes


@scheduled(
    "records.index",
    every=dt.timedelta(minutes=10),
    title=gettext_lazy("Let search find the records of the latest imports"),
)
def index_imports(_context: JobContext) -> None:
    """Write the search documents that an import stopped half-way left behind."""
    complete_indexes()
