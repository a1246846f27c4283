"""Dates, times, and moments."""

import datetime as dt
from dataclasses import dataclass

from django.utils import formats, timezone

from lieucommun.kernel.datasets.errors import Refused

from .base import Cell, Field, Json

DAY_FIRST = "%d/%m/%Y"
#: A moment of the first or the last year that Python knows may have no local time.
FIRST_YEAR, LAST_YEAR = 2, 9998


@dataclass(frozen=True, kw_only=True)
class DateField(Field):
    """A day, kept as 2026-11-23."""

    def parse(self, raw: object) -> Json:
        day = _date(raw).isoformat()
        if self.min is not None and day < str(self.min):
            raise Refused("min", least=self.min)
        if self.max is not None and day > str(self.max):
            raise Refused("max", most=self.max)
        return day

    def sort_key(self, value: Json) -> str:
        return str(value)

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        return formats.date_format(dt.date.fromisoformat(value), "DATE_FORMAT")

    def cell(self, value: Json, language: str) -> Cell:  # noqa: ARG002
        return dt.date.fromisoformat(value)


@dataclass(frozen=True, kw_only=True)
class TimeField(Field):
    """A time of day, kept as 14:30 or 14:30:15."""

    def parse(self, raw: object) -> Json:
        if isinstance(raw, dt.time):
            return raw.isoformat()
        try:
            time = dt.time.fromisoformat(str(raw).strip().replace("h", ":").rstrip(":"))
        except ValueError:
            raise Refused("time") from None
        if time.tzinfo:
            raise Refused("time")
        return time.strftime("%H:%M:%S" if time.second else "%H:%M")

    def sort_key(self, value: Json) -> str:
        return str(value)


@dataclass(frozen=True, kw_only=True)
class DateTimeField(Field):
    """A moment, kept in UTC as 2026-11-23T13:30:00Z; without offset it is the place's own time."""

    def parse(self, raw: object) -> Json:
        moment = raw if isinstance(raw, dt.datetime) else _moment(raw)
        if moment.tzinfo is None and FIRST_YEAR <= moment.year <= LAST_YEAR:
            moment = timezone.make_aware(moment)
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            raise Refused("datetime")
        kept = moment.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
        return f"{kept.isoformat()}Z"  # strftime would write the year 999 with three digits

    def sort_key(self, value: Json) -> str:
        return str(value)

    def text(self, value: Json, language: str) -> str:  # noqa: ARG002
        return formats.date_format(timezone.localtime(_moment(value)), "DATETIME_FORMAT")

    def cell(self, value: Json, language: str) -> Cell:  # noqa: ARG002
        return timezone.localtime(_moment(value)).replace(tzinfo=None)


def _date(raw: object) -> dt.date:
    if isinstance(raw, dt.date):
        return raw.date() if isinstance(raw, dt.datetime) else raw
    text = str(raw).strip()
    try:
        if "/" in text:
            return dt.datetime.strptime(text, DAY_FIRST).date()  # noqa: DTZ007 - a day has no zone
        if len(text) == len("2026-11-23"):
            return dt.date.fromisoformat(text)
    except ValueError:
        pass
    raise Refused("date")


def _moment(raw: object) -> dt.datetime:
    text = str(raw).strip()
    if len(text) < len("2026-11-23T1"):
        raise Refused("datetime")
    try:
        return dt.datetime.fromisoformat(text)
    except ValueError:
        raise Refused("datetime") from None
