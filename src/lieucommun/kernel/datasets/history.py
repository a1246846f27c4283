"""The versions of a record, as its reader may see them."""

from typing import TYPE_CHECKING

from .access import Clause, readable
from .models import Record, RecordVersion
from .records import RecordView, VersionView
from .sight import holding, marked, shown_data

if TYPE_CHECKING:
    from .fields import Json
    from .queries import RecordQuery


def versions(query: "RecordQuery", record: RecordView) -> list[VersionView]:
    """Return the versions that the viewer may read of a record read now, the latest first.

    A version is seen where its own state and sharing allowed it: a draft stays unseen by those
    who only read what is published. What is hidden today is hidden in every version.
    """
    clauses = _holding(query, record)
    rows = RecordVersion.objects.filter(
        record=record.uuid, service_id=query.dataset.service_id, dataset=query.dataset.name
    )
    found = []
    before: dict[str, Json] = {}
    for row in rows.order_by("version"):
        held = [clause for clause in clauses if _held_then(clause, row)]
        if not held:
            continue
        data = shown_data(query.dataset, held, row.data)
        changed = tuple(name for name in query.dataset.fields if data.get(name) != before.get(name))
        act = RecordVersion.Action(row.action).value
        found.append(VersionView(row.version, act, row.state, data, changed, row.by_id, row.at))
        before = data
    return found[::-1]


def _holding(query: "RecordQuery", record: RecordView) -> list[Clause]:
    """Return the clauses, one condition each, that hold on the record as it is now."""
    access = readable(query.dataset, query.viewer, merged=False)
    row = marked(access, Record.objects.filter(uuid=record.uuid)).get()
    return holding(access, row)


def _held_then(clause: Clause, row: RecordVersion) -> bool:
    """Say whether what the version itself tells, its state and its sharing, allowed it."""
    return any(
        all(
            row.state in atom.values
            if atom.kind == "state"
            else row.data.get(atom.field) is True
            if atom.kind == "term" and atom.values == frozenset({"true"})
            else True
            for atom in condition
        )
        for condition in clause.when
    )
