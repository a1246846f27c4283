"""Years, quarters and months: named as in ISO 8601 (`2026`, `2026-07`), and `2026-Q3`."""

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import total_ordering
from typing import Literal

Frequency = Literal["year", "quarter", "month"]
_MONTHS: dict[Frequency, int] = {"year": 12, "quarter": 3, "month": 1}
_YEAR = 12
_PERIOD = re.compile(r"([0-9]{4})(?:-(?:Q([1-4])|([0-9]{2})))?")
_DELAY = re.compile(
    r"P(?=[0-9])(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?(?:([0-9]{1,4})W)?(?:([0-9]{1,5})D)?"
)


@total_ordering
@dataclass(frozen=True, slots=True)
class Period:
    """A year, or the quarter or month `number` of it, from 1. Ordered by when it ends.

    Raises ValueError outside the years 1 to 9999, and for a number that a year has not.
    """

    year: int
    number: int = 1
    frequency: Frequency = "year"

    def __post_init__(self) -> None:
        within = date.min.year <= self.year <= date.max.year
        if not within or not 1 <= self.number <= _YEAR // self.months:
            raise ValueError(f"no {self.frequency} {self.number} of {self.year}")

    @classmethod
    def read(cls, written: str | int) -> "Period":
        """Read `2026`, `2026-Q3` or `2026-07`; raises ValueError."""
        found = _PERIOD.fullmatch(str(written))
        if not found:
            raise ValueError(f"{written!r} is not a period such as 2026, 2026-Q3 or 2026-07")
        year, quarter, month = found.groups()
        if quarter is not None:
            return cls(int(year), int(quarter), "quarter")
        if month is not None:
            return cls(int(year), int(month), "month")
        return cls(int(year))

    @classmethod
    def holding(cls, day: date, frequency: Frequency) -> "Period":
        """Return the period that a day is in."""
        return cls(day.year, (day.month - 1) // _MONTHS[frequency] + 1, frequency)

    def __str__(self) -> str:
        """Write it as `read` reads it."""
        if self.frequency == "year":
            return f"{self.year:04}"
        kept = f"Q{self.number}" if self.frequency == "quarter" else f"{self.number:02}"
        return f"{self.year:04}-{kept}"

    def __lt__(self, other: "Period") -> bool:
        return (self.end, self.months) < (other.end, other.months)

    @property
    def months(self) -> int:
        """How many months it lasts."""
        return _MONTHS[self.frequency]

    @property
    def end(self) -> int:
        """Its last month, counted from January of the year 0."""
        return _YEAR * self.year + self.number * self.months - 1

    @property
    def first_day(self) -> date:
        return date(self.year, (self.number - 1) * self.months + 1, 1)

    @property
    def last_day(self) -> date:
        month = self.number * self.months
        return date(self.year, month, calendar.monthrange(self.year, month)[1])

    def moved(self, by: int) -> "Period":
        """Return the period so many later, or earlier; raises ValueError beyond the year 9999."""
        several = _YEAR // self.months
        year, number = divmod(self.year * several + self.number - 1 + by, several)
        return Period(year, number + 1, self.frequency)

    @property
    def next(self) -> "Period":
        return self.moved(1)

    @property
    def previous(self) -> "Period":
        return self.moved(-1)


def periods(first: Period, last: Period) -> Iterator[Period]:
    """Yield the periods from one to another, both included; raises ValueError if not of a kind."""
    if first.frequency != last.frequency:
        raise ValueError(f"{first} and {last} are not of the same frequency")
    for ahead in range((last.end - first.end) // first.months + 1):
        yield first.moved(ahead)


@dataclass(frozen=True, slots=True)
class Delay:
    """How long after the end of a period its value may be entered."""

    months: int = 0
    days: int = 0

    @classmethod
    def read(cls, written: str) -> "Delay":
        """Read an ISO 8601 duration of days or longer units, as `P1M`; raises ValueError."""
        found = _DELAY.fullmatch(written)
        if not found:
            raise ValueError(f"{written!r} is not a delay such as P1M or P10D")
        years, months, weeks, days = (int(part or 0) for part in found.groups())
        return cls(_YEAR * years + months, 7 * weeks + days)


def due(period: Period, delay: Delay) -> date:
    """Return the last day on which a value is in time.

    Months are counted from the day after the period: a month after June ends on 31 July. What lies
    beyond the year 9999 is due on its last day.
    """
    count = period.end + 1 + delay.months
    try:
        start = date(count // _YEAR, count % _YEAR + 1, 1)
        return start + timedelta(days=delay.days - 1)
    except (ValueError, OverflowError):
        return date.max
