"""What is left to a caller, without counting anything."""

import math
import time
from dataclasses import dataclass

from django.conf import settings
from django.db import Error
from django.utils.crypto import salted_hmac

from .buckets import GRAIN, Buckets, InDatabase, InProcess, Rate


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether one act goes; how many more would; in how many seconds the next one does."""

    allowed: bool
    left: int
    retry_after: int


def left(scope: str, key: object, *, most: int, within: float) -> Verdict:
    """Say whether an act would go now: to be asked before what is counted only when it fails."""
    rate, now = Rate(most, within), time.time()
    try:
        full_at = buckets().full_at(digest(scope, key))
    except Error:
        full_at = None
    after = rate.later(full_at, now)
    return weighed(after if after <= now + within + GRAIN else None, after, rate, now)


def weighed(taken: float | None, after: float, rate: Rate, now: float) -> Verdict:
    """Turn the time at which a bucket is full into a verdict.

    `taken`: nothing when refused; `after`: the time that was asked for.
    """
    if taken is None:
        return Verdict(
            allowed=False, left=0, retry_after=max(1, math.ceil(after - now - rate.within))
        )
    missing = (taken - now) / rate.step
    remaining = max(0, math.floor(rate.most - missing + GRAIN))
    retry_after = 0 if remaining else max(1, math.ceil(rate.step * (missing + 1) - rate.within))
    return Verdict(allowed=True, left=remaining, retry_after=retry_after)


def buckets() -> Buckets:
    """Return where this place counts."""
    return InDatabase() if settings.LIMITS_SHARED else InProcess()


def digest(scope: str, key: object) -> str:
    """Return what stands for a caller: nothing can be read back from it without the place's key."""
    return salted_hmac(f"lieucommun.limits.{scope}", str(key), algorithm="sha256").hexdigest()
