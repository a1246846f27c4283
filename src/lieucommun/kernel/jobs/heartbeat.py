"""The thread that keeps the lease of a running job, and tells how far it is while it runs."""

import contextlib
import logging
import threading
import time
from collections.abc import Iterator

from django.db import DatabaseError, connection

from .claiming import LEASE, renew
from .context import Pulse
from .models import Job

logger = logging.getLogger(__name__)
EVERY = 1.0
RENEWED_EVERY = LEASE.total_seconds() / 3


@contextlib.contextmanager
def kept(job: Job, pulse: Pulse) -> Iterator[None]:
    """Keep a job while the block runs, on a connection of its own."""
    over = threading.Event()
    thread = threading.Thread(target=_beat, args=(job, pulse, over), daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join(EVERY)


def _beat(job: Job, pulse: Pulse, over: threading.Event) -> None:
    told, renewed = (0, 0), time.monotonic()
    try:
        while not over.wait(EVERY):
            reached = (pulse.done, pulse.whole)
            if reached == told and time.monotonic() - renewed < RENEWED_EVERY:
                _listen(job, pulse)
                continue
            if _renewed(job, pulse, *reached):
                told, renewed = reached, time.monotonic()
    finally:
        connection.close()


def _listen(job: Job, pulse: Pulse) -> None:
    with contextlib.suppress(DatabaseError):
        asked = Job.objects.filter(pk=job.pk).values_list("cancel_asked", flat=True)
        pulse.cancelled = bool(asked.first())


def _renewed(job: Job, pulse: Pulse, done: int, whole: int) -> bool:
    """Renew; an error (the job itself may hold the database) is tried again at the next beat."""
    try:
        pulse.lost = not renew(job, done, whole)
    except DatabaseError as error:
        logger.debug("the lease of %s waits: %s", job, error)
        connection.close()
        return False
    _listen(job, pulse)
    return True
