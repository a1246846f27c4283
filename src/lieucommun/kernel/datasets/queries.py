"""The only way to read records: through a viewer.

    query(dataset, viewer).filter("theme", "inclusion").search("mobilité").sort("nom").page()

A record that the viewer may not read does not exist; a field that is hidden or blurred on a record
counts as empty there, for filters, facets, search and order alike.
"""

import uuid as uuids
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, partial
from hashlib import sha256
from typing import Any, TypeVar

from django.db.models import Min, Q, QuerySet

from lieucommun.kernel.people.viewer import Viewer

from . import counting
from .access import readable
from .conditions import Criteria, asked, readable_where, shows
from .models import Record
from .narrowing import Narrowing
from .paging import (
    MOST,
    Cursor,
    Segment,
    Slice,
    UnknownCursorError,
    cut,
    every_page,
    keyed,
    read_cursor,
)
from .predicates import KEYED, NOTHING
from .records import Cell, FacetValue, Page, RecordView, UnknownRecord, VersionView
from .schema import Dataset
from .sight import marked, seen

CHUNK = 1000
#: From how many records on, an order is better walked along its index than sorted.
DENSE = 1000
#: Columns of which a page shows nothing: reading them costs a tenth of it.
UNSEEN = ("keys", "expires_at", "latitude", "longitude", "origin", "territory", "owner")
T = TypeVar("T")


def query(dataset: Dataset, viewer: Viewer) -> "RecordQuery":
    """Return what a viewer may read of a dataset, to be narrowed and read."""
    return RecordQuery(dataset, viewer, readable(dataset, viewer))


