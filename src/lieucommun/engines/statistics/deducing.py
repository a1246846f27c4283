"""Bounds of whole, non-negative unknowns that are linked by sums, in exact arithmetic."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from fractions import Fraction
from math import ceil, floor
from typing import Generic, NamedTuple, TypeVar

K = TypeVar("K")
#: Unknowns and their factors: they add up to nothing.
Equation = dict[K, Fraction]
Bounds = tuple[int, int | None]
#: How often bounds are taken round again, at most: slow convergence is cut short.
ROUNDS = 200


class Row(NamedTuple, Generic[K]):
    """Unknowns and their factors: they add up to `total`."""

    factors: dict[K, Fraction]
    total: Fraction


def solve(equations: Iterable[Equation[K]], values: Mapping[K, int], most: int) -> dict[K, Bounds]:
    """Return the bounds of every unknown of some equations, given the values of others.

    Groups of at most `most` linked unknowns are also solved by elimination (Gauss and Jordan).
    """
    rows = [row for row in (_row(each, values) for each in equations) if row.factors]
    found: dict[K, Bounds] = {}
    for group in _groups(rows):
        unknowns = {key for row in group for key in row.factors}
        bounds: dict[K, Bounds] = dict.fromkeys(unknowns, (0, None))
        more = _eliminated(group) if len(unknowns) <= most else []
        _narrow([*group, *more], bounds)
        found.update(bounds)
    return found


def _row(equation: Equation[K], values: Mapping[K, int]) -> Row[K]:
    known = sum((by * values[key] for key, by in equation.items() if key in values), Fraction(0))
    return Row({key: by for key, by in equation.items() if key not in values}, -known)


def _groups(rows: list[Row[K]]) -> list[list[Row[K]]]:
    """Return rows by groups that share no unknown."""
    of: dict[K, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for key in row.factors:
            of[key].append(number)
    seen: set[int] = set()
    found = []
    for first in range(len(rows)):
        waiting, group = [first], []
        while waiting:
            number = waiting.pop()
            if number not in seen:
                seen.add(number)
                group.append(number)
                waiting += [other for key in rows[number].factors for other in of[key]]
        if group:
            found.append([rows[number] for number in sorted(group)])
    return found


def _eliminated(rows: list[Row[K]]) -> list[Row[K]]:
    """Return rows that say the same, each with an unknown that no other has."""
    solved: dict[K, Row[K]] = {}
    for row in rows:
        left = row
        for key in [key for key in row.factors if key in solved]:
            left = _without(left, key, solved[key])
        if left.factors:
            key, by = next(iter(left.factors.items()))
            unit = Row({each: part / by for each, part in left.factors.items()}, left.total / by)
            for other, done in solved.items():
                if key in done.factors:
                    solved[other] = _without(done, key, unit)
            solved[key] = unit
    return list(solved.values())


def _without(row: Row[K], key: K, unit: Row[K]) -> Row[K]:
    """Take an unknown out of a row, by means of one in which its factor is 1."""
    by = row.factors[key]
    factors = dict(row.factors)
    for each, part in unit.factors.items():
        left = factors.get(each, Fraction(0)) - by * part
        if left:
            factors[each] = left
        else:
            factors.pop(each, None)
    return Row(factors, row.total - by * unit.total)


def _narrow(rows: list[Row[K]], bounds: dict[K, Bounds]) -> None:
    """Narrow bounds until no row does so any more."""
    of: dict[K, list[int]] = defaultdict(list)
    for number, row in enumerate(rows):
        for key in row.factors:
            of[key].append(number)
    waiting = dict.fromkeys(range(len(rows)))
    for _ in range(ROUNDS * len(rows)):
        if not waiting:
            return
        number = next(iter(waiting))
        del waiting[number]
        for key in _narrowed(rows[number], bounds):
            waiting.update(dict.fromkeys(of[key]))


def _narrowed(row: Row[K], bounds: dict[K, Bounds]) -> list[K]:
    """Narrow the bounds of the unknowns of a row by one another; return those that changed."""
    changed = []
    spans = {key: _span(by, bounds[key]) for key, by in row.factors.items()}
    lows, highs = (
        _total(low for low, _ in spans.values()),
        _total(high for _, high in spans.values()),
    )
    for key, by in row.factors.items():
        low, high = spans[key]
        most = _less(row.total, lows, low)
        least = _less(row.total, highs, high)
        if by < 0:
            most, least = least, most
        was, until = bounds[key]
        new = was if least is None else max(was, ceil(least / by))
        end = until
        if most is not None:
            end = floor(most / by) if until is None else min(until, floor(most / by))
        if (new, end) != (was, until):
            bounds[key] = new, end
            changed.append(key)
    return changed


class _Sum(NamedTuple):
    """A sum of numbers of which some may be infinite."""

    finite: Fraction
    infinite: int


def _span(by: Fraction, bounds: Bounds) -> tuple[Fraction | None, Fraction | None]:
    """Return the least and the most that an unknown brings to a row."""
    low, high = by * bounds[0], None if bounds[1] is None else by * bounds[1]
    return (low, high) if by > 0 else (high, low)


def _total(parts: Iterable[Fraction | None]) -> _Sum:
    known = list(parts)
    finite = [each for each in known if each is not None]
    return _Sum(sum(finite, Fraction(0)), len(known) - len(finite))


def _less(total: Fraction, others: _Sum, own: Fraction | None) -> Fraction | None:
    """Return what a total leaves when all but one unknown bring what they bring at an end."""
    if others.infinite - (own is None):
        return None
    return total - others.finite + (own or 0)
