"""The jobs of observatories: editions of the months that ended, reminders of late values."""

import datetime as dt

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.mail.sending import ATTEMPTS
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import (
    BrokenService,
    UnknownService,
    open_service,
    published,
)

from .editions import renewed
from .following.reminding import JOB, ask_reminders
from .following.reminding import remind as written_to
from .specs import datasets


@scheduled("observatory.editions", at="04:40", title=_("Publish the counts of months that ended"))
def editions(context: JobContext) -> None:
    """Make an edition of each dataset that declares tables, when a month ended since the last."""
    for service in published():
        for dataset in datasets(service):
            renewed(service, dataset)
    context.finish()


@scheduled("observatory.reminders", at="05:10", title=_("Look for values that became late"))
def reminders(context: JobContext) -> None:
    """Have those who must enter followed indicators be told of the values that became late."""
    for service in published():
        ask_reminders(service, timezone.now())
    context.finish()


@job(JOB, attempts=ATTEMPTS, title=_("Remind someone of values that are late"))
def remind(context: JobContext, person: int, day: str) -> None:
    """Write to someone about the values due on a day, unless they were entered meanwhile."""
    found = Person.objects.filter(pk=person, is_active=True).first()
    try:
        service = open_service(context.job.service)
    except (UnknownService, BrokenService):
        return
    if found is not None:
        written_to(service, found, dt.date.fromisoformat(day), timezone.now())
