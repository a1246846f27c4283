"""Delays as people count them: months, days, working days, in the zone of the service."""

import calendar
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, tzinfo

_SPAN = re.compile(
    r"P(?=\d|T\d)(?:(\d{1,4})Y)?(?:(\d{1,4})M)?(?:(\d{1,4})W)?(?:(\d{1,5})D)?"
    r"(?:T(?=\d)(?:(\d{1,4})H)?(?:(\d{1,5})M)?)?"
)
_WEEK = 7
#: When a delay that leaves the years that dates have is due.
NEVER = datetime.max.replace(tzinfo=UTC)
#: More working days than this without a single one: the calendar works on no day.
_PATIENCE = 400


@dataclass(frozen=True, slots=True)
class Span:
    """A delay. `working`: its days, not its weeks or months, are working days."""

    months: int = 0
    weeks: int = 0
    days: int = 0
    minutes: int = 0
    working: bool = False

    @classmethod
    def read(cls, written: str, *, working: bool = False) -> "Span":
        """Read an ISO 8601 duration such as `P2M`, `P10D`, `PT30M`; raises ValueError."""
        found = _SPAN.fullmatch(written)
        if not found:
            raise ValueError(f"{written!r} is not a duration such as P10D")
        years, months, weeks, days, hours, minutes = (int(part or 0) for part in found.groups())
        return cls(12 * years + months, weeks, days, 60 * hours + minutes, working)

    @property
    def empty(self) -> bool:
        """Whether it lasts no time at all."""
        return not (self.months or self.weeks or self.days or self.minutes)


def weekday(day: date) -> bool:
    """Say whether a day is neither Saturday nor Sunday."""
    return day.weekday() < 5  # noqa: PLR2004 - Monday is 0


@dataclass(frozen=True, slots=True)
class Calendar:
    """The zone in which days are counted, and which of them are working days."""

    zone: tzinfo = UTC
    works: Callable[[date], bool] = weekday

    def later(self, start: datetime, span: Span) -> datetime:
        """Return the moment that comes a delay after another, in UTC; `start` is aware.

        Months keep the day of the month, or end with a shorter month; days keep the hour of the
        clock, over changes of time too; hours and minutes are elapsed time. Beyond the year 9999
        it is NEVER. Raises ValueError when no day is a working day.
        """
        local = start.astimezone(self.zone)
        try:
            day = _months_later(local.date(), span.months) + timedelta(days=_WEEK * span.weeks)
            day = self._days_later(day, span)
            clock = datetime.combine(day, local.time(), self.zone).replace(fold=local.fold)
            return clock.astimezone(UTC) + timedelta(minutes=span.minutes)
        except OverflowError:
            return NEVER

    def _days_later(self, day: date, span: Span) -> date:
        if not span.working:
            return day + timedelta(days=span.days)
        for _ in range(span.days):
            day = self._next_working(day)
        return day

    def _next_working(self, day: date) -> date:
        for ahead in range(1, _PATIENCE):
            found = day + timedelta(days=ahead)
            if self.works(found):
                return found
        raise ValueError(f"no working day within a year of {day}")


def _months_later(day: date, months: int) -> date:
    count = day.year * 12 + day.month - 1 + months
    year, month = count // 12, count % 12 + 1
    if year > 9999:  # noqa: PLR2004 - the last year that dates have
        raise OverflowError("beyond year 9999")
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def french_holidays(year: int) -> frozenset[date]:
    """Return the eleven public holidays of a year (Code du travail, art. L3133-1).

    Those of Alsace-Moselle and of overseas territories are left to the caller.
    """
    easter = _easter(year)
    fixed = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
    moving = (easter + timedelta(days=ahead) for ahead in (1, 39, 50))
    return frozenset((*(date(year, month, day) for month, day in fixed), *moving))


def _easter(year: int) -> date:
    """Return Easter Sunday (Meeus, Astronomical Algorithms, chapter 8)."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    ell = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * ell) // 451
    month, day = divmod(h + ell - 7 * m + 114, 31)
    return date(year, month, day + 1)
