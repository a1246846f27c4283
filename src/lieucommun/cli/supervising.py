"""The worker that `lieu run` keeps beside its server: started, started again, stopped with it."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator

#: The server opens first: the worker would only slow its start.
DELAY = 2.0
#: A worker that dies at once is not started again at once.
PAUSES = (1.0, 5.0, 30.0)
SETTLED = 60.0
#: A little more than a worker gives the job that runs.
GRACE = 25.0


@contextlib.contextmanager
def beside_a_worker(*, wanted: bool = True) -> Iterator[None]:
    """Keep a worker while the block runs; the place is that of this process's environment."""
    if not wanted:
        yield
        return
    over = threading.Event()
    thread = threading.Thread(target=_keep, args=(over,))
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()


def _keep(over: threading.Event) -> None:
    pause, deaths = DELAY, 0
    while not over.wait(pause):
        started = time.monotonic()
        child = _start()
        while child.poll() is None and not over.wait(0.5):
            pass
        if over.is_set():
            _stop(child)
            return
        deaths = 0 if time.monotonic() - started > SETTLED else deaths + 1
        pause = PAUSES[min(deaths, len(PAUSES) - 1)]


def _start() -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C is for the server, which then stops its worker.
    command = [sys.executable, "-m", "lieucommun.cli", "worker", "--of", str(os.getpid())]
    return subprocess.Popen(command, start_new_session=True)  # noqa: S603


def _stop(child: subprocess.Popen[bytes]) -> None:
    child.terminate()
    try:
        child.wait(GRACE)
    except subprocess.TimeoutExpired:
        child.kill()
        child.wait()
