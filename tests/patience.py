"""An end for what would never end: bounds we claim are measured by `python -m tests.hostile`."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

SECONDS = 30.0


@contextmanager
def patience(seconds: float = SECONDS) -> Iterator[None]:
    """Fail when what is inside takes this much processor time, instead of hanging the suite."""

    def give_up(*_: object) -> None:
        raise AssertionError(f"still not done after {seconds:g} s of processor time")

    before = signal.signal(signal.SIGVTALRM, give_up)
    signal.setitimer(signal.ITIMER_VIRTUAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        signal.signal(signal.SIGVTALRM, before)
