"""`lieu worker`: what is to be done after the answers to requests, done."""

import contextlib
import os
import signal
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import click

from .place import data_option, open_place, prepare_place


@click.command()
@data_option
@click.option("--once", is_flag=True, help="Stop when nothing is due (for cron).")
@click.option("--queues", default="", help="Queues to take jobs of, with commas (default: all).")
@click.option("--of", "parent", type=int, default=0, hidden=True)
def worker(*, data: Path | None, once: bool, queues: str, parent: int) -> None:
    """Do the jobs of a place, one after another, and put in its queue those that come back.

    `lieu run` has a worker of its own. On SQLite a place has one worker at a time; on PostgreSQL
    as many as wanted. SIGTERM lets the running job end, or gives it back after 20 seconds.
    """
    if parent:
        _follow(parent)
    open_place(data)
    if not parent:
        prepare_place(quiet=True)
    from lieucommun.kernel.jobs.worker import Worker

    with _alone() as alone:
        working = Worker([name.strip() for name in queues.split(",") if name.strip()], alone)
        working.listen()
        count = working.run(once=once)
    if once:
        click.echo(f"{count} jobs done.")


@contextlib.contextmanager
def _alone() -> Iterator[bool]:
    """Hold the place's one worker on SQLite; the system lets go of it when the process dies."""
    from django.conf import settings
    from django.db import connection

    if connection.vendor != "sqlite":
        yield False
        return
    import fcntl

    with (settings.DATA_DIR / "worker.lock").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise click.UsageError(
                "This place already has a worker (`lieu run` brings its own); on SQLite there is "
                "one at a time."
            ) from taken
        yield True


def _follow(parent: int) -> None:
    """Stop with the process that started this one, however it ends."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(1)
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=watch, daemon=True).start()
