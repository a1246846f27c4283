"""Linked tables, in numbers: what is to be published, what has been, what must stay unknown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise, product
from math import prod
from operator import gt, mul

from .published import Protection, Published
from .tables import Axis, Cell, Codes, Dimension, Table, checked, numbered
from .views import NEVER, View, make_paths
from .worlds import World

Leaves = Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Setting:
    """The world of some tables. Its first view is what is to be published."""

    tables: tuple[Table, ...]
    axes: tuple[Axis, ...]
    world: World

    def cells(self) -> list[Codes]:
        """Return the codes of each cell of a table, by number."""
        ordered = product(*(axis.codes for axis in reversed(self.axes)))
        return [codes[::-1] for codes in ordered]

    def leaves(self) -> list[Codes]:
        ordered = product(*(axis.leaves for axis in reversed(self.axes)))
        return [codes[::-1] for codes in ordered]


def set_up(tables: Sequence[Table], before: Protection | None) -> Setting:
    """Number tables and what was published of them. Raises ValueError as `protect` says."""
    _check(tables, before)
    dimensions = tables[0].dimensions
    axes = tuple(numbered(each) for each in dimensions)
    frozen = tuple(_frozen(each, before) for each in tables)
    leaves = [axis.leaves for axis in axes]
    counts = [_counts(table, axes) for table in frozen]
    size = prod(len(axis.codes) for axis in axes)
    now = _rolled(View(make_paths(axes, leaves), [], []), counts, leaves, size)
    sizes = now.sizes(size)
    now.costs = [list(map(mul, (v + 1 for v in values), sizes)) for values in now.values]
    views = [now]
    earlier = before.published if before is not None else None
    while earlier is not None:
        views.append(_earlier(earlier, leaves, [each.name for each in frozen]))
        earlier = earlier.before
    places = {table.name: number for number, table in enumerate(frozen)}
    outer = [None if each.within is None else places[each.within] for each in frozen]
    for table, whole, part in zip(frozen, outer, counts, strict=True):
        if whole is not None and any(map(gt, part, counts[whole])):
            raise ValueError(f"{table.name}: a part exceeds its whole")
    return Setting(frozen, axes, World(tuple(map(len, leaves)), outer, counts, views))


def _check(tables: Sequence[Table], before: Protection | None) -> None:
    if not tables or len({table.name for table in tables}) < len(tables):
        raise ValueError("no table, or two of the same name")
    wholes = {table.name for table in tables if table.within is None}
    for one, other in pairwise(tables):
        if one.dimensions != other.dimensions:
            raise ValueError(f"{one.name} and {other.name}: not the same dimensions")
    for table in tables:
        if table.within is not None and table.within not in wholes:
            raise ValueError(f"{table.name}: {table.within} is not a table that counts everybody")
    if before is not None:
        _check_growth(tables, before)


def _check_growth(tables: Sequence[Table], before: Protection) -> None:
    if {each.name: each.within for each in tables} != dict(before.published.within):
        raise ValueError("not the tables that were published before")
    was, now = before.published.dimensions, tables[0].dimensions
    if len(was) != len(now):
        raise ValueError("not the dimensions that were published before")
    growing = 0
    for old, new in zip(was, now, strict=True):
        kept = {code: new.parents.get(code, code) for code in old.parents}
        if kept != dict(old.parents) or _leaves(old) - _leaves(new):
            raise ValueError(f"{new.name}: codes published before have changed")
        growing += len(new.parents) > len(old.parents)
    if growing > 1:
        raise ValueError("only one dimension may have new codes: that of periods")


def _leaves(dimension: Dimension) -> set[str]:
    return set(dimension.parents) - {each for each in dimension.parents.values() if each}


def _frozen(table: Table, before: Protection | None) -> Table:
    """Return a table with the counts that cells of closed periods had when published first."""
    if before is None:
        return table
    closed = [set(each.parents) for each in before.published.dimensions]
    kept = next(each for each in before.tables if each.name == table.name)
    fresh = {
        codes: count
        for codes, count in table.counts.items()
        if not all(map(set.__contains__, closed, codes))
    }
    return replace(table, counts={**kept.counts, **fresh})


def _counts(table: Table, axes: tuple[Axis, ...]) -> list[int]:
    places, size = [], 1
    for axis in axes:
        places.append({leaf: number * size for number, leaf in enumerate(axis.leaves)})
        size *= len(axis.leaves)
    found = [0] * size
    for codes, count in checked(table, axes).items():
        found[sum(places[rank][code] for rank, code in enumerate(codes))] = count
    return found


def _rolled(view: View, counts: list[list[int]], leaves: Leaves, size: int) -> View:
    """Give a view its values: one list of so many cells for each table."""
    ordered = product(*(range(len(each)) for each in reversed(leaves)))
    points = [point[::-1] for point in ordered]
    for table in counts:
        values = [0] * size
        for leaf, count in enumerate(table):
            if count:
                for cell in view.above(points[leaf]):
                    values[cell] += count
        view.values.append(values)
    return view


def _earlier(published: Published, leaves: Leaves, names: list[str]) -> View:
    """Return an earlier publication: what it showed cannot be hidden any more."""
    axes = tuple(numbered(each) for each in published.dimensions)
    view = View(make_paths(axes, leaves), [], [])
    ordered = [codes[::-1] for codes in product(*(axis.codes for axis in reversed(axes)))]
    for name in names:
        shown = [published.cells[Cell(name, codes)] for codes in ordered]
        view.costs.append([0 if each is None else NEVER for each in shown])
    return view
