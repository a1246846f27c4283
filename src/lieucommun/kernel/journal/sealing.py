"""The one writer of seals: puts committed entries in the chain of their service, in order.

Entries are written by many transactions at once; they are chained later by whoever holds the
row of the whole place, one at a time on both databases. The order of a chain is that of sealing.
"""

from django.db import connection, transaction
from django.db.models import Exists, OuterRef, QuerySet

from . import digests
from .models import PLACE, JournalEntry, JournalHead, JournalSeal

BATCH = 1000
#: How far behind the greatest sealed entry a usual seal looks, for those committed late.
MARGIN = 1000


@transaction.atomic
def seal(service: str | None = None) -> int:
    """Seal the entries of a service that wait since its last seal; None: all that wait anywhere.

    Returns how many were sealed.
    """
    place = locked()
    heads = {head.service: head for head in JournalHead.objects.exclude(service=PLACE)}
    waiting = unsealed()
    if service is not None:
        since = heads[service].entry - MARGIN if service in heads else 0
        waiting = waiting.filter(service=service, pk__gt=since)
    sealed = 0
    while batch := list(waiting.order_by("pk")[:BATCH]):
        _chain(batch, heads)
        sealed += len(batch)
    if sealed:
        sign(place)
    return sealed


def unsealed() -> QuerySet[JournalEntry]:
    """Return the entries that no seal names."""
    return JournalEntry.objects.filter(~Exists(JournalSeal.objects.filter(entry=OuterRef("pk"))))


def locked() -> JournalHead:
    """Return the row of the place, held until the end of the transaction: one writer at a time."""
    JournalHead.objects.get_or_create(service=PLACE)
    rows = JournalHead.objects.all()
    if connection.features.has_select_for_update:
        rows = rows.select_for_update()
    return rows.get(service=PLACE)


def sign(place: JournalHead) -> None:
    """Sign where every chain ends."""
    place.hash = digests.summary(JournalHead.objects.exclude(service=PLACE))
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
