"""What is done with the journal by itself: its own retention, its ends kept, its verification."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import scheduled

from . import witness
from .checking import check
from .purging import purge
from .sealing import seal

SUNDAY = 6


@scheduled("journal.purge", at="03:30", title=_("Forget the oldest entries of the journal"))
def forget(context: JobContext) -> None:
    """Delete the entries older than the place keeps them; what stays can still be verified."""
    before = timezone.now() - dt.timedelta(days=settings.JOURNAL_KEPT_DAYS)
    with context.once():
        purge(before)


@scheduled("journal.heads", at="03:40", title=_("Note where the journal ends"))
def note(context: JobContext) -> None:
    """Seal what waits, and add the ends of the chains to the file beside the database."""
    del context
    seal()
    witness.append()


@scheduled("journal.verify", at="04:30", weekday=SUNDAY, title=_("Verify the journal"))
def verify(context: JobContext) -> None:
    """Verify the whole journal and keep what was found."""
    with context.once():
        check()
