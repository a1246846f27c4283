"""The versions of a record, as its reader may see them."""

from typing import TYPE_CHECKING, Any

from .access import Clause, readable
from .fields import Json
from .fields.places import blurred
from .models import Record, RecordVersion
from .records import RecordView, VersionView

if TYPE_CHECKING:
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
        data = _seen(query, held, row.data)
        names = [name for name in query.dataset.fields if data.get(name) != before.get(name)]
        found.append(
            VersionView(row.version, row.action, row.state, data, tuple(names), row.by_id, row.at)
        )
        before = data
    return found[::-1]


def _holding(query: "RecordQuery", record: RecordView) -> list[Clause]:
    """Return the clauses, one condition each, that hold on the record as it is now."""
    from .queries import RecordQuery

    access = readable(query.dataset, query.viewer, merged=False)
    single = RecordQuery(query.dataset, query.viewer, access)
    row = single.marked(Record.objects.filter(uuid=record.uuid)).get()
    return single.holding(row)


def _held_then(clause: Clause, row: RecordVersion) -> bool:
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


def _seen(query: "RecordQuery", held: list[Clause], data: dict[str, Any]) -> dict[str, Json]:
    from .queries import finest

    visible = frozenset().union(*(clause.visible for clause in held))
    grids = finest(held, visible)
    found = {}
    for name in query.dataset.fields:
        value = data.get(name)
        if value is not None and name in visible:
            found[name] = value
        elif value is not None and name in grids:
            found[name] = blurred(value, grids[name])
    return found
