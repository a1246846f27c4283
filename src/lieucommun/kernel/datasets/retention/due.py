"""Which records have outlived the time that the manifest gives them."""

import datetime as dt
import uuid as uuids
import zoneinfo
from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone

from lieucommun.kernel.datasets.models import Record, RecordVersion
from lieucommun.kernel.datasets.promotion import expiry
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.loaded import LoadedService

from .models import Mark

if TYPE_CHECKING:
    from lieucommun.kernel.datasets.fields import Json

BATCH = 500
#: `expires_at` is in the place's own time; that of a service may be a day away from it.
ZONES_APART = dt.timedelta(days=1, hours=2)


@dataclass(frozen=True, slots=True)
class Rule:
    """What a manifest says of one dataset, and the time zone in which its days end."""

    service: str
    dataset: Dataset
    zone: str

    @property
    def then(self) -> str:
        return self.dataset.retention.then if self.dataset.retention else ""

    def end(self, record: Record) -> dt.datetime | None:
        """Return when a record is no longer kept; None: never, or not yet known."""
        if self.dataset.retention is None:
            return None
        with self.local():
            return expiry(self.dataset.retention, record)

    def local(self) -> AbstractContextManager[None]:
        return timezone.override(zoneinfo.ZoneInfo(self.zone))


def rules(service: LoadedService) -> list[Rule]:
    """Return the retention rules of a service, one per dataset that has one."""
    zone = service.manifest.zone or settings.TIME_ZONE
    datasets = [service.dataset(name) for name in service.manifest.datasets]
    return [Rule(service.slug, each, zone) for each in datasets if each.retention]


def is_due(rule: Rule, record: Record, now: dt.datetime) -> bool:
    """Say whether the time of a record is over."""
    end = rule.end(record)
    return end is not None and end <= now


def due(rule: Rule, now: dt.datetime) -> Iterator[Record]:
    """Yield the records whose time is over and that nothing holds back, a batch at a time."""
    last = 0
    rows = _waiting(rule.dataset, now).order_by("pk")
    while some := list(rows.filter(pk__gt=last)[:BATCH]):
        yield from (record for record in some if is_due(rule, record, now))
        last = some[-1].pk


def histories(rule: Rule, now: dt.datetime) -> Iterator[uuids.UUID]:
    """Yield the records that someone deleted, whose history has outlived the same time."""
    here = RecordVersion.objects.filter(service_id=rule.dataset.service_id)
    here = here.filter(dataset=rule.dataset.name)
    alive = Record.objects.filter(uuid=OuterRef("record"))
    gone = here.filter(~Exists(alive), action=RecordVersion.Action.DELETED)
    for uuid in gone.order_by("record").values_list("record", flat=True).distinct():
        versions = list(here.filter(record=uuid).order_by("version"))
        data: dict[str, Json] = next((each.data for each in reversed(versions) if each.data), {})
        first, last = versions[0].at, versions[-1].at
        if is_due(rule, Record(data=data, created_at=first, updated_at=last), now):
            yield uuid


def held(rule: Rule, now: dt.datetime) -> int:
    """Return how many records are over their time and kept by order."""
    rows = _over(rule.dataset, now).filter(_marked(Mark.Kind.HELD))
    return sum(is_due(rule, record, now) for record in rows.iterator(BATCH))


def _over(dataset: Dataset, now: dt.datetime) -> QuerySet[Record]:
    rows = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    return rows.filter(expires_at__lte=now + ZONES_APART)


def _waiting(dataset: Dataset, now: dt.datetime) -> QuerySet[Record]:
    rows = _over(dataset, now).exclude(_marked(Mark.Kind.HELD))
    archived = dataset.retention is not None and dataset.retention.then == "archive"
    return rows.exclude(_marked(Mark.Kind.ARCHIVED, current=True)) if archived else rows


def _marked(kind: str, *, current: bool = False) -> Exists | Q:
    marks = Mark.objects.filter(record=OuterRef("uuid"), kind=kind)
    return Exists(marks.filter(version=OuterRef("version")) if current else marks)
