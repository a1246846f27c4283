"""The one writer of seals: puts committed entries in the chain of their service, in order.

Entries are written by many transactions at once; they are chained later by whoever holds the
row of the whole place, one at a time on both databases. The order of a chain is that of sealing.
"""

import threading
from collections.abc import Iterable

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from . import digests
from .models import PLACE, JournalEntry, JournalHead, JournalSeal

BATCH = 1000
#: How far behind the greatest sealed entry a usual seal looks, for those committed late.
MARGIN = 1000


#: Services that wait to be sealed in this process, and who seals.
_asked: set[str] = set()
_busy = threading.Lock()


def seal_soon(service: str) -> None:
    """Seal a service now, or let who seals at this moment do it next: nobody waits for another."""
    _asked.add(service)
    while _asked and _busy.acquire(blocking=False):
        try:
            if _asked:
                seal(_asked.pop())
        finally:
            _busy.release()


@transaction.atomic
def seal(service: str | None = None) -> int:
    """Seal the entries of a service that wait since its last seal; None: all that wait anywhere.

    Returns how many were sealed.
    """
    place = locked()
    heads = {head.service: head for head in JournalHead.objects.exclude(service=PLACE)}
    waiting = unsealed()
    if service is not None:
        since = heads[service].entry - margin() if service in heads else 0
        waiting = waiting.filter(service=service, pk__gt=since)
    sealed = 0
    more = True
    while more and (batch := list(waiting.order_by("pk")[:BATCH])):
        _chain(batch, heads)
        sealed += len(batch)
        more = len(batch) == BATCH
    if sealed:
        sign(place, heads.values())
    return sealed


def margin() -> int:
    """Return how far behind a usual seal looks: on SQLite, what comes later is numbered later."""
    return MARGIN if connection.features.has_select_for_update else 0


def unsealed() -> QuerySet[JournalEntry]:
    """Return the entries that no seal names."""
    return JournalEntry.objects.filter(~Exists(JournalSeal.objects.filter(entry=OuterRef("pk"))))


def locked() -> JournalHead:
    """Return the row of the place, held until the end of the transaction: one writer at a time."""
    rows = JournalHead.objects.filter(service=PLACE)
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    found = rows.first()
    if found is None:
        JournalHead.objects.get_or_create(service=PLACE)
        found = rows.get()
    return found


def sign(place: JournalHead, heads: Iterable[JournalHead] | None = None) -> None:
    """Sign where every chain ends; `heads` are those of every service, when they are known."""
    known = JournalHead.objects.exclude(service=PLACE) if heads is None else heads
    place.hash = digests.summary(known)
    place.signature = digests.signed("head", place.hash)
    place.save(update_fields=["hash", "signature"])


def _chain(batch: list[JournalEntry], heads: dict[str, JournalHead]) -> None:
    seals = []
    for entry in batch:
        head = heads.setdefault(entry.service, JournalHead(service=entry.service))
        previous = head.hash or digests.ORIGIN
        head.hash = digests.chained(entry, previous)
        head.sequence += 1
        head.entry = max(head.entry, entry.pk)
        seals.append(
            JournalSeal(
                service=entry.service,
                sequence=head.sequence,
                entry=entry.pk,
                previous=previous,
                hash=head.hash,
            )
        )
    JournalSeal.objects.bulk_create(seals)
    for service in {entry.service for entry in batch}:
        heads[service].save()
