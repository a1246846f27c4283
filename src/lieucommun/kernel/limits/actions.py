"""Count an act of a caller, or forget what was counted. Nothing here is kept in the journal."""

import logging
import time

from django.db import Error

from .buckets import Rate
from .queries import Verdict, buckets, digest, left, weighed

logger = logging.getLogger(__name__)


def take(scope: str, key: object, *, most: int, within: float) -> Verdict:
    """Count one act of `key`: `most` at once, refilled evenly over `within` seconds.

    Never raises: where nothing can be counted the act goes, and the log says so. To be called
    outside a transaction, which would keep other requests of the same caller waiting, and would
    take the count back if it failed.
    """
    rate, now, caller = Rate(most, within), time.time(), digest(scope, key)
    try:
        taken = buckets().take(caller, rate, now)
    except Error:
        logger.exception("nothing was counted for %s", scope)
        return Verdict(allowed=True, left=0, retry_after=0)
    if taken is None:
        refused = left(scope, key, most=most, within=within)
        return Verdict(allowed=False, left=0, retry_after=max(1, refused.retry_after))
    return weighed(taken, taken, rate, now)


def forget(scope: str, key: object) -> None:
    """Give a caller the whole allowance back: after a sign-in that succeeds, for instance."""
    try:
        buckets().forget(digest(scope, key))
    except Error:
        logger.exception("nothing was forgotten for %s", scope)
