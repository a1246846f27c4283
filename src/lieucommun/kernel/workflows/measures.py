"""Figures that a service computes about itself: how long its cases take."""

import datetime as dt
import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lieucommun.kernel.datasets.durations import durations
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.services.loaded import LoadedService

#: Under so many cases a figure would tell of one of them.
FEWEST = 5
#: Figures are of the cases that came to their end in the last days.
WITHIN = dt.timedelta(days=365)
DAY = dt.timedelta(days=1)
HOUR = dt.timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Measured:
    """One figure: of how many cases, and how long; None where too few would be told of."""

    name: str
    title: str
    kind: str
    cases: int
    length: dt.timedelta | None

    @property
    def hidden(self) -> bool:
        return self.cases < FEWEST

    @property
    def value(self) -> str:
        """The figure in words: “3 days”; "" when it is hidden."""
        if self.hidden or (self.length is None and self.kind != "count"):
            return ""
        if self.length is None:
            return ngettext("%(n)s case", "%(n)s cases", self.cases) % {"n": self.cases}
        return said(self.length)

    @property
    def about(self) -> str:
        """What the figure is: “half of 12 cases took no longer, over a year”."""
        known = {"n": self.cases}
        if self.kind == "median":
            return _("Half of the %(n)s cases of the last twelve months took no longer.") % known
        if self.kind == "p90":
            return (
                _("Nine in ten of the %(n)s cases of the last twelve months took no longer.")
                % known
            )
        if self.kind == "mean":
            return _("Mean of the %(n)s cases of the last twelve months.") % known
        return _("In the last twelve months.")


def measures_of(service: LoadedService, dataset: Dataset, language: str) -> list[Measured]:
    """Return the figures of a dataset that a manifest asks for, those too small without value."""
    found = []
    for name, told in service.manifest.measures.items():
        named = told.dataset or (next(iter(service.manifest.datasets)) if _alone(service) else "")
        if named != dataset.name:
            continue
        lengths = durations(dataset, *told.duration, since=timezone.now() - WITHIN)
        enough = len(lengths) >= FEWEST and told.show != "count"
        length = summed(lengths, told.show) if enough else None
        found.append(Measured(name, told.title.get(language), told.show, len(lengths), length))
    return found


def summed(lengths: Sequence[dt.timedelta], kind: str) -> dt.timedelta:
    """Return the `median`, `mean` or `p90` (nearest rank) of lengths in their order."""
    seconds = [each.total_seconds() for each in lengths]
    if kind == "p90":
        return lengths[math.ceil(0.9 * len(lengths)) - 1]
    known = statistics.median(seconds) if kind == "median" else statistics.fmean(seconds)
    return dt.timedelta(seconds=known)


def said(length: dt.timedelta) -> str:
    """Return a length as people say it: days, or hours under a day and a half."""
    if length >= 1.5 * DAY:
        days = round(length / DAY)
        return ngettext("%(n)s day", "%(n)s days", days) % {"n": days}
    hours = round(length / HOUR)
    if hours < 1:
        return _("less than an hour")
    return ngettext("%(n)s hour", "%(n)s hours", hours) % {"n": hours}


def _alone(service: LoadedService) -> bool:
    return len(service.manifest.datasets) == 1
