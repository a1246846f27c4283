"""What a viewer may do to one record, asked before a button is shown."""

import uuid
from collections.abc import Mapping
from typing import Literal

from django.utils import timezone

from lieucommun.engines.xforms import ExpressionError
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.conditions import met

from .access import Condition, moving, readable, writable
from .fields import Json
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


def reads_whole(dataset: Dataset, viewer: Viewer) -> bool:
    """Say whether a viewer reads every record of a dataset with all its fields."""
    fields = set(dataset.fields)
    return any(each.always and fields <= each.visible for each in readable(dataset, viewer).clauses)


def may_move(dataset: Dataset, viewer: Viewer, record: uuid.UUID, transition: str) -> bool:
    """Say whether a viewer may take a record through a transition; one query at most.

    Whether the record is in a state that the transition leaves is not asked.
    """
    known = dataset.workflow.transitions.get(transition) if dataset.workflow else None
    return known is not None and _holds(dataset, record, moving(dataset, viewer, known.by))


def meets(dataset: Dataset, data: Mapping[str, Json], when: str) -> bool:
    """Say whether data meets a condition; one that cannot be computed is not met."""
    now, zone = timezone.now(), timezone.get_default_timezone()
    try:
        return met(when, dataset.fields, data, now=now, zone=zone)
    except ExpressionError:
        return False


def is_ready(dataset: Dataset, record: uuid.UUID, transition: str) -> bool:
    """Say whether a record meets the condition of a transition, all its fields considered.

    One query for a transition that has a condition, none for the others.
    """
    known = dataset.workflow.transitions.get(transition) if dataset.workflow else None
    if known is None or not known.when:
        return known is not None
    rows = Record.objects.filter(in_dataset(dataset.service_id, dataset.name), uuid=record)
    data = rows.values_list("data", flat=True).first()
    return data is not None and meets(dataset, data, known.when)


def _holds(dataset: Dataset, record: uuid.UUID, conditions: frozenset[Condition]) -> bool:
    if not conditions:
        return False
    rows = Record.objects.filter(in_dataset(dataset.service_id, dataset.name), uuid=record)
    where = any_of(conditions)
    return (rows if where is None else rows.filter(where)).exists()
