"""The values of a followed indicator, put in order, and what they come to on a day. Pure."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cached_property

from lieucommun.engines.statistics import following as engine
from lieucommun.engines.statistics.following import Period, Standing, State, due
from lieucommun.kernel.datasets.records import RecordView

from .declared import Declared


@dataclass(frozen=True, slots=True)
class Entry:
    """The value of a period, and the record that holds it; `others`: records of the same period.

    Where several records tell of one period, the one that changed last counts.
    """

    period: Period
    value: Decimal
    record: RecordView
    others: int = 0


@dataclass(frozen=True, slots=True)
class Line:
    """A period of a series: what was expected, what was entered, until when it may be.

    `late`: its last day is over and nothing was entered.
    """

    period: Period
    due: dt.date
    expected: Fraction | None
    entry: Entry | None
    late: bool

    @property
    def gap(self) -> Fraction | None:
        """How far the value is from what was expected: above it is positive."""
        if self.entry is None or self.expected is None:
            return None
        return Fraction(self.entry.value) - self.expected


@dataclass(frozen=True)
class Held:
    """What records tell of an indicator: its values and, where they are wanted, their records.

    `strays`: records that the viewer reads and whose period cannot be read.
    """

    values: Mapping[Period, Decimal]
    entries: Mapping[Period, Entry]
    strays: int = 0


@dataclass(frozen=True)
class Series:
    """A followed indicator on a day, for the whole or for one territory (its key)."""

    declared: Declared
    territory: str
    held: Held
    today: dt.date

    @property
    def values(self) -> Mapping[Period, Decimal]:
        return self.held.values

    @property
    def entries(self) -> Mapping[Period, Entry]:
        """The values with their records; none where only figures were asked for."""
        return self.held.entries

    @property
    def strays(self) -> int:
        return self.held.strays

    @cached_property
    def first(self) -> Period:
        """The first period for which a value is expected."""
        return self.declared.first(self.values, self.today)

    @cached_property
    def standing(self) -> Standing:
        """What is said of it: its state, its last value, the periods that are late."""
        expecting = self.declared.expecting(self.first, whole=not self.territory)
        return engine.standing(expecting, self.values, self.today)

    @property
    def state(self) -> State:
        return self.standing.state

    @property
    def missing(self) -> tuple[Period, ...]:
        """The periods that are late, the first first."""
        return self.standing.missing

    @property
    def last(self) -> engine.Mark | None:
        """The last value, with its period."""
        period = self.standing.period
        return engine.Mark(period, self.values[period]) if period is not None else None

    @cached_property
    def next(self) -> Period | None:
        """The next period to enter: the first that is late, or that follows the last value.

        None once the period of the target has its value.
        """
        if self.missing:
            return self.missing[0]
        last = self.standing.period
        period = self.first if last is None else max(last.next, self.first)
        return None if self._over(period) else period

    def due(self, period: Period) -> dt.date:
        """Return the last day on which the value of a period is in time."""
        return due(period, self.declared.delay)

    def expected(self, period: Period) -> Fraction | None:
        """Return what is expected of a period; None when nothing is."""
        way = None if self.territory else self.declared.trajectory
        return way.expected(period) if way else None

    def opens(self, period: Period) -> bool:
        """Say whether a value may be entered for a period: it is followed, and has begun."""
        if period.frequency != self.declared.frequency or self._over(period):
            return False
        return self.first <= period and period.first_day <= self.today

    def offered(self) -> list[Period]:
        """Return the periods that wait for a value: those that are late, then the others."""
        waiting = [each for each in self._until_today() if each not in self.values]
        late = set(self.missing)
        return sorted(waiting, key=lambda period: (period not in late, -period.end))

    def lines(self) -> Iterator[Line]:
        """Yield the periods, the latest first: those that were followed, and others entered."""
        known = {*self._until_today(), *self.entries}
        late = set(self.missing)
        for period in sorted(known, reverse=True):
            entry = self.entries.get(period)
            yield Line(period, self.due(period), self.expected(period), entry, period in late)

    def _until_today(self) -> Iterator[Period]:
        period = self.first
        while period.first_day <= self.today and not self._over(period):
            yield period
            period = period.next

    def _over(self, period: Period) -> bool:
        way = None if self.territory else self.declared.trajectory
        return way is not None and period.end > way.target.period.end


def held_of(declared: Declared, records: Iterable[RecordView]) -> dict[str, Held]:
    """Return what records tell of an indicator, by the key of their territory.

    That of the whole, "", is always there.
    """
    told: dict[str, dict[Period, list[Entry]]] = {"": {}}
    strays: dict[str, int] = {}
    for record in records:
        territory = str(record.value(declared.field("territory")) or "")
        period, value = period_of(declared, record), value_of(declared, record)
        if period is None:
            strays[territory] = strays.get(territory, 0) + 1
        elif value is not None:
            told.setdefault(territory, {}).setdefault(period, []).append(
                Entry(period, value, record)
            )
    counted = {
        territory: {period: _counted(entries) for period, entries in found.items()}
        for territory, found in sorted(told.items())
    }
    return {
        territory: Held(
            {period: entry.value for period, entry in entries.items()},
            entries,
            strays.get(territory, 0),
        )
        for territory, entries in counted.items()
    }


def _counted(entries: list[Entry]) -> Entry:
    latest = max(entries, key=lambda entry: (entry.record.updated_at, entry.record.uuid))
    return Entry(latest.period, latest.value, latest.record, len(entries) - 1)


def period_of(declared: Declared, record: RecordView) -> Period | None:
    """Return the period that a record tells of; None when it tells none that is followed."""
    field = declared.field("period")
    held = record.value(field)
    if held is None:
        return None
    try:
        if declared.dataset.fields[field].type == "date":
            return Period.holding(dt.date.fromisoformat(str(held)), declared.frequency)
        period = Period.read(str(held))
    except ValueError:
        return None
    return period if period.frequency == declared.frequency else None


def value_of(declared: Declared, record: RecordView) -> Decimal | None:
    """Return the value that a record holds; None when it holds none, or hides it."""
    held = record.value(declared.field("value"))
    try:
        return None if held is None else Decimal(str(held))
    except InvalidOperation:
        return None


def written(declared: Declared, period: Period) -> str | int:
    """Return a period as its field holds it: a date is the first day of the period."""
    kind = declared.dataset.fields[declared.field("period")].type
    if kind == "date":
        return period.first_day.isoformat()
    return period.year if kind == "year" else str(period)
