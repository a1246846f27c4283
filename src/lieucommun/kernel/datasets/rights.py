"""What a viewer may do to one record, asked before a button is shown."""

import uuid
from typing import Literal

from lieucommun.kernel.people.viewer import Viewer

from .access import writable
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
    conditions = writable(dataset, viewer, verb)
    if not conditions:
        return False
    rows = Record.objects.filter(in_dataset(dataset.service_id, dataset.name), uuid=record)
    where = any_of(conditions)
    return (rows if where is None else rows.filter(where)).exists()
