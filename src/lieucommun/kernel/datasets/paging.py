"""Pages of a query, both ways, in one statement however many rows there are.

A query is cut into segments that follow one another: records whose heading matches before the
others, records with a value to sort by before those without (or where it is hidden). Inside a
segment the order is (sort key, id), so that a page starts at an index position. A cursor names a
segment and such a position; it is signed, and a damaged one opens the first page.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import EmptyResultSet
from django.db.models import F, IntegerField, Q, QuerySet, TextField, Value
from django.db.models.lookups import IsNull

from .models import Record
from .predicates import SortKey

SALT = "lieucommun.datasets.cursor"
MOST = 1000


class UnknownCursorError(ValueError):
    """A cursor that is damaged, or that belongs to another query."""


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a query: which records, and the field that orders them (none: their id)."""

    where: Q | None
    sort: str = ""


@dataclass(frozen=True, slots=True)
class Cursor:
    """A position in a query: after it, or before it."""

    segment: int
    key: str
    record: int
    backward: bool = False

    def written(self, tag: str) -> str:
        values = [tag, self.segment, self.key, self.record, int(self.backward)]
        return signing.dumps(values, salt=SALT)


def read_cursor(text: str | None, tag: str, segments: int) -> Cursor | None:
    """Return the position that a text names in the query of this tag; None for any other text."""
    if not text:
        return None
    try:
        found, segment, key, record, backward = signing.loads(text, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError, UnicodeError):
        return None
    if found != tag or not 0 <= segment < segments:
        return None
    return Cursor(segment, key, record, backward=bool(backward))


@dataclass(frozen=True, slots=True)
class Slice:
    """The rows of a page in their order, and whether there are others on each side."""

    rows: list[Record]
    before: bool
    after: bool


def cut(
    base: QuerySet[Record],
    segments: tuple[Segment, ...],
    *,
    descending: bool,
    size: int,
    cursor: Cursor | None,
) -> Slice:
    """Return a page of a query cut into segments: one statement."""
    backward = bool(cursor and cursor.backward)
    reverse = descending != backward
    ranks = range(len(segments))[:: -1 if backward else 1]
    kept = [rank for rank in ranks if not cursor or _ahead(rank, cursor)]
    parts = []
    for rank in kept:
        position = cursor if cursor and rank == cursor.segment else None
        parts.append(_part(base, rank, segments[rank], position, reverse=reverse)[: size + 1])
    rows = _ordered(_joined(parts, size + 1), kept, reverse=reverse)
    more = len(rows) > size
    rows = rows[:size]
    if backward:
        rows.reverse()
    return Slice(rows, before=more if backward else cursor is not None, after=backward or more)


def keyed(segment: Segment, name: str, shown: Q | None) -> tuple[Segment, Segment]:
    """Cut a segment in two: records with a visible value to sort by, then the others."""
    bare = Q(IsNull(SortKey(name), True))  # noqa: FBT003 - the signature of the lookup
    where = segment.where or Q()
    if shown is None:
        return Segment(segment.where, name), Segment(where & bare)
    return Segment(where & shown, name), Segment(where & (bare | ~shown))


def _ahead(rank: int, cursor: Cursor) -> bool:
    return rank <= cursor.segment if cursor.backward else rank >= cursor.segment


def _part(
    base: QuerySet[Record], rank: int, segment: Segment, position: Cursor | None, *, reverse: bool
) -> QuerySet[Any]:
    key: Any = SortKey(segment.sort) if segment.sort else Value("", output_field=TextField())
    rows = base.annotate(segment=Value(rank, output_field=IntegerField()), sort_key=key)
    if segment.where is not None:
        rows = rows.filter(segment.where)
    if segment.sort:
        # As `IS NOT NULL`, in words that let SQLite start from the index.
        rows = rows.filter(sort_key__gte="")
    if position:
        side = "lt" if reverse else "gt"
        past = Q(**{f"pk__{side}": position.record})
        if segment.sort:
            beyond = Q(**{f"sort_key__{side}": position.key})
            rows = rows.filter(**{f"sort_key__{side}e": position.key}).filter(beyond | past)
        else:
            rows = rows.filter(past)
    names = ("sort_key", "pk") if segment.sort else ("pk",)
    return rows.order_by(*((F(name).desc() if reverse else F(name).asc()) for name in names))


def _joined(parts: list[QuerySet[Any]], size: int) -> list[Any]:
    if len(parts) == 1:
        return list(parts[0])
    statements: list[str] = []
    params: list[Any] = []
    for rank, part in enumerate(parts):
        try:
            sql, given = part.query.sql_with_params()
        except EmptyResultSet:  # Django knows that nothing can be there
            continue
        statements.append(f"SELECT * FROM ({sql}) AS part{rank}")  # noqa: S608 - our own SQL
        params += given
    if not statements:
        return []
    sql = " UNION ALL ".join(statements) + f" LIMIT {size}"
    return list(Record.objects.raw(sql, params))


def _ordered(rows: Iterable[Any], ranks: list[int], *, reverse: bool) -> list[Any]:
    """Return rows in the order asked: SQL promises none for the parts of a union."""
    found: list[Any] = []
    kept = list(rows)
    for rank in ranks:
        inside = [row for row in kept if row.segment == rank]
        found += sorted(inside, key=lambda row: (row.sort_key, row.pk), reverse=reverse)
    return found


def every_page(first: Any, after: Any) -> Iterator[Any]:
    """Yield the items of a page, then of those that follow."""
    page = first
    while True:
        yield from page.items
        if not page.next:
            return
        page = after(page.next)
