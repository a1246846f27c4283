"""What is derived from the data of a record: promoted columns, sort keys, terms, expiry."""

import calendar
import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from django.utils import timezone

from lieucommun.kernel.territories import queries as territories

from .access import TERRITORY, organisation_term
from .models import Record
from .schema import Dataset, Retention

DURATION = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?")
LONGEST_TERM = 200
LAST_YEAR = 9998


def promote(dataset: Dataset, record: Record) -> None:
    """Set the columns of a record that follow from its data."""
    data: Mapping[str, Any] = record.data
    point = data.get(dataset.position.name) if dataset.position else None
    record.latitude, record.longitude = (point["lat"], point["lon"]) if point else (None, None)
    record.territory = (data.get(dataset.territory.name) or "") if dataset.territory else ""
    record.keys = {
        name: field.sort_key(data[name])
        for name, field in dataset.fields.items()
        if field.sort and name in data
    }
    key = data.get(dataset.record_key) if dataset.record_key else None
    record.key = "" if key is None else str(dataset.fields[dataset.record_key].spoken(key))
    record.expires_at = expiry(dataset.retention, record) if dataset.retention else None


def terms(
    dataset: Dataset, record: Record, organisations: Mapping[str, int]
) -> Iterator[tuple[int, int, str, str, str]]:
    """Yield the terms of a record as rows: record, service, dataset, field, value.

    `organisations` gives the ids of those that its data names.
    """
    for name, value in sorted(set(_terms(dataset, record, organisations))):
        yield record.pk, dataset.service_id, dataset.name, name, value[:LONGEST_TERM]


def _terms(
    dataset: Dataset, record: Record, organisations: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    for name, field in dataset.fields.items():
        value = record.data.get(name)
        if value is None:
            continue
        if field.counted or field.facet:
            yield from ((name, each) for each in field.terms(value))
        if field.type == "organisation" and value in organisations:
            yield organisation_term(name), str(organisations[value])
    yield from ((TERRITORY, key) for key in holding_territories(record.territory))


def holding_territories(key: str) -> list[str]:
    """Return the key of a territory and those of the territories that hold it whole."""
    found = territories.find(key) if key else None
    if found is None:
        return [key] if key else []
    return [found.key, *(each.key for each in territories.parents(found))]


def expiry(retention: Retention, record: Record) -> dt.datetime | None:
    """Return when a record is no longer kept, in the place's own time; None: not yet known."""
    match retention.since:
        case "created":
            start: dt.datetime | None = record.created_at
        case "updated" | "last_activity":
            start = record.updated_at
        case name:
            start = _moment(record.data.get(name))
    return None if start is None else later(start, retention.keep)


def _moment(value: Any) -> dt.datetime | None:
    if not isinstance(value, str):
        return None
    moment = dt.datetime.fromisoformat(value)
    return moment if moment.tzinfo else timezone.make_aware(moment)


def later(start: dt.datetime, duration: str) -> dt.datetime:
    """Return a moment a duration later (`P2Y`, `P3M`, `P10D`); ValueError on what is none."""
    found = DURATION.fullmatch(duration)
    if not found:
        raise ValueError(f"{duration!r} is not a duration such as P2Y")
    years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
    count = start.year * 12 + start.month - 1 + years * 12 + months
    year, month = max(2, min(count // 12, LAST_YEAR)), count % 12 + 1
    day = min(start.day, calendar.monthrange(year, month)[1])
    moved = start.replace(year=year, month=month, day=day)
    with suppress(OverflowError):  # beyond the last year: for ever
        moved += dt.timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    return moved
