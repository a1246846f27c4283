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
    """Tell of an act on a dataset that is announced or has a workflow; others cost nothing."""
    if dataset.announced or dataset.workflow:
        for listener in _listeners:
            listener(dataset, announcement)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A record whose content goes: `emptied`, it stays and says nobody's name; else it is gone."""

    record: uuids.UUID
    emptied: bool = False


Forgetter = Callable[[Forgotten], None]
_forgetters: list[Forgetter] = []


def forget_with(forgetter: Forgetter) -> None:
    """Call a function, in the same transaction, each time the content of a record is forgotten.

    What is kept about a record elsewhere goes with it.
    """
    if forgetter not in _forgetters:
        _forgetters.append(forgetter)


def forgotten(record: uuids.UUID, *, emptied: bool = False) -> None:
    """Tell that the content of a record goes."""
    for forgetter in _forgetters:
        forgetter(Forgotten(record, emptied))
