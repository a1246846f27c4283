"""The jobs that the code knows, by name: each app declares its own in its module `tasks`."""

import datetime as dt
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import TYPE_CHECKING, Any

from django.utils.module_loading import autodiscover_modules

if TYPE_CHECKING:
    from .context import JobContext

Function = Callable[..., None]
QUEUE = "default"
ATTEMPTS = 5


class UnknownJob(LookupError):  # noqa: N818 - reads as what it is where it is caught
    """No installed app declares a job of that name."""


@dataclass(frozen=True, slots=True)
class Timing:
    """When a job comes back: `every` so long (whole in a day or of days), or `at` an hour.

    `at` is HH:MM in the place's zone, every day or on one `weekday` (0 is Monday).
    """

    every: dt.timedelta | None = None
    at: dt.time | None = None
    weekday: int | None = None


@dataclass(frozen=True, slots=True)
class Work:
    """A declared job. `title` says what it does, to people; `attempts`: tries before it fails."""

    name: str
    function: Function
    attempts: int = ATTEMPTS
    queue: str = QUEUE
    title: object = ""
    timing: Timing | None = None

    def run(self, context: "JobContext", arguments: Mapping[str, Any]) -> None:
        """Do it."""
        self.function(context, **arguments)


_known: dict[str, Work] = {}
_lock = threading.Lock()
_found = False


def job(
    name: str, *, attempts: int = ATTEMPTS, queue: str = QUEUE, title: object = ""
) -> Callable[[Function], Function]:
    """Declare a function `(context, **arguments)` as what a job of this name does.

    It may run twice when its worker is killed: what must happen once goes into `context.once()`.
    """

    def declare(function: Function) -> Function:
        _add(Work(name, function, attempts, queue, title))
        return function

    return declare


def scheduled(  # noqa: PLR0913 - one parameter per setting of a timing
    name: str,
    *,
    every: dt.timedelta | None = None,
    at: str = "",
    weekday: int | None = None,
    attempts: int = ATTEMPTS,
    queue: str = QUEUE,
    title: object = "",
) -> Callable[[Function], Function]:
    """Declare a job without arguments that comes back by itself; see Timing."""
    if (every is None) == (not at):
        raise ValueError(f"{name}: say `every` or `at`")
    timing = Timing(every, dt.time.fromisoformat(at) if at else None, weekday)

    def declare(function: Function) -> Function:
        _add(Work(name, function, attempts, queue, title, timing))
        return function

    return declare


def find(name: str) -> Work:
    """Return a declared job; raises UnknownJob."""
    try:
        return known()[name]
    except KeyError:
        raise UnknownJob(name) from None


def known() -> Mapping[str, Work]:
    """Return every declared job by name; the first call imports the `tasks` of installed apps."""
    global _found  # noqa: PLW0603 - once per process
    if not _found:
        with _lock:
            autodiscover_modules("tasks")
            import_module("lieucommun.kernel.jobs.backend")
            _found = True
    return _known


def _add(work: Work) -> None:
    other = _known.get(work.name)
    if other is not None and other.function.__module__ != work.function.__module__:
        raise ValueError(f"two jobs are named {work.name}")
    _known[work.name] = work
