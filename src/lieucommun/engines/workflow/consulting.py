"""Opinions: asked of several at once, gathered, waited for before a decision."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime

from .calendars import Calendar
from .cases import Asked, Case, Refusal, RefusedError
from .values import Machine, Opinion, Transition


def waits(
    machine: Machine, case: Case, transition: Transition, *, now: datetime
) -> tuple[str, ...]:
    """Return the opinions that a transition still waits for, in the order they were asked.

    Only what was asked is waited for, and not beyond its delay.
    """
    return tuple(
        asked.opinion
        for asked in case.asked
        if awaited(machine.opinion[asked.opinion], asked, now)
        and transition in machine.held(machine.opinion[asked.opinion])
    )


def awaited(opinion: Opinion, asked: Asked, now: datetime) -> bool:
    """Say whether answers that were asked for are missing at a moment."""
    if asked.until is not None and asked.until <= now:
        return False
    return len(asked.given) < needed(opinion, len(asked.of))


def needed(opinion: Opinion, asked: int) -> int:
    """Return how many answers are waited for, of so many people asked; never more than these."""
    if opinion.wait == "none":
        return 0
    if opinion.wait == "all":
        return asked
    return min(asked, 1 if opinion.wait == "any" else opinion.wait)


def may_ask(
    machine: Machine, case: Case, opinion: str, *, roles: Collection[str]
) -> Refusal | None:
    """Return why holders of roles cannot ask for an opinion, None when they can.

    Those may ask who may make one of the transitions that wait for it; not once a case has ended.
    """
    known = machine.opinion.get(opinion)
    if known is None:
        return Refusal.UNKNOWN
    if machine.state[case.state].final:
        return Refusal.STATE
    if not any(role in roles for each in machine.held(known) for role in each.by):
        return Refusal.ROLE
    return None


def ask(  # noqa: PLR0913 - keyword arguments, each of which decides
    machine: Machine,
    case: Case,
    opinion: str,
    *,
    of: Iterable[str],
    roles: Collection[str],
    now: datetime,
    calendar: Calendar,
) -> Case:
    """Ask people, or whatever answers under an identifier, for an opinion.

    Asking again adds people and starts the delay anew; answers that were given stay. Raises
    RefusedError.
    """
    why = may_ask(machine, case, opinion, roles=roles)
    if why is not None:
        raise RefusedError(opinion, why)
    known = machine.opinion[opinion]
    before = _of(case, opinion) or Asked(opinion, ())
    people = tuple(dict.fromkeys((*before.of, *of)))
    until = calendar.later(now, known.within) if known.within else None
    return _with(case, replace(before, of=people, until=until))


def give(
    machine: Machine, case: Case, opinion: str, *, person: str, roles: Collection[str]
) -> Case:
    """Note that a person who was asked has given an opinion, even late. Raises RefusedError."""
    known, asked = machine.opinion.get(opinion), _of(case, opinion)
    if known is None:
        raise RefusedError(opinion, Refusal.UNKNOWN)
    if asked is None or person not in asked.of or person in asked.given:
        raise RefusedError(opinion, Refusal.PERSON)
    if not any(role in roles for role in known.by):
        raise RefusedError(opinion, Refusal.ROLE)
    return _with(case, replace(asked, given=(*asked.given, person)))


def unask(case: Case, opinion: str, person: str) -> Case:
    """No longer wait for someone who has not answered; whoever was not asked changes nothing."""
    asked = _of(case, opinion)
    if asked is None or person in asked.given:
        return case
    return _with(case, replace(asked, of=tuple(each for each in asked.of if each != person)))


def _of(case: Case, opinion: str) -> Asked | None:
    return next((each for each in case.asked if each.opinion == opinion), None)


def _with(case: Case, asked: Asked) -> Case:
    if _of(case, asked.opinion) is None:
        return replace(case, asked=(*case.asked, asked))
    kept = (asked if each.opinion == asked.opinion else each for each in case.asked)
    return replace(case, asked=tuple(kept))
