"""Reads: whether someone watches a territory, and what was loaded that its figures come from."""

import datetime as dt

from lieucommun.blocks.observatory.models import Watch
from lieucommun.blocks.observatory.territories.opening import TABLES
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.territories import Territory

State = TableLoad.State
#: What a feed tells at most.
LATEST = 30


def watched(opened: OpenPage, territory: Territory, person: Person) -> bool:
    """Say whether someone watches a territory on a page."""
    return Watch.objects.filter(
        person=person,
        service=opened.service.slug,
        page=opened.page.path,
        territory=territory.key,
    ).exists()


def tables_read(opened: OpenPage) -> frozenset[str]:
    """Return the names of the tables that the indicators of a page read."""
    declared = opened.service.manifest.indicators
    named = opened.settings.indicators
    names = list(declared) if named == "all" else named
    found = (TABLES.findall(declared[name].formula or "") for name in names if name in declared)
    return frozenset(table for tables in found for table in tables)


def refreshed(opened: OpenPage, since: dt.datetime | None = None) -> list[TableLoad]:
    """Return what was loaded in the tables of a page, the latest first, at most `LATEST`.

    `since`: only what was loaded after. Examples are no news.
    """
    found = TableLoad.objects.filter(
        service=opened.service.slug,
        table__in=tables_read(opened),
        state__in=[State.CURRENT, State.FORMER],
        example=False,
    )
    if since is not None:
        found = found.filter(at__gt=since)
    return list(found.order_by("-at", "-pk")[:LATEST])
