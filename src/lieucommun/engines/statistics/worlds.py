"""Another world: counts that are not the true ones, and that show everything that is published.

A world is made of moves. A move is a hypercube (Repsilber 1994; Giessing and Repsilber 2002): its
corners differ from a leaf cell in some dimensions, and gain or lose in turn, so that every cell
that holds a dimension's two ends keeps its count. No count becomes negative, and none exceeds that
of the table that counts everybody.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import product

from .moves import ANY, BREADTH, DEAR, LEAST, MENDING, REACH, STAYS, Aim, Around, Move, Near
from .views import NEVER, Point, View


@dataclass
class World:
    """Counts by table, then by leaf cell, changed in place; `log` undoes it."""

    sizes: tuple[int, ...]
    outer: list[int | None]
    counts: list[list[int]]
    views: list[View]
    log: list[tuple[int, int, int]] = field(default_factory=list)

    def __post_init__(self) -> None:
        strides = [1]
        for size in self.sizes:
            strides.append(strides[-1] * size)
        self.strides = tuple(strides[:-1])
        among = range(len(self.outer))
        self.inner = [[each for each in among if self.outer[each] == table] for table in among]
        self.masks = sorted(product((True, False), repeat=len(self.sizes)), key=sum, reverse=True)
        self.breadth = BREADTH[min(len(self.sizes), len(BREADTH)) - 1]
        self.loose: list[dict[int, int]] = [{} for _ in self.outer]
        ordered = product(*(range(size) for size in reversed(self.sizes)))
        self.points = [point[::-1] for point in ordered]
        self.lines = [self._lines(counts) for counts in self.counts]

    def _lines(self, counts: list[int]) -> list[dict[int, list[int]]]:
        """Return, by dimension and line along it, the leaves that truly count somebody."""
        found: list[dict[int, list[int]]] = [{} for _ in self.sizes]
        for leaf, count in enumerate(counts):
            if count:
                for rank, at in enumerate(self.point(leaf)):
                    line = leaf - at * self.strides[rank]
                    found[rank].setdefault(line, []).append(at)
        return found

    def point(self, leaf: int) -> Point:
        return self.points[leaf]

    def leaf(self, point: Sequence[int]) -> int:
        return sum(at * stride for at, stride in zip(point, self.strides, strict=True))

    def change(self, table: int, leaf: int, by: int) -> None:
        self.counts[table][leaf] += by
        self.log.append((table, leaf, by))
        self._loosen(table, leaf)

    def undo(self, mark: int = 0) -> None:
        """Go back to when the log was so long."""
        while len(self.log) > mark:
            table, leaf, by = self.log.pop()
            self.counts[table][leaf] -= by
            self._loosen(table, leaf)

    def _loosen(self, table: int, leaf: int) -> None:
        outer = self.outer[table]
        whole = table if outer is None else outer
        self.loose[whole].pop(leaf, None)

    def room(self, table: int, leaf: int, sign: int, *, mend: bool = False) -> int:
        """Return by how much a leaf cell may change; with `mend`, whatever parts then exceed it."""
        outer = self.outer[table]
        if sign > 0:
            return ANY if outer is None else self.counts[outer][leaf] - self.counts[table][leaf]
        if mend or not self.inner[table]:
            return self.counts[table][leaf]
        loose = self.loose[table]
        if (found := loose.get(leaf)) is None:
            parts = [self.counts[each][leaf] for each in self.inner[table]]
            found = loose[leaf] = self.counts[table][leaf] - max(parts)
        return found

    def lift(self, aim: Aim) -> int:
        """Make moves that cost nothing, or else the cheapest one; return what the leaf cell gained.

        What it gained, or lost when the sign is negative, is 0 when no move was found.
        """
        paths = self.views[0].paths
        cell = sum([paths[rank][leaf][0] for rank, leaf in enumerate(aim.point)])
        aim = aim._replace(cell=cell)
        near = self._around(aim, mend=False)
        if gained := self._free(aim, near):
            return gained
        move = self._cheapest(aim, near, mend=False)
        ways = [move]
        if self.inner[aim.table] and (move is None or move.cost > MENDING):
            other = self._cheapest(aim, self._around(aim, mend=True), mend=True)
            first = move is None or (other is not None and other.rate + MENDING < move.rate)
            ways = [other, move] if first else [move, other]
        for way in ways:
            mark = len(self.log)
            if way is not None:
                self._make(aim.table, way)
                if self._mended(aim.table, way):
                    return way.gain
                self.undo(mark)
        return 0

    def _make(self, table: int, move: Move) -> None:
        for leaf, sign in move.corners:
            self.change(table, leaf, sign * move.gain)

    def _mended(self, table: int, move: Move) -> bool:
        """Lower the parts that exceed a count which a move lowered, if that can be done."""
        if not self.inner[table]:
            return True
        for leaf, sign in move.corners:
            if sign < 0 and self.room(table, leaf, -1) < 0:
                point = self.point(leaf)
                for each in self.inner[table]:
                    while (excess := -self.room(each, leaf, 1)) > 0:
                        if not self.lift(Aim(each, point, -1, excess)):
                            return False
        return True

    def _partners(self, near: Around) -> Iterator[tuple[Near | None, ...]]:
        for mask in self.masks:
            goes = [near[rank] if flag else STAYS for rank, flag in enumerate(mask)]
            yield from product(*goes)

    def _free(self, aim: Aim, near: Around) -> int:
        """Make moves that change only what is hidden already; return what they bring."""
        start, gained, want = self.leaf(aim.point), 0, aim.want
        hidden = [[each for each in some if not each.cost] for some in near]
        cell, costs = aim.cell, self.views[0].costs[aim.table]
        for partner in self._partners(hidden):
            if costs[cell + sum([each.cell for each in partner if each])]:  # the corner opposite
                continue
            move = self._move(aim, start, partner, LEAST, mend=False)
            if move is not None:
                self._make(aim.table, move)
                gained += move.gain
                if gained == want:
                    break
                aim = aim._replace(want=want - gained)
        return gained

    def _cheapest(self, aim: Aim, near: Around, *, mend: bool) -> Move | None:
        """Return the move that costs least for what it brings."""
        best, rate, start = None, float(NEVER), self.leaf(aim.point)
        for partner in self._partners(near):
            move = self._move(aim, start, partner, rate, mend=mend)
            if move is not None:
                best, rate = move, move.rate
                if not move.cost:
                    break
        return self._transfer(aim, best, mend=mend) if rate > DEAR else best

    def _transfer(self, aim: Aim, best: Move | None, *, mend: bool) -> Move | None:
        """Return a move from a leaf cell that is apart in several dimensions, if it costs less.

        It keeps only what holds both: for lone cells, whose margins are small and hidden as well.
        """
        table, start, views = aim.table, self.leaf(aim.point), self.views
        outer, costs = self.outer[table], self.views[0].costs[table]
        counts = self.counts[table if aim.sign > 0 or outer is None else outer]
        others = []
        for leaf, count in enumerate(counts):
            room = self.room(table, leaf, -aim.sign, mend=mend) if count else 0
            if room > 0 and leaf != start:
                dear = sum([costs[cell] for cell in views[0].above(self.points[leaf])])
                others.append((dear // min(room, aim.want), leaf))
        here = [set(view.above(aim.point)) for view in views]
        for _, leaf in sorted(others)[:REACH]:
            gain = min(aim.want, self.room(table, start, aim.sign))
            gain = min(gain, self.room(table, leaf, -aim.sign, mend=mend))
            cost = 0
            for view, cells in zip(views, here, strict=True):
                apart = cells.symmetric_difference(view.above(self.points[leaf]))
                cost += sum([view.costs[table][cell] for cell in apart])
            if gain > 0 and cost < NEVER and (best is None or cost / gain < best.rate):
                best = Move(((start, aim.sign), (leaf, -aim.sign)), gain, cost)
        return best

    def _around(self, aim: Aim, *, mend: bool) -> Around:
        return [self._near(aim, rank, mend=mend) for rank in range(len(self.sizes))]

    def _near(self, aim: Aim, rank: int, *, mend: bool) -> list[Near]:
        """Return where a move may go along a dimension: hidden cells, near, large ones first."""
        table, view, at = aim.table, self.views[0], aim.point[rank]
        counted = table if aim.sign > 0 else self.outer[table]
        counts = self.counts[table if counted is None else counted]
        stride = self.strides[rank]
        line = self.leaf(aim.point) - at * stride
        others = self.lines[table if counted is None else counted][rank].get(line, ())
        costs, paths, far = view.costs[table], view.paths[rank], view.far[rank][at]
        first = paths[at][0]
        cell = aim.cell - first
        ordered = sorted(
            (costs[cell + paths[to][0]], far[to], -counts[line + to * stride], to)
            for to in others
            if to != at
        )
        found: list[Near] = []
        for cost, _, _, to in ordered:
            if self.room(table, line + to * stride, -aim.sign, mend=mend) > 0:
                found.append(Near(to, (to - at) * stride, paths[to][0] - first, cost))
                if len(found) == self.breadth:
                    break
        return found

    def _move(
        self, aim: Aim, start: int, partner: tuple[Near | None, ...], rate: float, *, mend: bool
    ) -> Move | None:
        """Return a move that costs less than a rate, if its corners have room."""
        table, costs = aim.table, self.views[0].costs[aim.table]
        goes = [near for near in partner if near is not None]
        most = rate * aim.want
        cell = aim.cell + sum([near.cell for near in goes])
        if costs[cell] >= most or sum([near.cost for near in goes]) >= most:
            return None
        leaves, signs, gain = [start], [aim.sign], aim.want
        for near in goes:
            by = near.by
            leaves += [leaf + by for leaf in leaves]
            signs += [-sign for sign in signs]
        for leaf, sign in zip(leaves, signs, strict=True):
            gain = min(gain, self.room(table, leaf, sign, mend=mend))
            if gain <= 0:
                return None
        cost = self._cost(aim, partner, rate * gain)
        if cost is None:
            return None
        return Move(tuple(zip(leaves, signs, strict=True)), gain, cost)

    def _cost(self, aim: Aim, partner: tuple[Near | None, ...], most: float) -> int | None:
        """Return what a move would have hidden, if it is less than the most."""
        cost, goes = 0, [None if near is None else near.to for near in partner]
        for view in self.views:
            costs = view.costs[aim.table]
            cost += sum([costs[cell] for cell in view.changed(aim.point, goes)])
            if cost >= most:
                return None
        return cost

    def moved(self) -> Iterator[tuple[int, int, int]]:
        """Yield what differs from the truth: table, leaf cell, by how much."""
        total: dict[tuple[int, int], int] = {}
        for table, leaf, by in self.log:
            total[table, leaf] = total.get((table, leaf), 0) + by
        yield from ((table, leaf, by) for (table, leaf), by in total.items() if by)
