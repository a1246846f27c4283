"""From a row to what its viewer sees of it: visible fields, and points on the finest grid told."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, QuerySet

from lieucommun.kernel.journal.reading import current

from .access import Access, Clause
from .fields import Json
from .fields.places import blurred
from .models import Record
from .predicates import holds
from .records import RecordView
from .schema import Dataset


def marked(access: Access, rows: QuerySet[Record]) -> QuerySet[Record]:
    """Mark which clauses hold on each row, when there are several: SQL alone decides it."""
    if len(access.clauses) == 1:
        return rows
    marks = {}
    for rank, clause in enumerate(access.clauses):
        where = holds(clause)
        if where is not None:
            marks[f"clause{rank}"] = ExpressionWrapper(where, output_field=BooleanField())
    return rows.annotate(**marks)


def holding(access: Access, row: Record) -> list[Clause]:
    """Return the clauses that hold on a marked row."""
    clauses = access.clauses
    if len(clauses) == 1:
        return list(clauses)
    return [clause for rank, clause in enumerate(clauses) if getattr(row, f"clause{rank}", True)]


def seen(dataset: Dataset, access: Access, row: Record) -> RecordView:
    """Return a readable, marked row as its viewer sees it."""
    held = holding(access, row)
    visible = visible_in(held)
    grids = finest(held, visible)
    data = shown_data(dataset, held, row.data)
    if (readings := current()) is not None:
        personal = [name for name in data if dataset.fields[name].personal]
        readings.note(dataset.service, dataset.name, row.uuid, personal)
    return RecordView(
        dataset=dataset,
        uuid=row.uuid,
        key=row.key if dataset.record_key in visible else "",
        version=row.version,
        state=row.state,
        organisation=row.organisation_id,
        data=data,
        created_at=row.created_at,
        updated_at=row.updated_at,
        visible=visible | frozenset(grids),
        blurred={name: grid for name, grid in grids.items() if name in data},
        offered=access.offered,
        assignee=row.assignee_id,
    )


def shown_data(
    dataset: Dataset, held: Iterable[Clause], data: Mapping[str, Json]
) -> dict[str, Json]:
    """Return the part of some data that clauses show, in the order of the fields."""
    clauses = list(held)
    visible = visible_in(clauses)
    grids = finest(clauses, visible)
    found: dict[str, Any] = {}
    for name in dataset.fields:
        value = data.get(name)
        if value is not None and name in visible:
            found[name] = value
        elif value is not None and name in grids:
            found[name] = blurred(value, grids[name])
    return found


def visible_in(held: Iterable[Clause]) -> frozenset[str]:
    """Return the fields that some of the clauses shows as they are."""
    return frozenset().union(*(clause.visible for clause in held))


def finest(held: Iterable[Clause], visible: frozenset[str]) -> dict[str, float]:
    """Return the finest grid of each field that is blurred and not otherwise visible."""
    grids: dict[str, float] = {}
    for clause in held:
        for name, grid in clause.blur:
            if name not in visible:
                grids[name] = min(grid, grids.get(name, grid))
    return grids
