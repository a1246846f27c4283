"""Sending a file to a field of a record, in one act."""

import uuid as uuids

from django.db import transaction

from lieucommun.kernel.files.actions import discard, keep
from lieucommun.kernel.files.incoming import Readable
from lieucommun.kernel.people.viewer import Viewer

from .actions import Written, update_record
from .attached import TYPES, value_of
from .queries import query
from .schema import Dataset
from .writing import System


def attach_file(  # noqa: PLR0913 - which field of which record, what comes, from whom
    dataset: Dataset,
    uuid: uuids.UUID | str,
    field: str,
    stream: Readable,
    *,
    name: str,
    by: Viewer | System,
    expected_version: int | None = None,
) -> Written:
    """Keep a file and write it in a field of a record; nothing of it stays if either fails.

    Raises RefusedFile, or what update_record does.
    """
    kind = dataset.fields[field].type
    if kind not in TYPES:
        raise LookupError(f"{dataset.name}.{field} holds no file")
    if not isinstance(by, System):
        query(dataset, by).get(uuid)  # nothing is received for a record that one cannot read
    row = keep(stream, name=name, service=dataset.service, by=by.person, purpose=kind)
    try:
        with transaction.atomic():
            changes = {field: value_of(row)}
            return update_record(dataset, uuid, changes, by=by, expected_version=expected_version)
    except BaseException:
        discard(row)
        raise
