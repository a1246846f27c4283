"""What an index owes to its weights: ranks when each one moves, and without each component."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from heapq import nsmallest
from operator import itemgetter, neg
from typing import Generic, NamedTuple, TypeVar

from lieucommun.engines.statistics.exact import WIDE, Number, rounded, wide
from lieucommun.engines.statistics.ranking import Ranking, ranked

from .correlation import kendall, spearman
from .index import DECIMALS, Component, K, checked, on_scale
from .scales import Scale

T = TypeVar("T")
_HUNDRED = Decimal(100)
_ZERO = Decimal(0)
_LEFT_OUT = Decimal(-1)


class Places(NamedTuple):
    """The rank of a territory, and the first and the last place that variants give it."""

    rank: int
    first: int
    last: int


class Move(NamedTuple, Generic[T]):
    """A territory whose rank a variant changes."""

    key: T
    rank: int
    becomes: int


@dataclass(frozen=True, slots=True)
class Variant(Generic[T]):
    """The index with the weight of one component changed by so many per cent (None: without it).

    `spearman` and `kendall` compare both orders; `mean_move` is the mean number of places by which
    a territory moves, `moves` those that move most.
    """

    component: str
    change: Decimal | None
    spearman: Decimal | None
    kendall: Decimal | None
    mean_move: Decimal
    moves: tuple[Move[T], ...]


@dataclass(frozen=True, slots=True)
class Sensitivity(Generic[T]):
    """Ranks from 1, the highest index first, over all variants."""

    places: Mapping[T, Places]
    variants: tuple[Variant[T], ...]

    def widest(self, count: int) -> list[T]:
        """Return the territories whose rank is least certain, the least certain first."""
        apart = {key: found.last - found.first for key, found in self.places.items()}
        return sorted(apart, key=lambda key: -apart[key])[:count]


class _Sum(NamedTuple):
    """Weighted values of a territory, added, and their weights."""

    points: Decimal
    weight: Decimal


def sensitivity(
    components: Mapping[str, Component[K]],
    scale: Scale,
    need: int | None = None,
    *,
    change: Number = 20,
    most: int = 10,
) -> Sensitivity[K]:
    """Move each weight by plus and minus `change` per cent, then leave each component out.

    Only territories that have an index take part; one that has no other component than the one
    left out has no rank there. Each variant tells the `most` territories that move most. Raises
    ValueError as `index` does, and for a change outside 0 to 100.
    """
    if not 0 < change < _HUNDRED:
        raise ValueError(f"a change of {change} %")
    wanted, table = checked(components, need), on_scale(components, scale)
    weights = {name: wide(each.weight) for name, each in components.items()}
    sums = _sums(table, weights, wanted)
    base = ranked({key: _mean(each) for key, each in sums.items()})
    places = {key: Places(each.rank, each.rank, each.rank) for key, each in base.items()}
    variants = []
    for name, told in _changes(list(components), wide(change)):
        part = _LEFT_OUT if told is None else WIDE.divide(told, _HUNDRED)
        weight, values = WIDE.multiply(part, weights[name]), table[name]
        scores = {key: _mean(_moved(each, values.get(key), weight)) for key, each in sums.items()}
        ranks = ranked(scores)
        for key, (place, _, _) in ranks.items():
            rank, first, last = places[key]
            if not first <= place <= last:
                places[key] = Places(rank, min(first, place), max(last, place))
        variants.append(_variant(name, told, base, ranks, most))
    return Sensitivity(places, tuple(variants))


def _changes(names: list[str], change: Decimal) -> Iterator[tuple[str, Decimal | None]]:
    """Yield each component with the change of its weight in per cent, then without it (None)."""
    for name in names:
        yield name, change
        yield name, WIDE.minus(change)
    if len(names) > 1:
        for name in names:
            yield name, None


def _sums(
    table: Mapping[str, Mapping[K, Decimal]], weights: Mapping[str, Decimal], need: int
) -> dict[K, _Sum]:
    """Return the sums of each territory that has as many components as it needs."""
    found: dict[K, _Sum] = {}
    known: dict[K, int] = {}
    for name, values in table.items():
        for key, value in values.items():
            found[key] = _moved(found.get(key, _Sum(_ZERO, _ZERO)), value, weights[name])
            known[key] = known.get(key, 0) + 1
    return {key: each for key, each in found.items() if known[key] >= need}


def _moved(each: _Sum, value: Decimal | None, weight: Decimal) -> _Sum:
    """Return sums with a value more; a weight below zero takes it away. None changes nothing."""
    if value is None:
        return each
    return _Sum(WIDE.add(each.points, WIDE.multiply(weight, value)), WIDE.add(each.weight, weight))


def _mean(each: _Sum) -> Decimal | None:
    return rounded(WIDE.divide(each.points, each.weight), DECIMALS) if each.weight else None


def _variant(
    name: str,
    change: Decimal | None,
    base: Mapping[K, Ranking],
    ranks: Mapping[K, Ranking],
    most: int,
) -> Variant[K]:
    before = [base[key].rank for key in ranks]
    after = [found.rank for found in ranks.values()]
    apart = [abs(one - other) for one, other in zip(before, after, strict=True)]
    mean = rounded(Fraction(sum(apart), len(apart)), 2) if apart else _ZERO
    far = nsmallest(most, zip(map(neg, apart), before, ranks, after, strict=True), itemgetter(0, 1))
    moves = tuple(Move(key, rank, becomes) for gap, rank, key, becomes in far if gap)
    return Variant(name, change, spearman(before, after), kendall(before, after), mean, moves)
