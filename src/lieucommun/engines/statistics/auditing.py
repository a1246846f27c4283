"""What a reader can deduce from what is published: the tool of an attacker."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise, product

from .deducing import Equation, solve
from .published import Published
from .tables import Axis, Cell, Codes, numbered

#: A cell of an edition, 0 the newest. Leaf cells are the same in all: they are of edition 0.
Known = tuple[int, Cell]


@dataclass(frozen=True, slots=True)
class Deduced:
    """A hidden count lies between two others, at least; `high` is None without bound."""

    cell: Cell
    low: int
    high: int | None


def audit(published: Published, most: int = 300) -> list[Deduced]:
    """Return what is deduced of each hidden cell, and of each rest that is not a difference shown.

    Every bound is true of any counts that show what is published. Used are: cells are sums of those
    below them, in each dimension; counts are whole and not negative; no part exceeds its whole;
    closed periods do not change from one publication to the next. Bounds are propagated to a fixed
    point, through these sums and through what elimination in exact fractions makes of them. Groups
    of more than `most` linked unknowns are not eliminated: their bounds may be wider than they
    could be. So may others: this finds deductions, and does not prove that there are none (the
    worlds of a `Protection` do).
    """
    values: dict[Known, int] = {}
    equations: list[Equation[Known]] = []
    edition, each = 0, published
    while True:
        axes = tuple(numbered(dimension) for dimension in each.dimensions)
        for cell, value in each.cells.items():
            if value is not None:
                values[_named(edition, cell, axes)] = value
        equations += _sums(each, axes, edition)
        if each.before is None:
            break
        edition, each = edition + 1, each.before
    bounds = solve(equations, values, most)
    return [
        Deduced(cell, *bounds[known])
        for known, cell in _asked(published)
        if known in bounds and known not in values
    ]


def _asked(published: Published) -> Iterator[tuple[Known, Cell]]:
    axes = tuple(numbered(each) for each in published.dimensions)
    for cell in published.cells:
        yield _named(0, cell, axes), cell
        whole = published.within[cell.table]
        if whole is not None and None in (
            published.cells[cell],
            published.cells[Cell(whole, cell.codes)],
        ):
            rest = cell._replace(rest=True)
            yield _named(0, rest, axes), rest


def _named(edition: int, cell: Cell, axes: tuple[Axis, ...]) -> Known:
    pairs = zip(axes, cell.codes, strict=True)
    return (0 if all(code in axis.leaves for axis, code in pairs) else edition, cell)


def _sums(published: Published, axes: tuple[Axis, ...], edition: int) -> Iterator[Equation[Known]]:
    """Yield what always holds: cells are sums of others, and wholes of parts and their rests."""
    below = [_below(axis) for axis in axes]
    for codes in product(*(axis.codes for axis in axes)):
        for table, within in published.within.items():
            for rest in (False, True) if within else (False,):
                cell = Cell(table, codes, rest)
                for rank, code in enumerate(codes):
                    if parts := below[rank].get(code):
                        names = [Cell(table, _put(codes, rank, part), rest) for part in parts]
                        yield _sum(cell, names, edition, axes)
            if within:
                halves = [Cell(table, codes), Cell(table, codes, rest=True)]
                yield _sum(Cell(within, codes), halves, edition, axes)


def _sum(whole: Cell, parts: list[Cell], edition: int, axes: tuple[Axis, ...]) -> Equation[Known]:
    found = {_named(edition, part, axes): Fraction(1) for part in parts}
    found[_named(edition, whole, axes)] = Fraction(-1)
    return found


def _put(codes: Codes, rank: int, code: str) -> Codes:
    return (*codes[:rank], code, *codes[rank + 1 :])


def _below(axis: Axis) -> Mapping[str, list[str]]:
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for path in axis.paths:
        for low, high in pairwise(path):
            found[axis.codes[high]][axis.codes[low]] = None
    return {code: list(each) for code, each in found.items()}
