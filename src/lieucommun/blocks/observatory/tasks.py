"""The jobs of observatories: editions of the months that ended, reminders, letters of news."""

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
from .territories.portraying.jobs import JOB as PRINT
from .territories.portraying.jobs import print_all
from .territories.portraying.keeping import sweep
from .territories.watching.actions import JOB as TELL
from .territories.watching.actions import ask_letters
from .territories.watching.writing import tell as told_to


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


@scheduled("observatory.news", at="05:40", title=_("Look for figures that were loaded"))
def news(context: JobContext) -> None:
    """Have those who follow territories be told of what was loaded since they last were."""
    for service in published():
        ask_letters(service)
    context.finish()


@job(TELL, attempts=ATTEMPTS, title=_("Tell someone of new figures"))
def tell(context: JobContext, person: int, page: str, until: str) -> None:
    """Write to someone about what was loaded until a moment in the tables of a page."""
    found = Person.objects.filter(pk=person, is_active=True).first()
    try:
        service = open_service(context.job.service)
    except (UnknownService, BrokenService):
        return
    if found is not None:
        told_to(service, found, page, dt.datetime.fromisoformat(until))


@job(PRINT, attempts=3, title=_("Print all the portraits of a level"))
def portraits(context: JobContext, page: str, level: str, within: str, language: str) -> None:
    """Print what is not printed yet of a batch, and make the ZIP of it."""
    print_all(context, page, level, within, language)


@scheduled("observatory.papers", at="04:10", title=_("Remove portraits printed long ago"))
def papers(context: JobContext) -> None:
    """Remove the printed portraits that nobody asked again for a week."""
    sweep()
    context.finish()
