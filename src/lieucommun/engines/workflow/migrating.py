"""Take open cases to a new version of their workflow, or say exactly what stands in the way."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from .calendars import Calendar
from .cases import Asked, Case, Running
from .consulting import awaited
from .running import entered, ordered
from .values import Machine

Reason = Literal["no-such-origin", "no-such-state", "lost", "closes", "reopens", "opinion"]


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What cannot be taken over: `name` in the old version, `to` in the new one.

    - `no-such-origin`: the mapping speaks of a state that the old version does not have;
    - `no-such-state`: it leads to a state that the new version does not have;
    - `lost`: a state is gone and nothing says what it becomes;
    - `closes`, `reopens`: open cases would end, or ended ones open, without the mapping saying so;
    - `opinion`: the case waits for an opinion that the new version does not have.
    """

    reason: Reason
    name: str
    to: str = ""


class MigrationError(Exception):
    """A case that cannot be taken over, and why."""

    def __init__(self, obstacles: tuple[Obstacle, ...]) -> None:
        super().__init__("; ".join(f"{each.reason}: {each.name}" for each in obstacles))
        self.obstacles = obstacles


def obstacles(old: Machine, new: Machine, mapping: Mapping[str, str]) -> tuple[Obstacle, ...]:
    """Return what prevents cases in some state of the old version from being taken to the new one.

    `mapping` says what states become; those that it does not name keep their name. To let a state
    end, or open again, the mapping names it, be it by its own name.
    """
    unknown = (Obstacle("no-such-origin", name, to) for name, to in mapping.items())
    states = (_obstacle(old, new, mapping, name) for name in old.state)
    return (
        *(each for each in unknown if each.name not in old.state),
        *(each for each in states if each is not None),
    )


def migrate(
    case: Case,
    *,
    old: Machine,
    new: Machine,
    mapping: Mapping[str, str],
    now: datetime,
    calendar: Calendar,
) -> Case:
    """Return the case as the new version goes on with it; raises MigrationError.

    A timer of the same name keeps counting from when it started, by its new delay, and strikes now
    at the earliest; new ones start now. Opinions that were asked stay, with their answers.
    """
    found = [_obstacle(old, new, mapping, case.state)]
    found += [_forgotten(old, new, asked, now) for asked in case.asked]
    barring = tuple(each for each in found if each is not None)
    if barring:
        raise MigrationError(barring)
    state = mapping.get(case.state, case.state)
    ended = new.state[state].final
    kept = tuple(each for each in case.asked if each.opinion in new.opinion and not ended)
    timers = [
        _recounted(new, each, now, calendar) for each in case.timers if each.timer in new.timer
    ]
    since = case.since if state == case.state else now
    moved = replace(case, state=state, since=since, timers=tuple(timers), asked=kept)
    moved = entered(new, moved, now, calendar)
    return replace(moved, timers=ordered(new, moved.timers))


def _obstacle(old: Machine, new: Machine, mapping: Mapping[str, str], name: str) -> Obstacle | None:
    to = mapping.get(name, name)
    if to not in new.state:
        return Obstacle("no-such-state" if name in mapping else "lost", name, to)
    if name not in mapping and old.state[name].final != new.state[to].final:
        return Obstacle("closes" if new.state[to].final else "reopens", name, to)
    return None


def _forgotten(old: Machine, new: Machine, asked: Asked, now: datetime) -> Obstacle | None:
    gone = asked.opinion not in new.opinion
    return (
        Obstacle("opinion", asked.opinion)
        if gone and awaited(old.opinion[asked.opinion], asked, now)
        else None
    )


def _recounted(new: Machine, running: Running, now: datetime, calendar: Calendar) -> Running:
    timer = new.timer[running.timer]
    due = running.due if running.struck else calendar.later(running.since, timer.after)
    return replace(running, due=max(due, now))
