"""Decide what becomes of a change: applied, held until an earlier one comes, or refused."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .comparing import numbered, weighed
from .values import Applied, Change, Data, Held, Refusal, Refused, Version


@dataclass(frozen=True, slots=True)
class Released:
    """A change that waited and is applied; `at` is its place among those that waited."""

    at: int
    change: Change
    applied: Applied


def place(history: Sequence[Version], change: Change) -> Applied | Held | Refused:
    """Decide what becomes of a change of one record; its versions, the first one first.

    What is held is never refused later. What is applied is written over what was there, property
    by property: a conflict is told, and stops nothing.
    """
    if not change.update:
        return _made(history, change)
    if (change.base or 1) < (change.trunk or 1):
        return Refused(Refusal.BASE)
    if not history:
        return _first(change)
    if change.trunk is not None and not 1 <= change.trunk <= history[-1].number:
        return Refused(Refusal.TRUNK)
    if change.base is None:
        # A device that never saw the record: all that others wrote is new to it.
        nothing = _applied(history, change, history[-1], sure=False)
        return nothing if change.create else Refused(Refusal.BASE)
    return _updated(history, change, change.base)


def force(history: Sequence[Version], change: Change) -> Applied | Refused:
    """Apply a held change that has waited for too long, though what it follows never came.

    It is placed on the last version and flagged, or makes the record. What `place` would not hold
    is placed as usual: a record erased meanwhile is not made again.
    """
    verdict = place(history, change)
    if not isinstance(verdict, Held):
        return verdict
    if not history:
        return Applied(_creation(change))
    return _applied(history, change, history[-1], sure=False)


def release(history: Sequence[Version], waiting: Iterable[Change]) -> tuple[Released, ...]:
    """Return the held changes that can be applied now, in the order in which to apply them.

    Each follows from those before it; of several that could be next, the first that waits.
    """
    versions, left = list(history), dict(enumerate(waiting))
    done: list[Released] = []
    while (step := _next(versions, left)) is not None:
        done.append(step)
        versions.append(step.applied.version)
        del left[step.at]
    return tuple(done)


def _next(history: Sequence[Version], waiting: Mapping[int, Change]) -> Released | None:
    for at, change in waiting.items():
        verdict = place(history, change)
        if isinstance(verdict, Applied):
            return Released(at, change, verdict)
    return None


def _made(history: Sequence[Version], change: Change) -> Applied | Refused:
    """Place a change that makes a record: after those of its device that were forced, if need be.

    A forced change that made the record has a base; a creation has none.
    """
    if not history:
        return Applied(_creation(change))
    forced = history[0].branch_base is not None and not any(each.created for each in history)
    if not forced:
        return Refused(Refusal.EXISTS)
    return _applied(history, change, history[-1], sure=False)


def _first(change: Change) -> Applied | Held | Refused:
    """Place an update of a record that is not there."""
    if change.base is not None and change.base < 1:
        return Refused(Refusal.BASE)
    if change.branch and change.base is not None and change.trunk is None:
        return Held(change.branch, change.base)
    return Applied(_creation(change)) if change.create else Refused(Refusal.MISSING)


def _updated(history: Sequence[Version], change: Change, base: int) -> Applied | Held | Refused:
    """Place an update on the version that its device had."""
    if not change.branch or base in (1, change.trunk):
        found = numbered(history, base)
        return _applied(history, change, found) if found else Refused(Refusal.BASE)
    for each in reversed(history):
        if each.branch == change.branch and each.branch_base == base - 1:
            return _applied(history, change, each)
    return Held(change.branch, base) if base > 1 else Refused(Refusal.BASE)


def _creation(change: Change) -> Version:
    return _version(1, change.data, change, None)


def _applied(
    history: Sequence[Version], change: Change, base: Version, *, sure: bool = True
) -> Applied:
    last = history[-1]
    conflict, conflicting = weighed(history, change, base, sure=sure)
    version = _version(last.number + 1, {**last.data, **change.data}, change, base.number)
    return Applied(version, conflict, conflicting)


def _version(number: int, data: Data, change: Change, base: int | None) -> Version:
    known = change.base if change.update else None  # what the device had, if anything
    return Version(
        number=number,
        data=data,
        received=change.data,
        branch=change.branch,
        branch_base=known if change.branch else None,
        base=base,
        created=known is None,
    )
