"""What a team sees of its round: devices, what was received today, visits, coverage on a map."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.devices.queries import devices_of
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.services.opening import OpenPage

from .settings import FieldWorkSettings, Planned

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
    mine = homes(opened)
    rows = devices_of(opened.service.slug)
    found = [
        row
        for row in rows[: 4 * MOST]
        if row.organisation_id in mine
        or (row.person_id is not None and row.person_id == opened.viewer.person)
    ]
    return sorted(found, key=lambda row: not row.alive)[:MOST]


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
    """Return the visits that are planned, the first first; two statements."""
    page = opened.settings
    if not isinstance(page, FieldWorkSettings) or page.planned is None:
        return []
    planned = page.planned
    dataset = opened.service.dataset(planned.dataset)
    if planned.when not in dataset.fields:
        return []
    rows = query(dataset, opened.viewer).sort(planned.when).page(MOST).items
    kept = [row for row in rows if row.value(planned.when) and not _closed(row)]
    names = _named(opened, planned, kept)
    now = timezone.localdate().isoformat()
    return [
        Visit(
            str(row.value(planned.when))[:10],
            names.get(str(row.value(planned.about or "")), row.label(opened.language)),
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
    return sorted(found, key=lambda spot: spot.at, reverse=True)


def _closed(row: RecordView) -> bool:
    """Whether a visit is over: its record left its first state."""
    workflow = row.dataset.workflow
    return workflow is not None and row.state != row.dataset.initial_state


def _named(opened: OpenPage, planned: Planned, rows: Iterable[RecordView]) -> dict[str, str]:
    """Return the labels of the records that visits are about, by what names them."""
    field = next(iter(rows), None)
    target = field.dataset.fields[planned.about].target if field and planned.about else ""
    if not target:
        return {}
    wanted = [str(row.value(planned.about or "")) for row in rows if row.value(planned.about or "")]
    asked = query(opened.service.dataset(target), opened.viewer)
    found = {key: row.label(opened.language) for key, row in asked.named(wanted).items()}
    found |= {
        str(uuid): row.label(opened.language) for uuid, row in asked.several(_uuids(wanted)).items()
    }
    return found


def _uuids(texts: Iterable[str]) -> list[Any]:
    import uuid as uuids

    found = []
    for text in texts:
        try:
            found.append(uuids.UUID(text))
        except ValueError:
            continue
    return found
