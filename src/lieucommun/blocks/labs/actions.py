"""Writes of the canvas: each save is a version that stays."""

from typing import Any

from lieucommun.kernel.datasets.actions import create_record, update_record
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.services.opening import OpenPage

from . import canvas


def save_canvas(
    opened: OpenPage, record: RecordView | None, values: dict[str, Any], version: str
) -> str:
    """Save a canvas and return its address; `version` is the one that the writer had before them.

    Raises InvalidRecord, NotAllowedError, or ConflictError when someone wrote meanwhile.
    """
    written = {name: values.get(name, "") for name in canvas.names(opened)}
    dataset = canvas.dataset_of(opened)
    if record is None:
        return str(create_record(dataset, written, by=opened.viewer).uuid)
    expected = int(version) if version.isdecimal() else record.version
    update_record(dataset, record.uuid, written, by=opened.viewer, expected_version=expected)
    return record.address
