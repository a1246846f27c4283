"""Reads: the documents of a record, and what a code tells."""

import uuid as uuids

from lieucommun.kernel.datasets.records import RecordView

from .codes import read_code
from .models import Delivered


def documents_of(record: RecordView) -> list[Delivered]:
    """Return the documents delivered from a record that its viewer may open, the latest first.

    A document tells fields: only who sees all of them may open it.
    """
    rows = Delivered.objects.filter(record=record.uuid).select_related("file").order_by("-pk")
    return [row for row in rows if opens(record, row)]


def opens(record: RecordView, document: Delivered) -> bool:
    """Say whether the viewer of a record may open a document made from it."""
    return set(document.fields) & set(record.dataset.fields) <= record.visible


def verified(typed: str) -> Delivered | None:
    """Return the document that a code names, as someone typed it; None when there is none."""
    code = read_code(typed)
    found = Delivered.objects.filter(code=code).select_related("file") if code else None
    return found.first() if found is not None else None


def find(uuid: uuids.UUID) -> Delivered | None:
    """Return a document by its uuid; the caller checks who opens it."""
    return Delivered.objects.filter(uuid=uuid).select_related("file").first()
