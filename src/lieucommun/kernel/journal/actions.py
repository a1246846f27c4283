"""Writes of the journal."""

from collections.abc import Iterable
from functools import partial

from django.db import transaction

from .digests import identifier
from .models import JournalEntry
from .sealing import seal_soon

#: One act of reading in this many is sealed at once with those before it: reading costs a line.
READS_PER_SEAL = 50


def record_entry(  # noqa: PLR0913 - what an entry says
    action: str,
    *,
    service: str = "",
    by: int | None = None,
    object_kind: str = "",
    object_id: object = "",
    fields: Iterable[str] = (),
    count: int = 0,
) -> JournalEntry:
    """Append one act (`record.updated`…) by a person (id); `fields` are names, never values.

    `count`: how many, for an act that stands for several.

    It is sealed once the transaction is committed. An `object_id` that is not the shape of an
    identifier is kept as its keyed digest.
    """
    entry = JournalEntry.objects.create(
        action=action,
        service=service,
        person=by,
        object_kind=object_kind,
        object_id=identifier(object_id),
        fields=sorted(map(identifier, fields)),
        count=count,
    )
    _seal_later(service)
    return entry


def record_reads(
    *,
    service: str,
    dataset: str,
    by: int | None,
    count: int,
    fields: Iterable[str],
    through: object = "",
) -> JournalEntry:
    """Append that a person was shown personal fields of some records of a dataset: one line.

    `through`: the device on which they were shown, if one was.
    """
    entry = JournalEntry.objects.create(
        action="records.read",
        service=service,
        person=by,
        object_kind=dataset[:40],
        object_id=identifier(through),
        fields=sorted(map(identifier, fields)),
        count=count,
    )
    if entry.pk % READS_PER_SEAL == 0:
        _seal_later(service)
    return entry


def _seal_later(service: str) -> None:
    """Have a service sealed at the end of the transaction, once however many entries it writes."""
    asked = partial(seal_soon, service)
    for _savepoints, hook, _robust in transaction.get_connection().run_on_commit:
        if isinstance(hook, partial) and (hook.func, hook.args) == (asked.func, asked.args):
            return
    # The act is done: a seal that fails is logged, and made by the next one.
    transaction.on_commit(asked, robust=True)
