"""Reads about retention: what is due, what comes, what is held, what was done."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.services.loaded import LoadedService

from .due import Rule, rules
from .models import Mark, Run, RunLine

SOON = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Forecast:
    """One rule: how many records are over their time now, within thirty days, and held."""

    rule: Rule
    due: int
    soon: int
    held: int


@dataclass(frozen=True, slots=True)
class Ending:
    """A record whose time is over, or soon will be."""

    uuid: uuids.UUID
    dataset: str
    ends: dt.datetime | None


@dataclass(frozen=True, slots=True)
class Held:
    """A record that is kept by order, since when and why."""

    uuid: uuids.UUID
    dataset: str
    reason: str
    since: dt.datetime


def forecast(service: LoadedService) -> list[Forecast]:
    """Return what each rule of a service will do; three statements, however many records."""
    now = timezone.now()
    free = _rows(service).exclude(uuid__in=_marks(Mark.Kind.HELD))
    free = free.exclude(uuid__in=_marks(Mark.Kind.ARCHIVED))
    counted = free.values("dataset").annotate(
        due=Count("pk", filter=Q(expires_at__lte=now)),
        soon=Count("pk", filter=Q(expires_at__gt=now, expires_at__lte=now + SOON)),
    )
    found = {row["dataset"]: row for row in counted}
    kept = _rows(service).filter(uuid__in=_marks(Mark.Kind.HELD)).values("dataset")
    held = dict(kept.annotate(number=Count("pk")).values_list("dataset", "number"))
    nothing = {"due": 0, "soon": 0}
    return [
        Forecast(rule, row["due"], row["soon"], held.get(rule.dataset.name, 0))
        for rule in rules(service)
        for row in [found.get(rule.dataset.name, nothing)]
    ]


def ending(service: LoadedService, most: int) -> list[Ending]:
    """Return the records of a service whose time is over within thirty days, the first ones."""
    rows = _rows(service).filter(expires_at__lte=timezone.now() + SOON)
    rows = rows.exclude(uuid__in=_marks(Mark.Kind.HELD))
    rows = rows.exclude(uuid__in=_marks(Mark.Kind.ARCHIVED)).order_by("expires_at", "pk")
    return [Ending(*row) for row in rows.values_list("uuid", "dataset", "expires_at")[:most]]


def held_records(service: LoadedService, most: int) -> list[Held]:
    """Return the records of a service that are kept by order, the latest first."""
    datasets = dict(
        _rows(service)
        .filter(uuid__in=_marks(Mark.Kind.HELD))
        .order_by("-pk")
        .values_list("uuid", "dataset")[:most]
    )
    marks = Mark.objects.filter(record__in=list(datasets), kind=Mark.Kind.HELD).order_by("-at")
    return [Held(mark.record, datasets[mark.record], mark.reason, mark.at) for mark in marks]


def runs(most: int) -> list[Run]:
    """Return the last runs, the latest first, each with its lines."""
    return list(Run.objects.order_by("-pk").prefetch_related("lines")[:most])


def lines_of(services: Iterable[str], most: int) -> list[RunLine]:
    """Return what the last runs did in services, the latest first."""
    rows = RunLine.objects.filter(service__in=list(services)).select_related("run")
    return list(rows.order_by("-pk")[:most])


def _rows(service: LoadedService) -> QuerySet[Record]:
    return Record.objects.filter(service_id=service.service_id)


def _marks(kind: str) -> QuerySet[Mark, uuids.UUID]:
    return Mark.objects.filter(kind=kind).values_list("record", flat=True)
