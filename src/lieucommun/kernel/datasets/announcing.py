"""What is done to records one by one is told to who asked to hear it, in the same transaction."""

import uuid as uuids
from collections.abc import Callable
from dataclasses import dataclass

from .schema import Dataset


@dataclass(frozen=True, slots=True)
class Announcement:
    """An act (`record.created`…) on a record: which version it wrote, in which state."""

    act: str
    record: uuids.UUID
    version: int
    state: str


Listener = Callable[[Dataset, Announcement], None]
_listeners: list[Listener] = []


def listen(listener: Listener) -> None:
    """Tell a function of every act from now on; telling it twice is telling it once."""
    if listener not in _listeners:
        _listeners.append(listener)


def announce(dataset: Dataset, announcement: Announcement) -> None:
    """Tell of an act on a dataset that is announced; others cost nothing."""
    if dataset.announced:
        for listener in _listeners:
            listener(dataset, announcement)
