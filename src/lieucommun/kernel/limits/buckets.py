"""Where allowances are counted: a token bucket for each digest, held as the time it is full again.

One number is enough (the "generic cell rate algorithm" of ATM Forum TM 4.0, annex): each act moves
the time by `within / most` seconds, and is refused when that would lie further than `within` ahead.
A refusal writes nothing, so an attacker neither costs a write nor keeps others waiting.
"""

import heapq
import itertools
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Protocol

from django.db import connection, transaction

from .models import Allowance

#: Digests held in one process (some 20 MB); beyond, those nearest to full are forgotten.
MOST_HELD = 100_000
#: Unix times are floats: what is nearer than this is the same instant.
GRAIN = 1e-6


@dataclass(frozen=True, slots=True)
class Rate:
    """`most` acts at once, refilled evenly over `within` seconds."""

    most: int
    within: float

    @property
    def step(self) -> float:
        return self.within / self.most

    def later(self, full_at: float | None, now: float) -> float:
        """Return when the bucket is full after one more act; a clock set back owes nothing."""
        held = now if full_at is None or full_at > now + self.within else max(full_at, now)
        return held + self.step


class Buckets(Protocol):
    """Where times are kept."""

    def take(self, digest: str, rate: Rate, now: float) -> float | None:
        """Count one act and return when the bucket is full again; nothing when refused."""

    def full_at(self, digest: str) -> float | None:
        """Return when the bucket is full again; nothing when it already is, or was never used."""

    def forget(self, digest: str) -> None:
        """Fill the bucket."""


class InProcess:
    """Counts of a place of one process: in memory, for a write to SQLite at each try is too dear.

    They start anew with the process.
    """

    _lock: ClassVar[threading.Lock] = threading.Lock()
    _times: ClassVar[dict[str, float]] = {}

    def take(self, digest: str, rate: Rate, now: float) -> float | None:
        with self._lock:
            later = rate.later(self._times.get(digest), now)
            if later > now + rate.within + GRAIN:
                return None
            self._times[digest] = later
            if len(self._times) > MOST_HELD:
                self._shorten(now)
            return later

    def full_at(self, digest: str) -> float | None:
        return self._times.get(digest)

    def forget(self, digest: str) -> None:
        with self._lock:
            self._times.pop(digest, None)

    def empty(self) -> None:
        """Forget everyone."""
        with self._lock:
            self._times.clear()

    def _shorten(self, now: float) -> None:
        """Drop what is full again; if too little, keep the half that waits longest."""
        kept = {digest: time for digest, time in self._times.items() if time > now}
        if len(kept) > MOST_HELD // 2:
            kept = dict(heapq.nlargest(MOST_HELD // 2, kept.items(), key=lambda item: item[1]))
        self._times.clear()
        self._times.update(kept)


class InDatabase:
    """Counts that every process of a place shares: one statement, atomic, for each act."""

    # An upsert whose condition refuses returns no row, and writes none.
    _TAKE = """
        INSERT INTO limits_allowance (digest, full_at) VALUES (%s, %s)
        ON CONFLICT (digest) DO UPDATE SET full_at =
          CASE WHEN limits_allowance.full_at BETWEEN %s AND %s
               THEN limits_allowance.full_at ELSE %s END + %s
        WHERE limits_allowance.full_at NOT BETWEEN %s AND %s
        RETURNING full_at
    """
    #: One act in so many deletes the rows that say nothing any more.
    _SWEEP_EVERY = 500

    _taken: ClassVar[Iterator[int]] = itertools.count(1)

    def take(self, digest: str, rate: Rate, now: float) -> float | None:
        end, step = now + rate.within, rate.step
        values = (digest, now + step, now, end, now, step, end - step + GRAIN, end)
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(self._TAKE, values)
            row = cursor.fetchone()
            self._sweep(now)
        return float(row[0]) if row else None

    def full_at(self, digest: str) -> float | None:
        found = Allowance.objects.filter(digest=digest).values_list("full_at", flat=True)
        return found.first()

    def forget(self, digest: str) -> None:
        Allowance.objects.filter(digest=digest).delete()

    def _sweep(self, now: float) -> None:
        if next(self._taken) % self._SWEEP_EVERY == 0:
            Allowance.objects.filter(full_at__lt=now).delete()
