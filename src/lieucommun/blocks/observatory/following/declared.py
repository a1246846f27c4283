"""What a manifest says of a followed indicator, as the engine takes it: no clock, no reads."""

import datetime as dt
import zoneinfo
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Literal

from django.conf import settings

from lieucommun.engines.statistics import following as engine
from lieucommun.engines.statistics.following import Delay, Frequency, Period, Trajectory
from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import Indicator, Manifest, PageSettings
from lieucommun.kernel.services.manifest.indicators import Followed, Mark

Use = Literal["indicator", "period", "value", "territory", "proof"]
NEEDED: tuple[Use, ...] = ("indicator", "period", "value")
AT_ONCE = Delay()


@dataclass(frozen=True)
class Declared:
    """A followed indicator: its words, the dataset of its values, what is wanted of it."""

    name: str
    indicator: Indicator
    followed: Followed
    dataset: Dataset

    def field(self, use: Use) -> str:
        """Return the field of the values that has a use; "" when none has."""
        return self.followed.fields.get(use, "")

    def title(self, language: str) -> str:
        return self.indicator.title.get(language)

    @property
    def unit(self) -> str:
        return self.indicator.unit or self.dataset.fields[self.field("value")].unit

    def exact(self, raw: object) -> Decimal | None:
        """Return a value as it was typed, as a number; None when it is none."""
        try:
            read = self.dataset.fields[self.field("value")].read(raw)
        except Refused:
            return None
        return None if read is None else Decimal(str(read))

    @property
    def roles(self) -> tuple[str, ...]:
        """The roles that must enter it: those told, or else those that may write its values."""
        return self.followed.by or tuple(
            rule.role for rule in self.dataset.access if rule.create and rule.role != "author"
        )

    @cached_property
    def frequency(self) -> Frequency:
        wanted = self.indicator.period
        return "year" if wanted == "none" else wanted

    @cached_property
    def delay(self) -> Delay:
        try:
            return Delay.read(self.followed.due)
        except ValueError:  # hours: `lieu check` says so
            return AT_ONCE

    @cached_property
    def trajectory(self) -> Trajectory | None:
        """The way to the target; None without one, or when its marks are not in order."""
        wanted = self.followed
        if wanted.target is None:
            return None
        try:
            return Trajectory(
                _mark(wanted.target),
                _mark(wanted.baseline) if wanted.baseline else None,
                tuple(map(_mark, wanted.milestones)),
            )
        except ValueError:
            return None

    @cached_property
    def start(self) -> engine.Mark | None:
        """The value that it starts from."""
        try:
            return _mark(self.followed.baseline) if self.followed.baseline else None
        except ValueError:
            return None

    def first(self, known: Iterable[Period], today: dt.date) -> Period:
        """Return the first period that is expected: after the baseline, or the first one known.

        Without either, it is the period that the day is in.
        """
        if self.start is not None:
            period = Period.holding(self.start.period.last_day, self.frequency)
            return period.next if period.end <= self.start.period.end else period
        same = [period for period in known if period.frequency == self.frequency]
        return min(same, default=Period.holding(today, self.frequency))

    def expecting(self, first: Period, *, whole: bool = True) -> engine.Followed:
        """Return what the engine follows; a part of the whole, a territory, has no target."""
        return engine.Followed(
            first,
            self.trajectory if whole else None,
            self.indicator.direction,
            self.delay,
        )


def _mark(written: Mark) -> engine.Mark:
    return engine.Mark(Period.read(written.period), written.value)


def named(manifest: Manifest, page: PageSettings) -> Iterator[str]:
    """Yield the names of the indicators of a page, in order, that exist."""
    wanted = getattr(page, "indicators", ())
    names = manifest.indicators if wanted == "all" else wanted
    yield from (name for name in names if name in manifest.indicators)


def is_followed(indicator: Indicator) -> bool:
    """Say whether people enter the values of an indicator, each for a period."""
    followed = indicator.followed
    return (
        followed is not None
        and indicator.period != "none"
        and all(use in followed.fields for use in NEEDED)
    )


def declared(service: LoadedService, page: PageSettings) -> dict[str, Declared]:
    """Return the followed indicators of a page by name, in order; those that cannot be are not."""
    manifest = service.manifest
    found = {}
    for name in named(manifest, page):
        indicator = manifest.indicators[name]
        followed = indicator.followed
        if followed is None or not is_followed(indicator):
            continue
        dataset = service.dataset(followed.dataset)
        if all(field in dataset.fields for field in followed.fields.values()):
            found[name] = Declared(name, indicator, followed, dataset)
    return found


def only_followed(manifest: Manifest, page: PageSettings) -> bool:
    """Say whether a page shows followed indicators and nothing else."""
    names = list(named(manifest, page))
    return bool(names) and all(manifest.indicators[name].followed is not None for name in names)


def day_in(service: LoadedService, now: dt.datetime) -> dt.date:
    """Return the day that a moment is in, in the zone of a service."""
    return now.astimezone(zoneinfo.ZoneInfo(service.manifest.zone or settings.TIME_ZONE)).date()
