"""What reading gives: records, pages, facets, history, as one viewer sees them."""

import datetime as dt
import re
import uuid as uuids
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from lieucommun.kernel.services.texts import active_language

from .fields import Json
from .schema import Dataset

PIECES = re.compile(r"\{(\w+)\}")


class UnknownRecord(LookupError):  # noqa: N818 - named as the other unknowns of the kernel
    """There is no such record, or the viewer may not know that there is: never said which."""


@dataclass(frozen=True, slots=True)
class RecordView:
    """A record as its viewer sees it: `data` holds visible fields only, points blurred where told.

    `blurred` gives the width of the grid, in metres, of the points that were; `offered` names the
    fields that the viewer may see on some record of the dataset. `assignee`: who follows it in the
    team (an id), for screens of that team.
    """

    dataset: Dataset = field(repr=False)
    uuid: uuids.UUID
    key: str
    version: int
    state: str
    organisation: int | None
    data: Mapping[str, Json]
    created_at: dt.datetime
    updated_at: dt.datetime
    visible: frozenset[str] = frozenset()
    blurred: Mapping[str, float] = field(default_factory=dict)
    offered: frozenset[str] = frozenset()
    assignee: int | None = None

    @property
    def address(self) -> str:
        """What names the record in an address: its key, or its uuid; never a hidden key."""
        return self.key or str(self.uuid)

    def value(self, name: str) -> Json:
        """Return the value of a field; None when empty, hidden or unknown."""
        return self.data.get(name)

    def text(self, name: str, language: str = "") -> str:
        """Return a field as a person reads it; "" when empty or hidden."""
        value = self.data.get(name)
        if value is None:
            return ""
        return self.dataset.fields[name].text(value, language or active_language())

    def label(self, language: str = "") -> str:
        """Return what names the record, made of what the viewer sees."""
        template = self.dataset.label or "".join(
            f"{{{each}}}" for each in self.dataset.label_fields
        )
        pieces = PIECES.split(template)
        shown = ""
        complete = True
        for rank in range(1, len(pieces), 2):
            text = self.text(pieces[rank], language)
            if text:
                shown += (pieces[rank - 1] if shown or rank == 1 else "") + text
            complete = bool(text)
        if not shown:
            return f"{self.dataset.title.get(language or active_language())} {str(self.uuid)[:8]}"
        return shown + (pieces[-1] if complete else "")

    def state_title(self, language: str = "") -> str:
        """Return the name of the record's state ("" without workflow)."""
        workflow = self.dataset.workflow
        if not workflow or self.state not in workflow.states:
            return self.state
        return workflow.states[self.state].get(language or active_language())


@dataclass(frozen=True, slots=True)
class Page:
    """A page of records, with the cursors of its neighbours.

    `relaxed`: no record held all the words that were searched; these hold some of them.
    """

    items: list[RecordView]
    next: str | None = None
    previous: str | None = None
    relaxed: bool = False

    def __iter__(self) -> Iterator[RecordView]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


@dataclass(frozen=True, slots=True)
class FacetValue:
    """A value of a facet, and how many records have it."""

    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Cell:
    """A group of an aggregate: its values, field by field, and its count; None when secret."""

    values: tuple[str, ...]
    count: int | None


@dataclass(frozen=True, slots=True)
class VersionView:
    """A record as one act left it, its hidden fields left out."""

    version: int
    action: str
    state: str
    data: Mapping[str, Json]
    changed: tuple[str, ...]
    by: int | None
    at: dt.datetime
