"""A process that does jobs, one after another, until it is asked to stop."""

import logging
import os
import signal
import socket
import threading
import time
from collections.abc import Collection
from dataclasses import dataclass, field
from types import FrameType

from django.db import Error, close_old_connections, connection

from .claiming import claim, take_back
from .context import GivenBack, Pulse
from .heartbeat import kept
from .scheduling import tick
from .working import execute

logger = logging.getLogger(__name__)
IDLE = 1.0
#: After a failure of the database, so that a log does not fill up.
TROUBLED = 5.0
#: Schedules and dead workers are looked at every so many seconds.
ROUND = 10.0
#: How long a running job may take to end once the worker is asked to stop; then it is given back.
GRACE = 20


@dataclass
class Worker:
    """Takes jobs of some queues (default: all). `alone`: no other worker can be alive here."""

    queues: Collection[str] = ()
    alone: bool = False
    _stop: threading.Event = field(default_factory=threading.Event)
    _pulse: Pulse | None = None

    @property
    def name(self) -> str:
        return f"{socket.gethostname()}:{os.getpid()}"[:100]

    def listen(self) -> None:
        """Stop when the process is asked to: the job that runs ends, or goes back in the queue."""
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._asked)
        signal.signal(signal.SIGALRM, _out_of_time)

    def _asked(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._stop.set()
        if self._pulse is not None:
            self._pulse.stopping = True
            signal.alarm(GRACE)

    def run(self, *, once: bool = False) -> int:
        """Do jobs until asked to stop; `once`: until nothing is due. Returns how many were done."""
        count = 0
        if self.alone:
            take_back(everything=True)
        while not self._stop.is_set():
            try:
                count += self._round(once=once)
            except GivenBack:
                break
            except Error:
                if once:
                    raise
                logger.exception("the worker cannot reach its queue")
                connection.close()
                self._stop.wait(TROUBLED)
            if once:
                break
        return count

    def _round(self, *, once: bool) -> int:
        """Look at schedules and dead workers, then do what is due for some time."""
        close_old_connections()
        take_back()
        tick()
        count, until = 0, time.monotonic() + ROUND
        while not self._stop.is_set():
            if self._one():
                count += 1
            elif once:
                break
            else:
                self._stop.wait(IDLE)
            if time.monotonic() > until and not once:
                break
        return count

    def _one(self) -> bool:
        job = claim(self.name, self.queues)
        if job is None:
            return False
        self._pulse = Pulse(stopping=self._stop.is_set())
        try:
            with kept(job, self._pulse):
                execute(job, self._pulse)
        finally:
            self._pulse = None
            signal.alarm(0)
        return True


def _out_of_time(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise GivenBack
