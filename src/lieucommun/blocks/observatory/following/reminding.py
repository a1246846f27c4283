"""Reminders of late values by mail: each night, to those who must enter them, once for each."""

import datetime as dt
from collections.abc import Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lieucommun.blocks.observatory.territories.words import period_word
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.mail.sending import absolute, deliver, spoken
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import OpenPage

from .declared import day_in, declared
from .grouping import title_of
from .opening import Visit, visit
from .series import Series

JOB = "observatory.remind"
#: Days in which a value that became late is told of, so that nights without a worker are caught up.
WINDOW = 7


def ask_reminders(service: LoadedService, now: dt.datetime) -> int:
    """Have a letter written to each person about the values that became late; return how many.

    One letter for all the values that were due on a day. It was asked already when a job of the
    same key is there; jobs are kept for longer than a value is told of.
    """
    today, asked = day_in(service, now), 0
    for person in _persons(service):
        days = {due for _page, series in _late(service, person, today) for due in _days(series)}
        for day in sorted(days):
            key = f"{JOB}:{service.slug}:{person.pk}:{day.isoformat()}"
            if not Job.objects.filter(key=key).exists():
                enqueue(JOB, service=service.slug, key=key, person=person.pk, day=day.isoformat())
                asked += 1
    return asked


def remind(service: LoadedService, person: Person, day: dt.date, now: dt.datetime) -> None:
    """Write to someone about the values due on a day that are still not entered, if any."""
    late = [
        (here, series)
        for here, series in _late(service, person, day_in(service, now))
        if day in {series.due(period) for period in series.missing}
    ]
    if not late:
        return
    language = spoken(person.language)
    with translation.override(language):
        lines = [_line(here, series, day, language) for here, series in late]
        title = service.manifest.title.get(language)
        subject = ngettext(
            "%(count)s value is late: %(service)s", "%(count)s values are late: %(service)s",
            len(lines),
        ) % {"count": len(lines), "service": title}  # fmt: skip
        text = _(
            "You are to enter these values, which were due on %(day)s:\n\n%(values)s\n\n"
            "This reminder comes once for each value."
        ) % {"day": f"{day:%d/%m/%Y}", "values": "\n".join(lines)}
    deliver(person.email, subject, text)


def _persons(service: LoadedService) -> list[Person]:
    """Return those who hold a role that must enter an indicator of a service."""
    roles = {
        role
        for page in service.manifest.pages
        for each in declared(service, page).values()
        for role in each.roles
    }
    if not roles:
        return []
    held = Person.objects.filter(grants__service=service.slug, grants__role__in=roles)
    return list(held.filter(is_active=True).distinct().order_by("pk"))


def _late(service: LoadedService, person: Person, today: dt.date) -> Iterator[tuple[Visit, Series]]:
    """Yield what someone is late to enter, each with the first page on which they may."""
    viewer = viewer_for(person, service.slug)
    told: set[tuple[str, str]] = set()
    for page in service.manifest.pages:
        opened = OpenPage(service, page, viewer, spoken(person.language))
        if not opened.allowed or not declared(service, page):
            continue
        here = visit(opened, today)
        for series in here.owed():
            key = (series.declared.name, series.territory)
            if key not in told:
                told.add(key)
                yield here, series


def _days(series: Series) -> Iterator[dt.date]:
    """Yield the days of which a reminder is still to be asked."""
    since = series.today - dt.timedelta(days=min(WINDOW, settings.JOBS_KEPT_DAYS))
    yield from (day for period in series.missing if (day := series.due(period)) >= since)


def _line(here: Visit, series: Series, day: dt.date, language: str) -> str:
    periods = [period for period in series.missing if series.due(period) == day]
    told = ", ".join(period_word(str(period)) for period in periods)
    address = here.url(series.declared, series.territory)
    separator = "&" if "?" in address else "?"
    page = absolute(f"{address}{separator}period={periods[0]}#enter")
    return f"- {title_of(series.declared, series.territory, language)}, {told}\n  {page}"
