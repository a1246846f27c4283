"""Run a case: what may be done, what it becomes, what falls due while nobody does anything."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from .calendars import Calendar
from .cases import Case, Refusal, RefusedError, Running
from .consulting import waits
from .values import Effect, Machine, Timer, Transition

#: A sound machine strikes far less between two looks; an unsound one must not turn for ever.
MOST_STRIKES = 1000


@dataclass(frozen=True, slots=True)
class Step:
    """What happened: the case after it, when, by which transition or timer, what it sets off.

    `transition` is None for a reminder, or when the guard of a timer's transition refused.
    """

    case: Case
    at: datetime
    transition: str | None = None
    timer: str | None = None
    effects: tuple[Effect, ...] = ()


def begin(machine: Machine, *, now: datetime, calendar: Calendar, state: str = "") -> Case:
    """Return a new case, its timers running from `now` (aware), in the initial state.

    Or in another: a case that was brought in half-way.
    """
    return entered(machine, Case(state or machine.initial, now), now, calendar)


def may(
    machine: Machine,
    case: Case,
    transition: str,
    *,
    roles: Collection[str],
    facts: Any,
    now: datetime,
) -> Refusal | None:
    """Return why a transition cannot be made by holders of roles, None when it can.

    Guards are called last, on `facts`; what they raise goes through.
    """
    known = machine.transition.get(transition)
    if known is None:
        return Refusal.UNKNOWN
    if case.state not in known.origins:
        return Refusal.STATE
    if not any(role in roles for role in known.by):
        return Refusal.ROLE
    if case.asked and waits(machine, case, known, now=now):
        return Refusal.OPINION
    if known.guard is not None and not known.guard(facts):
        return Refusal.GUARD
    return None


def leads(
    machine: Machine, case: Case, *, roles: Collection[str], facts: Any, now: datetime
) -> dict[str, Refusal | None]:
    """Return the transitions that leave the state of a case, each with why it cannot be made."""
    return {
        each.name: may(machine, case, each.name, roles=roles, facts=facts, now=now)
        for each in machine.leaving[case.state]
    }


def move(  # noqa: PLR0913 - keyword arguments, each of which decides
    machine: Machine,
    case: Case,
    transition: str,
    *,
    roles: Collection[str],
    facts: Any,
    now: datetime,
    calendar: Calendar,
) -> Step:
    """Make a transition. Raises RefusedError; LATE when a timer should have struck before."""
    why = may(machine, case, transition, roles=roles, facts=facts, now=now)
    if why is None and case.timers and case.timers[0].due <= now:
        why = Refusal.LATE
    if why is not None:
        raise RefusedError(transition, why)
    known = machine.transition[transition]
    moved = _moved(machine, case, known, now, calendar)
    return Step(moved, now, transition=transition, effects=known.effects)


def next_due(case: Case) -> datetime | None:
    """Return when to look at a case again, None when nothing will fall due."""
    return case.timers[0].due if case.timers else None


def tick(
    machine: Machine, case: Case, *, facts: Any, now: datetime, calendar: Calendar
) -> tuple[Step, ...]:
    """Strike what is due by now, in the order of time; what results does not depend on when.

    Each step is dated when it was due, however late one looks. Of timers due at one moment, the
    first in the machine strikes first. Raises RuntimeError when timers turn in a circle.
    """
    steps: list[Step] = []
    while case.timers and case.timers[0].due <= now:
        if len(steps) == MOST_STRIKES:
            raise RuntimeError(f"timers turn in a circle, at {case.timers[0].timer}")
        steps.append(_struck(machine, case, facts, calendar))
        case = steps[-1].case
    return tuple(steps)


def _struck(machine: Machine, case: Case, facts: Any, calendar: Calendar) -> Step:
    running, *others = case.timers
    timer = machine.timer[running.timer]
    at = running.due
    again = _again(timer, running, calendar)
    if again is None:
        case = replace(case, timers=tuple(others), spent=(*case.spent, timer.name))
    else:
        case = replace(case, timers=ordered(machine, (*others, again)))
    known = machine.striking(timer, case.state)
    if known is None or (known.guard is not None and not known.guard(facts)):
        return Step(case, at, timer=timer.name, effects=timer.effects)
    moved = _moved(machine, case, known, at, calendar)
    effects = (*timer.effects, *known.effects)
    return Step(moved, at, transition=known.name, timer=timer.name, effects=effects)


def _again(timer: Timer, running: Running, calendar: Calendar) -> Running | None:
    """Return a reminder that will strike again; each is counted from the last."""
    struck = running.struck + 1
    if timer.every is None or timer.do is not None or timer.every.empty:
        return None
    if timer.times is not None and struck >= timer.times:
        return None
    return replace(running, due=calendar.later(running.due, timer.every), struck=struck)


def _moved(
    machine: Machine, case: Case, transition: Transition, at: datetime, calendar: Calendar
) -> Case:
    asked = () if machine.ends(transition) else case.asked
    since = case.since if transition.to == case.state else at
    case = replace(case, state=transition.to, since=since, asked=asked)
    return entered(machine, case, at, calendar)


def entered(machine: Machine, case: Case, at: datetime, calendar: Calendar) -> Case:
    """Start the timers of the state that are not running, stop those that do not watch it.

    One that struck for the last time does not start again before the end of its stay.
    """
    running = {each.timer: each for each in case.timers}
    watching = machine.watching[case.state]
    spent = tuple(each.name for each in watching if each.name in case.spent)
    kept = (
        running.get(each.name) or Running(each.name, at, calendar.later(at, each.after))
        for each in watching
        if each.name not in spent
    )
    return replace(case, timers=ordered(machine, kept), spent=spent)


def ordered(machine: Machine, timers: Iterable[Running]) -> tuple[Running, ...]:
    """Return timers in the order in which they will strike."""
    rank = {timer.name: number for number, timer in enumerate(machine.timers)}
    return tuple(sorted(timers, key=lambda each: (each.due, rank.get(each.timer, len(rank)))))
