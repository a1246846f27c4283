"""A world for every small cell: what must be hidden for it is hidden.

Only leaf cells need one. A small cell of a coarser level holds a small leaf cell, and counts at
least as many as this one does, in its world too; so does any sum of leaf cells: what came in two
months, or between two publications.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .moves import Aim
from .setting import Setting
from .tables import Cell

#: A table, one of its leaf cells, by how much it differs.
Change = tuple[int, int, int]
#: How often a target is raised anew, when mending lowered it again.
TURNS = 9


class Target(NamedTuple):
    """A small count that must stay unknown: of a leaf cell of a table, or of its rest."""

    table: int
    leaf: int
    rest: bool


class Proving:
    """Targets, until each has a world. A world often serves several."""

    def __init__(self, setting: Setting, threshold: int) -> None:
        self.setting, self.threshold = setting, threshold
        self.world = setting.world
        self.worlds: list[list[Change]] = []
        self.proofs: dict[Target, int] = {}
        self.small = list(self._targets())
        self.waiting: dict[tuple[int, bool], set[int]] = defaultdict(set)
        for table, leaf, rest in self.small:
            self.waiting[table, rest].add(leaf)
        view = self.world.views[0]
        for costs, values in zip(view.costs, view.values, strict=True):
            for cell, value in enumerate(values):
                if 0 < value < threshold:
                    costs[cell] = 0

    def _targets(self) -> Iterator[Target]:
        """Yield what is small: tables that count everybody first, rests last."""
        outer = self.world.outer
        tables = sorted(range(len(outer)), key=lambda each: outer[each] is not None)
        for rest in (False, True):
            for table in tables:
                if outer[table] is not None or not rest:
                    for leaf in range(len(self.world.points)):
                        target = Target(table, leaf, rest)
                        if 0 < self._now(target) < self.threshold:
                            yield target

    def carry(self, worlds: tuple[Mapping[Cell, int], ...]) -> None:
        """Keep worlds of an earlier publication: they go on showing that its cells are safe."""
        tables = {table.name: number for number, table in enumerate(self.setting.tables)}
        leaves = {codes: number for number, codes in enumerate(self.setting.leaves())}
        for each in worlds:
            for cell, by in each.items():
                self.world.change(tables[cell.table], leaves[cell.codes], by)
            self._keep()

    def run(self) -> None:
        """Make a world for each target that has none."""
        for target in self.small:
            if target not in self.proofs:
                self._prove(target)
                self._keep()
                if target not in self.proofs:  # pragma: no cover - a mistake of this engine
                    raise RuntimeError(f"{target} cannot be protected")

    def _now(self, target: Target) -> int:
        """Return what a target counts in the world as it is."""
        counts, outer = self.world.counts, self.world.outer[target.table]
        count = counts[target.table][target.leaf]
        return counts[outer][target.leaf] - count if target.rest and outer is not None else count

    def _prove(self, target: Target) -> None:
        """Change the world until a target counts as many as the threshold."""
        outer = self.world.outer[target.table]
        if outer is not None:
            known = self.proofs.get(Target(outer, target.leaf, rest=False))
            for table, leaf, by in self.worlds[known] if known is not None else ():
                self.world.change(table, leaf, by)
        act = self._lower if target.rest else self._raise
        for _ in range(TURNS * self.threshold):
            want = self.threshold - self._now(target)
            if want <= 0 or not act(target, want):
                return

    def _raise(self, target: Target, want: int) -> int:
        """Have the leaf cell count more; where all have a need already, more have to come."""
        room = self.world.room(target.table, target.leaf, 1)
        outer = self.world.outer[target.table]
        if room <= 0 and outer is not None:
            room = self._lift(outer, target.leaf, 1, want)
        return self._lift(target.table, target.leaf, 1, min(want, room)) if room > 0 else 0

    def _lower(self, target: Target, want: int) -> int:
        """Have the leaf cell count less, so that its rest counts more; or else its whole more."""
        table, leaf, _ = target
        counted, outer = self.world.counts[table][leaf], self.world.outer[table]
        if counted and (gain := self._lift(table, leaf, -1, min(want, counted))):
            return gain
        return 0 if outer is None else self._lift(outer, leaf, 1, want)

    def _lift(self, table: int, leaf: int, sign: int, want: int) -> int:
        return self.world.lift(Aim(table, self.world.point(leaf), sign, want))

    def _keep(self) -> None:
        """Keep the world as it is, hide what it shows otherwise, and take it back to the truth."""
        world, number = self.world, len(self.worlds)
        kept = list(world.moved())
        self.worlds.append(kept)
        effects: dict[tuple[int, int], int] = {}
        view = world.views[0]
        for table, leaf, by in kept:
            for cell in view.above(world.point(leaf)):
                effects[table, cell] = effects.get((table, cell), 0) + by
            outer = world.outer[table]
            self._serve(Target(table, leaf, rest=False), number)
            for part in world.inner[table] if outer is None else (table,):
                self._serve(Target(part, leaf, rest=True), number)
        for (table, cell), by in effects.items():
            if by:
                view.costs[table][cell] = 0
        world.undo()

    def _serve(self, target: Target, number: int) -> None:
        """Note whether the world as it is serves a target that waits for one."""
        waiting = self.waiting[target.table, target.rest]
        if target.leaf in waiting and self._now(target) >= self.threshold:
            waiting.discard(target.leaf)
            self.proofs[target] = number