@dataclass(frozen=True)
class RecordQuery(Narrowing):
    """Records of a dataset that a viewer may read. Immutable: every verb returns another query."""

    # -- reading ---------------------------------------------------------------------------

    def page(self, size: int = 20, cursor: str | None = None, *, strict: bool = False) -> Page:
        """Return a page of records: one statement (two when several words are searched).

        A cursor that leads nowhere opens the first page; when `strict`, it raises
        UnknownCursorError, and past the last record the page is empty.
        """
        size = max(1, min(size, MOST))
        segments = self._segments()
        tag = self._tag(size)
        position = read_cursor(cursor, tag, len(segments))
        if strict and cursor and position is None:
            raise UnknownCursorError(cursor)
        found = self._cut(segments, size, position)
        if position and not found.rows and not strict:
            found = self._cut(segments, size, None)
        rows = found.rows
        items = [seen(self.dataset, self.access, row) for row in rows]
        return Page(
            items,
            next=_at(rows[-1]).written(tag) if rows and found.after else None,
            previous=_at(rows[0], backward=True).written(tag) if rows and found.before else None,
            relaxed=self.relaxed,
        )

    def count(self) -> int:
        """Return how many records there are."""
        if not self.access.clauses:
            return 0
        return self._outcome[1]

    def facets(self, *names: str) -> dict[str, list[FacetValue]]:
        """Count records by the values of fields, most frequent first.

        Each facet is counted under the other filters, not its own.
        """
        if unknown := [name for name in names if name not in self.dataset.fields]:
            raise LookupError(f"{self.dataset.name} has no field {unknown[0]!r}")
        shown = [name for name in dict.fromkeys(names) if self.access.showing(name)]

        def compute() -> dict[str, list[FacetValue]]:
            sparse = not self.criteria.empty and self._outcome[1] <= DENSE
            return counting.facets(self.dataset, self.access, self._settled, shown, sparse=sparse)

        if not shown:
            return {name: [] for name in names}
        found = self._remembered(tuple(shown), compute)
        return {name: list(found.get(name, ())) for name in names}

    def states(self) -> dict[str, int]:
        """Count records by state, whatever state is asked; one statement."""
        if not self.access.clauses:
            return {}
        asking = replace(self._settled, states=None)
        return self._remembered(
            ("states", asking), lambda: counting.states(self.dataset, self.access, asking)
        )

    def aggregate(self, by: Iterable[str], threshold: int = 5) -> list[Cell]:
        """Count records by fields, groups under the threshold kept secret; no record is read.

        Open to the scope `aggregates` too, over every record of the dataset.
        """
        return counting.aggregate(self.dataset, self.access, self._settled, tuple(by), threshold)

    def get(self, uuid: uuids.UUID | str) -> RecordView:
        """Return a record by its uuid; raises UnknownRecord."""
        try:
            wanted = uuid if isinstance(uuid, uuids.UUID) else uuids.UUID(uuid)
        except ValueError:
            raise UnknownRecord(str(uuid)) from None
        return self._one(Q(uuid=wanted))

    def one(self, key: str) -> RecordView:
        """Return a record by its key, or by its uuid when it has none; raises UnknownRecord."""
        name = self.dataset.record_key
        if not name or "\0" in key:
            return self.get(key)
        shown = shows(self.access, name)
        where = KEYED & Q(key=key) if shown is None else KEYED & Q(key=key) & shown
        try:
            return self._one(where)
        except UnknownRecord:
            return self.get(key)

    def iterate(self) -> Iterator[RecordView]:
        """Yield every record in order, a thousand at a time, for exports."""
        return every_page(self.page(CHUNK), lambda cursor: self.page(CHUNK, cursor))

    def named(self, keys: Iterable[str]) -> dict[str, RecordView]:
        """Return the records that have one of the keys, by key; one statement."""
        wanted = sorted({key for key in keys if key and "\0" not in key})
        shown = shows(self.access, self.dataset.record_key) if self.dataset.record_key else NOTHING
        rows = marked(self.access, self._rows(self._asked())).filter(KEYED, key__in=wanted)
        rows = rows if shown is None else rows.filter(shown)
        return {row.key: seen(self.dataset, self.access, row) for row in rows}

    def several(self, wanted: Iterable[uuids.UUID]) -> dict[uuids.UUID, RecordView]:
        """Return the records that have one of the uuids, by uuid; one statement."""
        rows = marked(self.access, self._rows(self._asked())).filter(uuid__in=set(wanted))
        return {row.uuid: seen(self.dataset, self.access, row) for row in rows}

    def latest(self, size: int = 20) -> list[RecordView]:
        """Return the records that changed last, for feeds and short lists; one statement."""
        rows = marked(self.access, self._rows(self._asked())).order_by("-updated_at", "-pk")
        return [seen(self.dataset, self.access, row) for row in rows[: min(size, MOST)]]

    def history(self, uuid: uuids.UUID | str) -> list[VersionView]:
        """Return the versions of a record that the viewer may read now, the latest first."""
        from .history import versions

        return versions(self, self.get(uuid))

    def first_end(self) -> Any:
        """Return when the first of these records is no longer kept; None when none ends."""
        return self._rows(self._asked()).aggregate(end=Min("expires_at"))["end"]

    @property
    def relaxed(self) -> bool:
        """Whether no record holds all the words, so that some of them are enough."""
        return len(self.criteria.words or ()) > 1 and self._outcome[0].relaxed

    @cached_property
    def revision(self) -> int:
        """The revision of the dataset when this query was first asked: for caches and ETags."""
        return counting.revision(self.dataset)

    @property
    def readable(self) -> Q:
        """Where a record is one that the viewer may read, whatever is asked."""
        return readable_where(self.dataset, self.access) if self.access.clauses else NOTHING

    # -- inside ----------------------------------------------------------------------------

    def _remembered(self, what: object, compute: Callable[[], T]) -> T:
        if self.criteria.near:  # distances are asked once
            return compute()
        key = (what, self.criteria)
        return counting.remembered(self.dataset, self.access, key, self.revision, compute)

    @cached_property
    def _outcome(self) -> tuple[Criteria, int]:
        """What is asked in the end (some words when no record has them all), and its count."""
        if not self.access.clauses:
            return self.criteria, 0
        return self._remembered("count", self._count)

    def _count(self) -> tuple[Criteria, int]:
        found = counting.count(self.dataset, self.access, self.criteria)
        words = self.criteria.words
        if found or words is None or len(words) < 2:  # noqa: PLR2004
            return self.criteria, found
        some = replace(self.criteria, relaxed=True)
        found = counting.count(self.dataset, self.access, some)
        return (some if found else self.criteria), found

    @property
    def _settled(self) -> Criteria:
        return self._outcome[0] if self.relaxed else self.criteria

    def _asked(self) -> Q | None:
        return asked(self.dataset, self.access, self._settled)

    def _rows(self, where: Q | None) -> QuerySet[Record]:
        if not self.access.clauses:
            return Record.objects.none()
        rows = Record.objects.filter(self.readable)
        return rows if where is None else rows.filter(where)

    def _segments(self) -> tuple[Segment, ...]:
        criteria, ordered = self._settled, self.order and self.access.showing(self.order)
        dense = bool(ordered) and not criteria.empty and self._outcome[1] > DENSE
        ask = partial(asked, self.dataset, self.access, criteria, dense=dense)
        if ordered:
            shown = shows(self.access, self.order)
            return keyed(Segment(ask()), self.order, shown)
        if criteria.words is not None:
            return Segment(ask(where="heading")), Segment(ask(where="rest"))
        return (Segment(ask()),)

    def _cut(self, segments: tuple[Segment, ...], size: int, position: Cursor | None) -> Slice:
        if not self.access.clauses:
            return Slice([], before=False, after=False)
        rows = marked(self.access, self._rows(None)).defer(*UNSEEN)
        return cut(rows, segments, descending=self.descending, size=size, cursor=position)

    def _one(self, where: Q) -> RecordView:
        rows = marked(self.access, self._rows(self._asked())).filter(where)[:1]
        for row in rows:
            return seen(self.dataset, self.access, row)
        raise UnknownRecord(str(where))

    def _tag(self, size: int) -> str:
        what = (self.dataset.service, self.dataset.name, self.order, self.descending, size)
        return sha256(repr((what, self.criteria)).encode()).hexdigest()[:12]

    def seen_everywhere(self, row: Record) -> RecordView:
        """Return a readable row found otherwise than by this query, as the viewer sees it."""
        if len(self.access.clauses) > 1:
            row = marked(self.access, Record.objects.filter(pk=row.pk)).get()
        return seen(self.dataset, self.access, row)


def _at(row: Any, *, backward: bool = False) -> Cursor:
    return Cursor(row.segment, row.sort_key or "", row.pk, backward=backward)
