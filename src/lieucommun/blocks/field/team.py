"""What a team sees of its round: devices, what was received today, visits, coverage on a map."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.devices.queries import devices_of
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.services.opening import OpenPage

from .settings import FieldWorkSettings

#: Lines of each part of the page.
MOST = 50
#: Records whose places are drawn.
PLACES = 200


@dataclass(frozen=True, slots=True)
class Visit:
    """A planned visit: when, and what it is about, as its reader sees it."""

    day: str
    label: str
    late: bool


@dataclass(frozen=True, slots=True)
class Spot:
    """A record that has a place."""

    label: str
    latitude: float
    longitude: float
    at: dt.datetime


def homes(opened: OpenPage) -> set[int]:
    """Return the organisations for which someone works on a page."""
    held = (grant for grant in opened.viewer.grants if grant.role in opened.page.for_)
    return {grant.organisation for grant in held if grant.organisation is not None}


def devices(opened: OpenPage) -> list[DeviceKey]:
    """Return the devices of the teams of someone, and their own; those that ended last."""
    return sorted(_mine(opened)[: 4 * MOST], key=lambda row: not row.alive)[:MOST]


def device(opened: OpenPage, uuid: str) -> DeviceKey | None:
    """Return a device of the teams of someone, or their own; None for any other."""
    return _mine(opened).filter(uuid=uuid).first()


def _mine(opened: OpenPage) -> QuerySet[DeviceKey]:
    mine = Q(organisation__in=homes(opened))
    if opened.viewer.person is not None:
        mine |= Q(person=opened.viewer.person)
    return devices_of(opened.service.slug).filter(mine)


def received(opened: OpenPage, since: dt.datetime) -> QuerySet[Submission]:
    """Return what devices of the teams of someone sent since a moment, the latest first."""
    rows = Submission.objects.filter(service=opened.service.slug, sent_at__gte=since)
    rows = rows.exclude(instance="").filter(device__organisation__in=homes(opened))
    return rows.select_related("device").order_by("-pk")


def today() -> dt.datetime:
    """Return when the day of a round began: at noon, since rounds go through the night."""
    now = timezone.localtime()
    noon = now.replace(hour=12, minute=0, second=0, microsecond=0)
    return noon if now >= noon else noon - dt.timedelta(days=1)


def visits(opened: OpenPage) -> list[Visit]:
    """Return the visits that are planned, the first first; one statement, or three with names."""
    page = opened.settings
    if not isinstance(page, FieldWorkSettings) or page.planned is None:
        return []
    planned = page.planned
    dataset = opened.service.dataset(planned.dataset)
    if planned.when not in dataset.fields:
        return []
    asked = query(dataset, opened.viewer).sort(planned.when)
    if dataset.workflow is not None:  # a visit that left its first state is over
        asked = asked.state(dataset.initial_state)
    kept = [row for row in asked.page(MOST).items if row.value(planned.when)]
    about = {str(row.value(planned.about)) for row in kept} if planned.about else set()
    names = titles_of(dataset.fields[planned.about], about, opened) if planned.about else {}
    now = timezone.localdate().isoformat()
    return [
        Visit(
            str(row.value(planned.when))[:10],
            _about(row, planned.about, names) or row.label(opened.language),
            str(row.value(planned.when))[:10] < now,
        )
        for row in kept
    ]


def spots(opened: OpenPage) -> list[Spot]:
    """Return where the records of a page are, the latest first, as its reader may know it."""
    page = opened.settings
    found: list[Spot] = []
    for name, field in page.place.items():
        dataset = opened.service.dataset(name)
        for row in query(dataset, opened.viewer).latest(PLACES):
            point: Any = row.value(field)
            if point:
                label = row.label(opened.language)
                found.append(Spot(label, point["lat"], point["lon"], row.updated_at))
    return sorted(found, key=lambda spot: spot.at, reverse=True)[:PLACES]


def _about(row: RecordView, field: str | None, names: Mapping[str, str]) -> str:
    """Return the words of what a visit is about; "" when it says nothing, or its reader may not."""
    code = str(row.value(field) or "") if field else ""
    told = names.get(code, "")
    return "" if told == code else told
