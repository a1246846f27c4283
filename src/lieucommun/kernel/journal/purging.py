"""The retention of the journal itself: the only way that entries leave it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from . import digests
from .actions import record_entry
from .models import PLACE, JournalAnchor, JournalEntry, JournalHead, JournalSeal
from .sealing import locked, seal


@transaction.atomic
def purge(before: dt.datetime) -> int:
    """Delete the entries older than an instant, from the beginning of each chain, and say so.

    A signed anchor takes the place of each span, so that what stays can still be verified. Returns
    how many entries were deleted.
    """
    locked()
    seal()
    services = JournalHead.objects.exclude(service=PLACE).values_list("service", flat=True)
    deleted = sum(_purge_chain(service, before) for service in sorted(services))
    seal()
    return deleted


def _purge_chain(service: str, before: dt.datetime) -> int:
    seals = JournalSeal.objects.filter(service=service)
    recent = JournalEntry.objects.filter(service=service, at__gte=before)
    kept = seals.filter(entry__in=recent.values("pk")).order_by("sequence").first()
    span = seals.filter(sequence__lt=kept.sequence) if kept else seals
    first, last = span.order_by("sequence").first(), span.order_by("sequence").last()
    if first is None or last is None:
        return 0
    anchor = JournalAnchor(
        service=service,
        first=first.sequence,
        last=last.sequence,
        hash=last.hash,
        at=timezone.now(),
    )
    anchor.signature = digests.signed("anchor", digests.spanned(anchor))
    anchor.save()
    entries = JournalEntry.objects.filter(pk__in=span.values("entry"))
    entries._raw_delete(entries.db)  # noqa: SLF001 - no row is read
    span._raw_delete(span.db)  # noqa: SLF001
    record_entry("journal.purged", service=service, object_kind="journal", object_id=anchor.hash)
    return anchor.last - anchor.first + 1
