"""How what a viewer may read of a dataset is narrowed, before it is read."""

import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any, Self

from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.search.words import read

from .access import Access
from .conditions import Criteria, Near
from .schema import Dataset


@dataclass(frozen=True)
class Narrowing:
    """What is asked of a dataset, and by whom: every verb returns another one."""

    dataset: Dataset
    viewer: Viewer
    access: Access
    criteria: Criteria = field(default_factory=Criteria)
    order: str = ""
    descending: bool = False

    def filter(self, name: str, *values: str) -> Self:
        """Keep records with one of the values in a field; without values, keep all."""
        if name not in self.dataset.fields:
            raise LookupError(f"{self.dataset.name} has no field {name!r}")
        if not values:
            return self
        kept = self.criteria.without(name).filters
        return self._with(filters=(*kept, (name, tuple(map(str, values)))))

    def search(self, text: str) -> Self:
        """Keep records that hold the words; a blank text keeps all."""
        return self._with(words=read(text)) if text.strip() else self

    def near(self, latitude: float, longitude: float, km: float) -> Self:
        """Keep records whose visible position is within a distance."""
        return self._with(near=Near(float(latitude), float(longitude), float(km)))

    def within(self, territory: str) -> Self:
        """Keep records of a territory, or of one inside it (`departement:42`)."""
        return self._with(territory=territory.replace("\0", "\ufffd")) if territory else self

    def state(self, *states: str) -> Self:
        """Keep records in one of the states."""
        kept = tuple(state for state in states if "\0" not in state)
        return self._with(states=kept) if states else self

    def received(self, since: dt.date | None = None, until: dt.date | None = None) -> Self:
        """Keep records written from a day to another, both within, in the place's time."""
        return self._with(since=since, until=until) if since or until else self

    def followed_by(self, person: int | None) -> Self:
        """Keep records that a person of the team follows (their id); 0: that nobody does."""
        return self if person is None else self._with(assignee=person)

    def sort(self, name: str, *, descending: bool = False) -> Self:
        """Order by a field marked `sort: true`; records without a visible value come last."""
        known = self.dataset.fields.get(name)
        if known is None or not known.sort:
            raise LookupError(f"{self.dataset.name} cannot be sorted by {name!r}")
        return replace(self, order=name, descending=descending)

    def _with(self, **changes: Any) -> Self:
        return replace(self, criteria=replace(self.criteria, **changes))
