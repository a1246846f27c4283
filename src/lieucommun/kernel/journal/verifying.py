"""Verification of the journal: does every chain hold, and where does the first one break?"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from django.db import DatabaseError, connection
from django.db.models import TextField
from django.db.models.functions import Cast

from . import digests, guards
from .models import PLACE, JournalAnchor, JournalEntry, JournalHead, JournalSeal
from .sealing import BATCH, unsealed

#: altered: an entry is not what was sealed; missing: an entry or a seal is gone; reordered: a seal
#: does not follow the one before it; anchor, head: what stands for a purged span, or for the end
#: of the chains, is not what this place signed.
Kind = Literal["altered", "missing", "reordered", "anchor", "head"]


@dataclass(frozen=True, slots=True)
class Break:
    """The first place where a chain does not hold; `entry` is None when it is not known."""

    kind: Kind
    sequence: int
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Chain:
    """The chain of a service: its length (purged entries included), what waits, what is broken."""

    service: str
    sealed: int
    purged: int
    unsealed: int
    head: str
    broken: Break | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What verification found. `signed`: the ends of the chains are those this place signed."""

    chains: tuple[Chain, ...]
    signed: bool
    unguarded: tuple[str, ...]
    readable: bool = True

    @property
    def holds(self) -> bool:
        broken = any(chain.broken for chain in self.chains)
        return self.signed and self.readable and not broken and not self.unguarded


def verify() -> Verdict:
    """Verify every chain; reads only."""
    heads = {head.service: head for head in JournalHead.objects.all()}
    place = heads.pop(PLACE, None)
    try:
        waiting = _waiting()
    except (DatabaseError, ValueError):  # bytes that are no text: an entry was altered
        waiting, readable = {}, False
    else:
        readable = True
    services = {*heads, *waiting}
    for model in (JournalSeal, JournalAnchor):
        services |= set(model.objects.values_list("service", flat=True).distinct())
    chains = tuple(
        _chain(service, heads.get(service), waiting.get(service, 0)) for service in sorted(services)
    )
    signed = _is_signed(place, heads, bare=not any(chain.sealed for chain in chains))
    return Verdict(chains, signed, guards.missing(connection), readable)


def _waiting() -> dict[str, int]:
    found: dict[str, int] = {}
    for service in unsealed().values_list("service", flat=True).iterator():
        found[service] = found.get(service, 0) + 1
    return found


def _is_signed(place: JournalHead | None, heads: dict[str, JournalHead], *, bare: bool) -> bool:
    if place is None or not place.hash:
        return bare and not heads
    summary = digests.summary(heads.values())
    return summary == place.hash and digests.is_signed("head", summary, place.signature)


def _chain(service: str, head: JournalHead | None, waiting: int) -> Chain:
    purged, previous, broken = _anchored(service)
    sequence = purged
    if broken is None:
        for seal, entry in _links(service):
            broken = _break(seal, entry, sequence + 1, previous)
            if broken:
                break
            sequence, previous = seal.sequence, seal.hash
    if broken is None:
        broken = _end(head, sequence, previous)
    return Chain(service, sequence, purged, waiting, previous, broken)


def _anchored(service: str) -> tuple[int, str, Break | None]:
    """Return what was purged of a chain: its last sequence and hash, and what is wrong with it."""
    last, previous = 0, digests.ORIGIN
    for anchor in JournalAnchor.objects.filter(service=service).order_by("last"):
        mine = digests.is_signed("anchor", digests.spanned(anchor), anchor.signature)
        if not mine or anchor.first != last + 1:
            return last, previous, Break("anchor", anchor.first)
        last, previous = anchor.last, anchor.hash
    return last, previous, None


def _links(service: str) -> Iterator[tuple[JournalSeal, JournalEntry | None]]:
    rows = JournalSeal.objects.filter(service=service).order_by("sequence")
    after = -1
    while batch := list(rows.filter(sequence__gt=after)[:BATCH]):
        entries = _entries([seal.entry for seal in batch])
        for seal in batch:
            yield seal, entries.get(seal.entry)
        after = batch[-1].sequence


def _break(
    seal: JournalSeal, entry: JournalEntry | None, expected: int, previous: str
) -> Break | None:
    if seal.sequence != expected:
        return Break("missing" if seal.sequence > expected else "reordered", expected)
    if seal.previous != previous:
        return Break("reordered", expected, seal.entry)
    if entry is None:
        return Break("missing", expected, seal.entry)
    altered = not entry.action or entry.service != seal.service
    if altered or digests.chained(entry, previous) != seal.hash:
        return Break("altered", expected, seal.entry)
    return None


def _end(head: JournalHead | None, sequence: int, previous: str) -> Break | None:
    if head is None:
        return Break("head", sequence) if sequence else None
    if head.sequence > sequence:
        return Break("missing", sequence + 1)
    if (head.sequence, head.hash or digests.ORIGIN) != (sequence, previous):
        return Break("head", sequence)
    return None


def _entries(ids: list[int]) -> dict[int, JournalEntry]:
    """Return entries by id; one whose bytes cannot be read comes without an action: altered."""
    rows = JournalEntry.objects.annotate(
        raw_at=Cast("at", TextField()), raw_fields=Cast("fields", TextField())
    )
    try:
        found = rows.in_bulk(ids)
        return {pk: entry if _as_written(entry) else JournalEntry() for pk, entry in found.items()}
    except (DatabaseError, ValueError, TypeError, AttributeError):
        if len(ids) == 1:
            return {ids[0]: JournalEntry()}
        middle = len(ids) // 2
        return _entries(ids[:middle]) | _entries(ids[middle:])


def _as_written(entry: JournalEntry) -> bool:
    """Say whether SQLite's texts are those Django writes: others may read as the same value."""
    if connection.vendor != "sqlite":
        return True
    at = connection.ops.adapt_datetimefield_value(entry.at)
    fields = connection.ops.adapt_json_value(entry.fields, None)
    return (entry.raw_at, entry.raw_fields) == (at, fields)  # type: ignore[attr-defined]
