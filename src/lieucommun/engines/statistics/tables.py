"""Tables of counts: one code per dimension, codes within codes, every margin of every level."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import NamedTuple

#: The code above all codes of a dimension that has several without a parent.
TOTAL = "*"

#: One code per dimension, in their order.
Codes = tuple[str, ...]


class Cell(NamedTuple):
    """A cell of a table, at any level. `rest`: those of `within` whom the table does not count."""

    table: str
    codes: Codes
    rest: bool = False


@dataclass(frozen=True, slots=True)
class Dimension:
    """A name, and the parent of each code: `{"c1": "d1", "d1": None}`. Their order breaks ties.

    A code that is nobody’s parent is a leaf: counts are given there. Leaves may lie at any depth.
    """

    name: str
    parents: Mapping[str, str | None]


@dataclass(frozen=True, slots=True)
class Table:
    """Counts of persons at the finest level: `{("c1", "2026-01"): 3}`; what is not there is 0.

    `within` names the table that counts everybody, of which this one counts a part: each of its
    cells is then at most the same cell there.
    """

    name: str
    dimensions: tuple[Dimension, ...]
    counts: Mapping[Codes, int]
    within: str | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """A dimension, numbered: its codes, its leaves, and for each leaf the codes above it.

    `paths[leaf]` are places in `codes`, from the leaf itself to the top.
    """

    codes: tuple[str, ...]
    leaves: tuple[str, ...]
    paths: tuple[tuple[int, ...], ...]


def numbered(dimension: Dimension) -> Axis:
    """Number the codes of a dimension.

    Raises ValueError for a parent that is no code, for codes in a circle, for `TOTAL` as a code,
    and for a dimension without codes.
    """
    parents = dimension.parents
    if not parents or TOTAL in parents:
        raise ValueError(f"{dimension.name}: no code, or a code that is {TOTAL}")
    unknown = next((each for each in parents.values() if each and each not in parents), None)
    if unknown is not None:
        raise ValueError(f"{dimension.name}: {unknown} is a parent, not a code")
    several = sum(parent is None for parent in parents.values()) > 1
    codes = (*parents, TOTAL) if several else tuple(parents)
    place = {code: number for number, code in enumerate(codes)}
    above = {parent for parent in parents.values() if parent is not None}
    leaves = tuple(code for code in parents if code not in above)
    chains = [[*_chain(dimension, code), *([TOTAL] if several else [])] for code in parents]
    paths = {chain[0]: tuple(place[code] for code in chain) for chain in chains}
    return Axis(codes, leaves, tuple(paths[leaf] for leaf in leaves))


def _chain(dimension: Dimension, code: str) -> Iterator[str]:
    at: str | None = code
    for _ in dimension.parents:
        if at is None:
            return
        yield at
        at = dimension.parents[at]
    if at is not None:
        raise ValueError(f"{dimension.name}: {code} is above itself")


def rolled_up(table: Table) -> dict[Codes, int]:
    """Return the count of every cell of every level, zeros too, by its codes.

    Raises ValueError for a count that is negative, or elsewhere than at leaves.
    """
    axes = tuple(numbered(each) for each in table.dimensions)
    found = dict.fromkeys(product(*(axis.codes for axis in axes)), 0)
    above = [
        {leaf: [axis.codes[each] for each in path] for leaf, path in _pairs(axis)} for axis in axes
    ]
    for codes, count in checked(table, axes).items():
        for cell in product(*(above[rank][code] for rank, code in enumerate(codes))):
            found[cell] += count
    return found


def _pairs(axis: Axis) -> Iterator[tuple[str, tuple[int, ...]]]:
    return zip(axis.leaves, axis.paths, strict=True)


def checked(table: Table, axes: tuple[Axis, ...]) -> Mapping[Codes, int]:
    """Return the counts of a table, or raise ValueError as `rolled_up` says."""
    leaves = [frozenset(axis.leaves) for axis in axes]
    for codes, count in table.counts.items():
        if len(codes) != len(axes) or not all(map(frozenset.__contains__, leaves, codes)):
            raise ValueError(f"{table.name}: {codes} is not at the finest level")
        if count < 0:
            raise ValueError(f"{table.name}: {codes} counts {count}")
    return table.counts
