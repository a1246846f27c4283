"""Compare a change with what others did: what its device had seen, theirs, its own."""

from collections.abc import Iterable, Sequence
from typing import Any

from .values import Change, Clash, Conflict, Data, Version


def numbered(history: Iterable[Version], number: int | None) -> Version | None:
    """Return a version by its number."""
    return next((each for each in history if each.number == number), None)


def seen(history: Sequence[Version], change: Change) -> Data:
    """Return what the device had before it when it made a change, as far as is known.

    That is the version it had from the server, and what it wrote on its branch since, in its own
    order, which is not the server's once a change was forced. Nothing without a base.
    """
    start = numbered(history, change.trunk if change.branch else change.base)
    found: dict[str, Any] = dict(start.data) if start else {}
    if change.branch:
        for _, version in sorted(_before(history, change), key=lambda each: each[0]):
            found |= version.received
    return found


def _before(history: Iterable[Version], change: Change) -> Iterable[tuple[int, Version]]:
    """Return the versions that the device wrote before, with its own numbers.

    A creation names no branch: that of a branch that leaves no version of the server is its own.
    """
    for each in history:
        own = each.branch == change.branch
        made = change.trunk is None and not each.branch and (each.created or each.number == 1)
        number = each.branch_base or 0
        if (own or made) and number < (change.base or 0):
            yield number, each


def clashes(base: Data, theirs: Data, mine: Data) -> tuple[Clash, ...]:
    """Return the properties for which a change overwrites an unseen value with another."""
    every = (
        Clash(name, base.get(name, ""), theirs.get(name, ""), value) for name, value in mine.items()
    )
    return tuple(each for each in every if each.theirs not in (each.base, each.mine))


def weighed(
    history: Sequence[Version], change: Change, base: Version, *, sure: bool
) -> tuple[Conflict, tuple[Clash, ...]]:
    """Return how much a change disagrees, and on what; not `sure`: its base is a guess."""
    last = history[-1]
    found = clashes(seen(history, change), last.data, change.data)
    if found:
        return Conflict.HARD, found
    alone = sure and base.number == last.number and not _interrupted(history, change)
    return Conflict.NONE if alone else Conflict.SOFT, ()


def _interrupted(history: Iterable[Version], change: Change) -> bool:
    """Tell whether others wrote after the version that a branch leaves."""
    after = change.trunk or 1
    return bool(change.branch) and any(
        each.number > after and each.branch != change.branch for each in history
    )
