"""One case in a workflow: where it stands, what runs, who was asked."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Running:
    """A timer that runs: since when, when it strikes next, how often it has struck. UTC."""

    timer: str
    since: datetime
    due: datetime
    struck: int = 0


@dataclass(frozen=True, slots=True)
class Asked:
    """An opinion that was asked for: of whom, who gave it, until when it is waited for."""

    opinion: str
    of: tuple[str, ...]
    given: tuple[str, ...] = ()
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """Where a case stands, and since when.

    `timers` run, the next to strike first; `spent` are those that will not strike again before the
    case leaves what they watch.
    """

    state: str
    since: datetime
    timers: tuple[Running, ...] = ()
    spent: tuple[str, ...] = ()
    asked: tuple[Asked, ...] = ()


class Refusal(StrEnum):
    """Why something cannot be done."""

    UNKNOWN = "unknown"  #: nothing has that name
    STATE = "state"  #: the case is in a state from which it is not done
    ROLE = "role"  #: none of the roles held may do it
    GUARD = "guard"  #: its condition is not met
    OPINION = "opinion"  #: an opinion is waited for
    LATE = "late"  #: a timer is due before: `tick` first
    PERSON = "person"  #: this person was not asked, or has answered


class RefusedError(Exception):
    """What cannot be done, and why; `name` is the transition or the opinion."""

    def __init__(self, name: str, why: Refusal) -> None:
        super().__init__(f"{name}: {why}")
        self.name = name
        self.why = why
