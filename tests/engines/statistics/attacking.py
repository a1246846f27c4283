"""An attacker who tries every table: independent of the engine, exact, and slow.

It knows what is published, now and before, that counts are whole and not negative, that a part is
at most its whole. It looks for counts at the finest level that show all of that.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from lieucommun.engines.statistics import TOTAL, Cell, Codes, Dimension, Published, Table

#: More steps than this, and the attacker gives up.
STEPS = 300_000


def below(dimension: Dimension, code: str) -> set[str]:
    """Return the leaves below a code, itself if it is one."""
    if code == TOTAL:
        return {leaf for top in dimension.parents for leaf in below(dimension, top)}
    children = [each for each, parent in dimension.parents.items() if parent == code]
    return {leaf for each in children for leaf in below(dimension, each)} or {code}


def holds(dimensions: Sequence[Dimension], codes: Codes) -> set[Codes]:
    """Return the leaf cells of a cell."""
    return set(product(*(below(each, code) for each, code in zip(dimensions, codes, strict=True))))


def all_codes(dimensions: Sequence[Dimension]) -> Iterator[Codes]:
    for codes in product(*([*each.parents, TOTAL] for each in dimensions)):
        tops = [list(each.parents.values()).count(None) for each in dimensions]
        if not any(code == TOTAL and top < 2 for code, top in zip(codes, tops, strict=True)):
            yield codes


def count(table: Table, cells: set[Codes]) -> int:
    return sum(table.counts.get(each, 0) for each in cells)


@dataclass
class Attack:
    """What is known, as sums of leaf cells, and a search for counts that agree with it."""

    published: Published
    sums: list[tuple[frozenset[Cell], int]] = field(default_factory=list)
    leaves: list[Cell] = field(default_factory=list)

    def __post_init__(self) -> None:
        each: Published | None = self.published
        while each is not None:
            for cell, value in each.cells.items():
                if value is not None:
                    inside = holds(each.dimensions, cell.codes)
                    self.sums.append((frozenset(Cell(cell.table, c) for c in inside), value))
            each = each.before
        codes = [set(map(str, below(each, TOTAL))) for each in self.published.dimensions]
        wholes_first = sorted(self.published.within.items(), key=lambda each: each[1] is not None)
        self.leaves = [
            Cell(name, c) for c in product(*map(sorted, codes)) for name, _ in wholes_first
        ]

    def can_be(self, wanted: Mapping[Cell, int], least: int) -> bool:
        """Say whether a sum of leaf cells, with their signs, may be so much or more."""
        of = {
            leaf: [n for n, (cells, _) in enumerate(self.sums) if leaf in cells]
            for leaf in self.leaves
        }
        search = _Search(self.published.within, of, wanted, least)
        search.left = [value for _, value in self.sums]
        search.open = [len(cells) for cells, _ in self.sums]
        return search.found()


@dataclass
class _Search:
    within: Mapping[str, str | None]
    of: dict[Cell, list[int]]
    wanted: Mapping[Cell, int]
    least: int
    left: list[int] = field(default_factory=list)
    open: list[int] = field(default_factory=list)
    given: dict[Cell, int] = field(default_factory=dict)
    steps: int = 0

    def found(self) -> bool:
        self.steps += 1
        if self.steps > STEPS:
            raise TimeoutError
        waiting = [leaf for leaf in self.of if leaf not in self.given]
        if not self._hopeful(waiting):
            return False
        if not waiting:
            return True
        leaf = min(waiting, key=self._tightness)
        low, high = self._range(leaf)
        values = range(low, high + 1) if self.wanted.get(leaf, 0) < 0 else range(high, low - 1, -1)
        return any(self._goes(leaf, value) for value in values)

    def _tightness(self, leaf: Cell) -> tuple[int, int, bool]:
        low, high = self._range(leaf)
        return min(high - low, 1), high - low, self.within[leaf.table] is not None

    def _range(self, leaf: Cell) -> tuple[int, int]:
        lefts = [self.left[n] for n in self.of[leaf]]
        low, high = 0, min(lefts, default=12 + self.least)
        for n in self.of[leaf]:
            if self.open[n] == 1:
                low = max(low, self.left[n])
        whole = self.within[leaf.table]
        if whole is not None:
            high = min(high, self.given.get(Cell(whole, leaf.codes), high))
        else:
            parts = [self.given.get(Cell(name, leaf.codes), 0) for name in self.within]
            low = max(low, *parts)
        return low, high

    def _hopeful(self, waiting: list[Cell]) -> bool:
        total = sum(by * self.given.get(leaf, 0) for leaf, by in self.wanted.items())
        for leaf in waiting:
            low, high = self._range(leaf)
            if low > high:
                return False
            by = self.wanted.get(leaf, 0)
            total += by * (high if by > 0 else low)
        return total >= self.least

    def _goes(self, leaf: Cell, value: int) -> bool:
        self.given[leaf] = value
        for n in self.of[leaf]:
            self.left[n] -= value
            self.open[n] -= 1
        done = self.found()
        for n in self.of[leaf]:
            self.left[n] += value
            self.open[n] += 1
        del self.given[leaf]
        return done


def small(
    published: Published, tables: Sequence[Table], threshold: int
) -> Iterator[dict[Cell, int]]:
    """Yield what must stay unknown, as sums of leaf cells: small cells, rests, what they gained."""
    named = {table.name: table for table in tables}
    for codes in all_codes(published.dimensions):
        inside = holds(published.dimensions, codes)
        areas, each = [inside], published.before
        while each is not None:
            was = set(product(*(below(d, TOTAL) for d in each.dimensions)))
            areas.append(inside - was)
            each = each.before
        for name, whole in published.within.items():
            for area in areas:
                value = count(named[name], area)
                if 0 < value < threshold:
                    yield {Cell(name, each): 1 for each in area}
                if whole and 0 < count(named[whole], area) - value < threshold:
                    rest = {Cell(whole, each): 1 for each in area}
                    yield rest | {Cell(name, each): -1 for each in area}


def betrayed(
    published: Published, tables: Sequence[Table], threshold: int
) -> list[dict[Cell, int]]:
    """Return the small counts that what is published proves to be small."""
    attack = Attack(published)
    return [
        wanted
        for wanted in small(published, tables, threshold)
        if not attack.can_be(wanted, threshold)
    ]
