"""The jobs about jobs: what is over is forgotten in its time."""

import datetime as dt

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .context import JobContext
from .models import Job
from .registry import scheduled

OVER = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)


@scheduled("jobs.forget", at="03:20", title=_("Forget jobs that are long over"))
def forget(context: JobContext) -> None:
    """Delete the jobs that ended before the time that the place keeps them."""
    before = timezone.now() - dt.timedelta(days=settings.JOBS_KEPT_DAYS)
    with context.once():
        Job.objects.filter(state__in=OVER, finished_at__lt=before).delete()
