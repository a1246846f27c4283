"""What a viewer may do to one record, asked before a button is shown."""

import uuid
from typing import Literal

from lieucommun.kernel.people.viewer import Viewer

from .access import Condition, moving, writable
from .models import Record
from .predicates import any_of, in_dataset
from .schema import Dataset


def may_change(
    dataset: Dataset,
    viewer: Viewer,
    record: uuid.UUID,
    verb: Literal["update", "delete"] = "update",
) -> bool:
    """Say whether a viewer may change, or delete, a record (its uuid); one query at most."""
    return _holds(dataset, record, writable(dataset, viewer, verb))


def may_move(dataset: Dataset, viewer: Viewer, record: uuid.UUID, transition: str) -> bool:
    """Say whether a viewer may take a record through a transition; one query at most.

    Whether the record is in a state that the transition leaves is not asked.
    """
    known = dataset.workflow.transitions.get(transition) if dataset.workflow else None
    return known is not None and _holds(dataset, record, moving(dataset, viewer, known.by))


def _holds(dataset: Dataset, record: uuid.UUID, conditions: frozenset[Condition]) -> bool:
    if not conditions:
        return False
    rows = Record.objects.filter(in_dataset(dataset.service_id, dataset.name), uuid=record)
    where = any_of(conditions)
    return (rows if where is None else rows.filter(where)).exists()
