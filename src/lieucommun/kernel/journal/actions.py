"""Writes of the journal."""

from collections.abc import Iterable

from .models import JournalEntry


def record_entry(
    action: str,
    *,
    service: str = "",
    by: int | None = None,
    object_kind: str = "",
    object_id: object = "",
    fields: Iterable[str] = (),
) -> JournalEntry:
    """Append one act (`record.updated`…) by a person (id); `fields` are names, never values."""
    return JournalEntry.objects.create(
        action=action,
        service=service,
        person=by,
        object_kind=object_kind,
        object_id=str(object_id),
        fields=sorted(fields),
    )
