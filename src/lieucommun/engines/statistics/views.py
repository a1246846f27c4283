"""A publication, in numbers: which cells lie above a leaf, and which of them a move changes."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import product

from .tables import Axis

#: What hiding costs when it can no longer be done: the cell has been published before.
NEVER = 10**30

#: One leaf number per dimension.
Point = tuple[int, ...]
#: For each dimension the leaf that a move goes to, None where it stays.
Partner = Sequence[int | None]
#: For each dimension and each leaf the codes above it, as addends: one per dimension make a cell.
Paths = tuple[tuple[tuple[int, ...], ...], ...]


@dataclass
class View:
    """Cells of all tables at all levels. Lists are by table, then by cell.

    `values` are true; `costs` say what hiding a cell costs: nothing once hidden.
    """

    paths: Paths
    values: list[list[int]]
    costs: list[list[int]]
    _apart: dict[tuple[int, int, int], tuple[int, ...]] = field(default_factory=dict)
    _above: dict[Point, list[int]] = field(default_factory=dict)

    @cached_property
    def under(self) -> tuple[dict[int, frozenset[int]], ...]:
        """For each dimension, the leaves below each addend."""
        found: list[dict[int, set[int]]] = [{} for _ in self.paths]
        for rank, paths in enumerate(self.paths):
            for leaf, path in enumerate(paths):
                for addend in path:
                    found[rank].setdefault(addend, set()).add(leaf)
        return tuple({key: frozenset(each) for key, each in part.items()} for part in found)

    def sizes(self, number: int) -> list[int]:
        """Return how many leaf cells each of so many cells holds."""
        found = [0] * number
        for point in product(*(range(len(paths)) for paths in self.paths)):
            for cell in self.above(point):
                found[cell] += 1
        return found

    def above(self, point: Point) -> list[int]:
        """Return the cells that hold a leaf cell."""
        found = self._above.get(point)
        if found is None:
            found = [0]
            for rank, leaf in enumerate(point):
                path = self.paths[rank][leaf]
                found = [cell + addend for cell in found for addend in path]
            self._above[point] = found
        return found

    def changed(self, point: Point, partner: Partner) -> list[int]:
        """Return the cells that change when counts go from a leaf to others, as a hypercube does.

        Its corners take each coordinate from `point` or from `partner`, with the sign of the number
        of those taken from `partner`. A cell that holds both ends of a dimension holds as many of
        either sign: it does not change.
        """
        cells = [0]
        for rank, leaf in enumerate(point):
            to = partner[rank]
            path = self.paths[rank][leaf] if to is None else self.apart(rank, leaf, to)
            cells = [cell + addend for cell in cells for addend in path]
        return cells

    def apart(self, rank: int, one: int, other: int) -> tuple[int, ...]:
        """Return the codes above one of two leaves, and not above the other."""
        key = (rank, one, other)
        found = self._apart.get(key)
        if found is None:
            paths = self.paths[rank]
            found = tuple(sorted(set(paths[one]) ^ set(paths[other])))
            self._apart[key] = found
        return found

    @cached_property
    def far(self) -> list[list[list[int]]]:
        """For each dimension, how many codes lie above one leaf and not above another."""
        return [
            [[len(set(one) ^ set(other)) for other in paths] for one in paths]
            for paths in self.paths
        ]


def make_paths(axes: Sequence[Axis], leaves: Sequence[Sequence[str]]) -> Paths:
    """Return the paths of an edition, for leaves of which it may lack some: these have none."""
    paths, stride = [], 1
    for axis, wanted in zip(axes, leaves, strict=True):
        known = dict(zip(axis.leaves, axis.paths, strict=True))
        each = (known.get(leaf, ()) for leaf in wanted)
        paths.append(tuple(tuple(code * stride for code in path) for path in each))
        stride *= len(axis.codes)
    return tuple(paths)
