"""Classes: intervals that part some values, each in one of them."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import Literal, NamedTuple

Method = Literal["quantiles", "equal", "natural", "sampled", "manual"]


class Span(NamedTuple):
    """The lowest and the highest value of a class."""

    lowest: Decimal
    highest: Decimal


@dataclass(frozen=True, slots=True)
class Classes:
    """Intervals [b0, b1[, [b1, b2[ … [bk-1, bk], with the number and the span of their values.

    Without values there is no class. Bounds rise; only the last two are equal when the last class
    holds a single value, however often. `asked` says how many classes were asked for: there are
    fewer when values are too often equal.
    """

    method: Method
    bounds: tuple[Decimal, ...]
    counts: tuple[int, ...]
    spans: tuple[Span | None, ...]
    asked: int

    @property
    def merged(self) -> bool:
        """Whether there are fewer classes than asked for."""
        return len(self.counts) < self.asked

    def class_of(self, value: Decimal | int) -> int | None:
        """Return the number of the class of a value, from 0; None outside all of them."""
        if not self.counts or not self.bounds[0] <= value <= self.bounds[-1]:
            return None
        return min(bisect_right(self.bounds, value), len(self.counts)) - 1


def ordered(values: Iterable[Decimal | int]) -> list[Decimal]:
    """Return values from lowest to highest. Raises ValueError for one that is not finite."""
    known = list(map(Decimal, values))
    if not all(map(Decimal.is_finite, known)):
        raise ValueError("a value is not a finite number")
    return sorted(known)


def made(
    method: Method, values: Sequence[Decimal], bounds: Sequence[Decimal], asked: int
) -> Classes:
    """Return the classes that bounds make of sorted values, which they embrace."""
    edges = [0, *(bisect_left(values, bound) for bound in bounds[1:-1]), len(values)]
    spans = tuple(
        Span(values[start], values[end - 1]) if start < end else None
        for start, end in pairwise(edges)
    )
    counts = tuple(end - start for start, end in pairwise(edges))
    return Classes(method, tuple(bounds), counts, spans, asked)


def none(method: Method, asked: int) -> Classes:
    """Return the classes of no values."""
    return Classes(method, (), (), (), asked)


def starting(
    method: Method, values: Sequence[Decimal], starts: Sequence[int], asked: int
) -> Classes:
    """Return the classes that begin at some places of sorted values (the first one at 0)."""
    return made(method, values, [*(values[each] for each in starts), values[-1]], asked)


def checked(count: int) -> int:
    """Return a number of classes, or raise ValueError."""
    if count < 1:
        raise ValueError(f"{count} classes")
    return count
