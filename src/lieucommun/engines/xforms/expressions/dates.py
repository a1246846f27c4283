"""Dates and times as XForms writes them: ISO strings, and days since 1970."""

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
EPOCH_DAY = EPOCH.date()
_DAY = timedelta(days=1)
_DATE = r"(\d{4})-(\d{1,2})-(\d{1,2})"
_TIME = r"(\d{1,2}):(\d{2})(?::(\d{2})(?:\.(\d{1,9}))?)?(Z|[+-]\d{2}(?::?\d{2})?)?"
DATE = re.compile(_DATE)
TIME = re.compile(_TIME)
MOMENT = re.compile(f"{_DATE}T{_TIME}")


def read_date(text: str) -> date | None:
    """Return the day that a string writes, or None."""
    match = DATE.fullmatch(text)
    return _date(match.groups()) if match else None


def read_moment(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment that a date and time writes; without offset, in the zone."""
    match = MOMENT.fullmatch(text)
    if match is None:
        return None
    day, clock = _date(match.groups()[:3]), _time(match.groups()[3:], zone)
    if day is None or clock is None:
        return None
    try:
        return datetime.combine(day, clock).astimezone(zone)
    except OverflowError:
        return None


def read_time(text: str, zone: tzinfo) -> time | None:
    """Return the time of day that a string writes; without offset, in the zone."""
    match = TIME.fullmatch(text)
    return _time(match.groups(), zone) if match else None


def read(text: str, zone: tzinfo) -> datetime | None:
    """Return the moment of a date (its midnight in the zone) or of a date and time."""
    day = read_date(text)
    return midnight(day, zone) if day else read_moment(text, zone)


def midnight(day: date, zone: tzinfo) -> datetime:
    """Return when a day starts."""
    return datetime.combine(day, time(), zone)


def _date(groups: tuple[str | None, ...]) -> date | None:
    try:
        return date(*(int(group or 0) for group in groups))
    except ValueError:
        return None


def _time(groups: tuple[str | None, ...], zone: tzinfo) -> time | None:
    hour, minute, second, fraction, offset = groups
    micro = int((fraction or "0").ljust(6, "0")[:6])
    try:
        where = _offset(offset) if offset else zone
        return time(int(hour or 0), int(minute or 0), int(second or 0), micro, where)
    except ValueError:
        return None


def _offset(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    digits = text[1:].replace(":", "").ljust(4, "0")
    delta = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return timezone(-delta if text[0] == "-" else delta)


def days(moment: datetime) -> float:
    """Return the days, with their fraction, from 1970-01-01 UTC to a moment."""
    return (moment - EPOCH) / _DAY


def day_number(day: date) -> float:
    """Return the whole days from 1970-01-01 to a day, whatever the zone."""
    return float((day - EPOCH_DAY).days)


def number(text: str, zone: tzinfo) -> float | None:
    """Return the days since 1970 of a date or a date and time; None for other strings."""
    if (day := read_date(text)) is not None:
        return day_number(day)
    moment = read_moment(text, zone)
    return None if moment is None else days(moment)


def from_days(value: float, zone: tzinfo) -> datetime | None:
    """Return the moment some days after 1970-01-01 UTC, in the zone; None when out of range."""
    try:
        return (EPOCH + timedelta(days=value)).astimezone(zone)
    except (OverflowError, ValueError):
        return None


def day_from(value: float) -> date | None:
    """Return the day some whole days after 1970-01-01; None when out of range."""
    try:
        return EPOCH_DAY + timedelta(days=int(value))
    except (OverflowError, ValueError):
        return None


def write_moment(moment: datetime) -> str:
    """Write a moment as XForms does: milliseconds and offset, always."""
    return moment.isoformat(timespec="milliseconds")
