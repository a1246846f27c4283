"""Writes of the canvas: each save is a version that stays."""

import uuid
from contextlib import suppress
from typing import Any

from lieucommun.kernel.datasets.actions import create_record, update_record
from lieucommun.kernel.datasets.errors import ConflictError, DataProblem, InvalidRecord
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.services.opening import OpenPage

from . import canvas


def start_canvas(opened: OpenPage, values: dict[str, Any], token: str) -> str:
    """Save a first version and return its address; the same token twice starts one canvas.

    `token` is the uuid that the form was given. Raises InvalidRecord or NotAllowedError.
    """
    wanted = _uuid(token)
    with suppress(UnknownRecord):
        return canvas.canvas(opened, str(wanted)).address
    dataset, written = canvas.dataset_of(opened), _written(opened, values)
    try:
        return str(create_record(dataset, written, by=opened.viewer, uuid=wanted).uuid)
    except InvalidRecord as invalid:
        if not any(_is_taken(problem, wanted) for problem in invalid.problems):
            raise
    with suppress(UnknownRecord):  # the same form, sent twice at once
        return canvas.canvas(opened, str(wanted)).address
    return str(create_record(dataset, written, by=opened.viewer).uuid)


def save_canvas(
    opened: OpenPage, record: RecordView, values: dict[str, Any], version: int | None
) -> str:
    """Save one more version and return its address; `version` is the one its writer had read.

    Raises InvalidRecord, NotAllowedError, or ConflictError when someone wrote something else
    meanwhile; the same text sent twice is one version.
    """
    written = _written(opened, values)
    expected = record.version if version is None else version
    try:
        update_record(
            canvas.dataset_of(opened),
            record.uuid,
            written,
            by=opened.viewer,
            expected_version=expected,
        )
    except ConflictError as conflict:
        if any(_plain(conflict.data.get(name)) != _plain(text) for name, text in written.items()):
            raise
    return record.address


def _is_taken(problem: DataProblem, wanted: uuid.UUID) -> bool:
    return problem.code == "unique" and problem.params.get("found") == str(wanted)


def _written(opened: OpenPage, values: dict[str, Any]) -> dict[str, Any]:
    return {name: values.get(name, "") for name in canvas.names(opened)}


def _plain(text: object) -> str:
    return " ".join(str(text or "").split())


def _uuid(token: str) -> uuid.UUID:
    try:
        return uuid.UUID(token)
    except ValueError:
        return uuid.uuid4()
