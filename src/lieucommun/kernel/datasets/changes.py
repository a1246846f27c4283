"""What changed in the records that a viewer may read, since a cursor: for copies kept elsewhere.

The whole list first, then versions as they are written. A cursor is about what its viewer may see:
when that changes, the list begins again.
"""

import datetime as dt
import uuid as uuids
from dataclasses import dataclass
from hashlib import blake2b

from django.db import connection
from django.utils import timezone

from .access import Atom
from .models import Record, RecordVersion
from .queries import RecordQuery
from .records import RecordView
from .sight import marked, seen

#: Records of a page.
SIZE = 500
#: Digits of a number of a cursor.
LONGEST = 19
#: On PostgreSQL, a version that was numbered before another may be committed after it: those that
#: are younger than this are told again the next time.
SETTLED = dt.timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Changes:
    """A page of changes: records as they are now, and those that are no longer to be read.

    `reset`: the whole list begins here. `more`: the next page is there already.
    """

    records: list[RecordView]
    gone: list[uuids.UUID]
    next: str
    more: bool
    reset: bool = False


def sight_of(query: RecordQuery, version: str) -> str:
    """Return a digest of what a viewer may see of a dataset in a version of its service."""
    clauses = sorted(
        (
            sorted(clause.visible),
            sorted(clause.blur),
            sorted(sorted(map(_said, condition)) for condition in clause.when),
        )
        for clause in query.access.clauses
    )
    return blake2b(repr((version, clauses)).encode(), digest_size=6).hexdigest()


def changes(query: RecordQuery, since: str, version: str, size: int = SIZE) -> Changes:
    """Return what changed since a cursor ("" for everything); an unknown cursor begins again.

    `version` is the hash of the service. Three statements at most.
    """
    mark = sight_of(query, version)
    cursor = _read(since, mark)
    if cursor is None:
        return _listed(query, mark, _settled(query), 0, size, reset=True)
    anchor, after = cursor
    if after is not None:
        return _listed(query, mark, anchor, after, size, reset=False)
    return _followed(query, mark, anchor, size)


def _listed(
    query: RecordQuery, mark: str, anchor: int, after: int, size: int, *, reset: bool
) -> Changes:
    rows = marked(query.access, Record.objects.filter(query.readable, pk__gt=after))
    found = list(rows.order_by("pk")[: size + 1])
    more, found = len(found) > size, found[:size]
    views = [seen(query.dataset, query.access, row) for row in found]
    place = f".{found[-1].pk}" if more else ""
    return Changes(views, [], f"{mark}.{anchor}{place}", more=more, reset=reset)


def _followed(query: RecordQuery, mark: str, anchor: int, size: int) -> Changes:
    dataset = query.dataset
    rows = RecordVersion.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    fresh = list(
        rows.filter(pk__gt=anchor).order_by("pk").values_list("pk", "record", "at")[: size + 1]
    )
    more, fresh = len(fresh) > size, fresh[:size]
    touched = list(dict.fromkeys(record for _, record, _ in fresh))
    views = query.several(touched) if touched else {}
    before = _settled_before()
    sure = [pk for pk, _, at in fresh if at < before]
    last = fresh[-1][0] if more else max(sure, default=anchor)
    gone = [uuid for uuid in touched if uuid not in views]
    ordered = [views[uuid] for uuid in touched if uuid in views]
    return Changes(ordered, gone, f"{mark}.{last}", more=more)


def _settled(query: RecordQuery) -> int:
    """Return the number of a version before which no other can appear any more."""
    dataset = query.dataset
    rows = RecordVersion.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    latest = rows.order_by("-pk").values_list("pk", "at")[:SIZE]
    before = _settled_before()
    told = list(latest)
    return next((pk for pk, at in told if at < before), told[-1][0] - 1 if told else 0)


def _settled_before() -> dt.datetime:
    """Return since when a version may still appear before one that is there already."""
    late = SETTLED if connection.features.has_select_for_update else -SETTLED
    return timezone.now() - late


def _read(cursor: str, mark: str) -> tuple[int, int | None] | None:
    parts = cursor.split(".")
    numbers = [int(each) for each in parts[1:] if each.isdecimal() and len(each) < LONGEST]
    if parts[0] != mark or len(numbers) != len(parts) - 1 or len(numbers) not in {1, 2}:
        return None
    return numbers[0], numbers[1] if len(numbers) > 1 else None


def _said(atom: Atom) -> str:
    return f"{atom.kind}:{atom.field}:{sorted(atom.values)}"
