"""A hostile file must come to an end: a watchdog tells what would go on for ever.

It is no measure of speed, which benchmarks/ compare with a peer: its patience is a hundred times
what the reading takes on a slow machine.
"""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

#: CPU seconds after which a reading is called endless.
PATIENCE = 60


@contextmanager
def ending(seconds: float = PATIENCE) -> Iterator[None]:
    """Interrupt what it holds after so many seconds of computing, with an AssertionError."""

    def _bark(signum: int, frame: FrameType | None) -> None:
        del signum, frame
        msg = f"still reading after {seconds} s of computing"
        raise AssertionError(msg)

    before = signal.signal(signal.SIGPROF, _bark)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)
