"""Writes: watch a territory, or no longer; and have letters written about what was loaded."""

import datetime as dt
from itertools import groupby

from django.db import transaction

from lieucommun.blocks.observatory.models import Watch
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.territories import Territory

JOB = "observatory.tell"
#: Territories that one person may watch in a service.
MOST = 100


class TooManyWatchedError(ValueError):
    """Someone watches `MOST` territories of a service already."""


@transaction.atomic
def watch(opened: OpenPage, territory: Territory, *, by: Person, now: dt.datetime) -> None:
    """Have someone told of what is loaded from now on; watching twice is watching once.

    Raises TooManyWatchedError.
    """
    slug = opened.service.slug
    if Watch.objects.filter(person=by, service=slug).count() >= MOST:
        raise TooManyWatchedError(MOST)
    _, created = Watch.objects.get_or_create(
        person=by, service=slug, page=opened.page.path, territory=territory.key,
        defaults={"told_until": now},
    )  # fmt: skip
    if created:
        _noted("territory.watched", opened, territory, by)


@transaction.atomic
def leave(opened: OpenPage, territory: Territory, *, by: Person) -> None:
    """Stop telling someone of a territory."""
    gone, _ = Watch.objects.filter(
        person=by,
        service=opened.service.slug,
        page=opened.page.path,
        territory=territory.key,
    ).delete()
    if gone:
        _noted("territory.left", opened, territory, by)


def ask_letters(service: LoadedService) -> int:
    """Have a letter written to each person for whom something was loaded; return how many.

    A letter tells of one page, and of all that was loaded in its service until the last load.
    """
    last = (
        TableLoad.objects.filter(service=service.slug, example=False)
        .exclude(state=TableLoad.State.FAILED)
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    if last is None:
        return 0
    late = Watch.objects.filter(service=service.slug, told_until__lt=last)
    pairs = late.order_by("person", "page").values_list("person", "page")
    asked = 0
    for (person, page), _ in groupby(pairs):
        key = f"{JOB}:{service.slug}:{page}:{person}"
        until = last.isoformat()
        enqueue(JOB, service=service.slug, key=key, person=person, page=page, until=until)
        asked += 1
    return asked


def _noted(act: str, opened: OpenPage, territory: Territory, by: Person) -> None:
    record_entry(
        act,
        service=opened.service.slug,
        by=by.pk,
        object_kind="territory",
        object_id=territory.key,
    )
