"""A followed indicator as someone opened it on a day: what they read of it, what they may do."""

import datetime as dt
from dataclasses import dataclass
from functools import cached_property

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import VersionView
from lieucommun.kernel.services.opening import OpenPage

from .declared import Declared
from .entering import Hands, hands
from .queries import Followings, followings
from .series import Entry, Series


@dataclass(frozen=True)
class Visit:
    """The followed indicators of a page, or some of them, opened by someone on a day."""

    opened: OpenPage
    found: Followings
    hands: Hands
    today: dt.date

    def owes(self, series: Series) -> bool:
        """Say whether the viewer is who must enter the values of a series."""
        declared = series.declared
        return self.hands.owes(declared, self.found.organisations(declared.name))

    def owed(self) -> list[Series]:
        """Return the series that are late and that the viewer must enter, the latest due first."""
        late = [each for each in self.found.series if each.missing and self.owes(each)]
        return sorted(late, key=lambda series: series.due(series.missing[0]))

    def url(self, declared: Declared, territory: str = "") -> str:
        """Return the address of an indicator."""
        address = self.opened.url("followed", indicator=declared.name)
        return f"{address}?territory={territory}" if territory else address


@dataclass(frozen=True)
class OpenSeries:
    """One series, opened by a visit."""

    visit: Visit
    series: Series

    @property
    def declared(self) -> Declared:
        return self.series.declared

    @property
    def opened(self) -> OpenPage:
        return self.visit.opened

    @cached_property
    def organisations(self) -> frozenset[str]:
        """The organisations (slugs) that enter its values."""
        return self.visit.found.organisations(self.declared.name)

    @cached_property
    def may_enter(self) -> bool:
        return self.visit.hands.may_enter(self.declared, self.organisations)

    def may_correct(self, entry: Entry) -> bool:
        return self.visit.hands.may_correct(self.declared, entry)

    @property
    def reason(self) -> str:
        """The field that says why a value was corrected; "" when it is not asked."""
        follow = self.opened.settings.follow
        named = follow.reason if follow else None
        return str(named) if named in self.declared.dataset.fields else ""

    @property
    def url(self) -> str:
        return self.visit.url(self.declared, self.series.territory)

    def versions(self, entry: Entry) -> list[VersionView]:
        """Return what a value was, the latest version first, as the viewer may read it."""
        return query(self.declared.dataset, self.opened.viewer).history(entry.record.uuid)


def visit(opened: OpenPage, today: dt.date, *names: str) -> Visit:
    """Open the followed indicators of a page, or those named, on a day."""
    return Visit(opened, followings(opened, today, *names), hands(opened.viewer), today)
