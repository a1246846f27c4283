"""Natural breaks (Fisher, 1958; Jenks, 1967): classes whose values differ least from their mean.

The best classes of the values up to one of them are the best ones up to another, and a class more:
Fisher's dynamic programme, which Wang and Song (2011, Ckmeans.1d.dp) run for clusters on a line.
As the cost of classes is a Monge array, the place of the last cut never goes back as values are
added (Grønlund and others, 2017): halving finds all places of a row in n log n steps, not n².

Exact: values are whole numbers of their smallest decimal, and the squares divided by counts have
so many bits that two partitions of different costs never compare the wrong way.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate, groupby
from random import Random

from lieucommun.engines.statistics.exact import EXACT, WIDE

from .bounds import Classes, checked, none, ordered, starting

#: Distinct values from which `sampled_breaks` is worth what it loses.
MANY = 50_000
#: Places of a sample.
SAMPLE = 5_000


def natural_breaks(values: Iterable[Decimal | int], count: int) -> Classes:
    """Return the classes with the least sum of squared differences from the mean of each.

    None is empty: there are fewer than `count` where fewer values are distinct. Half a second for
    35,000 distinct values and five classes. Raises ValueError for less than one class.
    """
    checked(count)
    known = ordered(values)
    if not known:
        return none("natural", count)
    return starting("natural", known, _starts(known, _begins(known), count), count)


def sampled_breaks(
    values: Iterable[Decimal | int], count: int, *, seed: int, size: int = SAMPLE
) -> Classes:
    """Return the best classes that begin at a random sample of the values.

    Half of the sample are values drawn at random, half those next to numbers drawn between both
    ends, so that long tails are not missed. Classes are judged on all values. The same seed gives
    the same ones; with no more than `size` distinct values they are exact. Raises ValueError for
    less than one class.
    """
    checked(count)
    known = ordered(values)
    begins = _begins(known)
    if len(begins) <= size:
        return natural_breaks(known, count)
    rng = Random(seed)  # noqa: S311 - chance, not secrets
    drawn = {0, *rng.sample(begins, size // 2)}
    width = EXACT.subtract(known[-1], known[0])
    for _ in range(size - size // 2):
        part = WIDE.multiply(Decimal(rng.random()), width)
        drawn.add(bisect_left(known, EXACT.add(known[0], part)))
    return starting("sampled", known, _starts(known, sorted(drawn), count), count)


def variance_fit(values: Iterable[Decimal | int], classes: Classes) -> Fraction | None:
    """Return the part of the variance that lies between classes: from 0 to 1, 1 within none.

    The goodness of variance fit of Jenks. None when the values do not vary.
    """
    known = ordered(values)
    if not known or known[0] == known[-1]:
        return None
    parts = (list(part) for _, part in groupby(known, classes.class_of))
    return 1 - sum(map(_squares, parts), Fraction(0)) / _squares(known)


def _squares(values: Sequence[Decimal]) -> Fraction:
    """Return the sum of squared differences from the mean."""
    known = list(map(Fraction, values))
    mean = sum(known, Fraction(0)) / len(known)
    return sum(((each - mean) ** 2 for each in known), Fraction(0))


def _begins(values: Sequence[Decimal]) -> list[int]:
    """Return where each distinct value begins in sorted values."""
    sizes = (len(list(same)) for _, same in groupby(values))
    return list(accumulate(sizes, initial=0))[:-1]


def _starts(values: Sequence[Decimal], begins: Sequence[int], count: int) -> list[int]:
    """Return where each of the best classes begins, among some places of which 0 is the first."""
    if count == 1:
        return [0]
    if len(begins) <= count:
        return list(begins)
    sums = list(accumulate(_whole(values), initial=0))
    weights = [*begins, len(values)]
    found = _Programme(weights, [sums[each] for each in weights], count).starts()
    return [begins[each] for each in found]


def _whole(values: Sequence[Decimal]) -> list[int]:
    """Return values as whole numbers of one unit, from the lowest."""
    low = values[0]
    apart = [EXACT.subtract(value, low) for value in values]
    finest = max(-int(value.as_tuple().exponent) for value in apart)
    return [int(EXACT.scaleb(value, finest)) for value in apart]


@dataclass(slots=True)
class _Programme:
    """How many values, and how much in all, there are before each place where a class may begin."""

    weights: list[int]
    sums: list[int]
    count: int

    @property
    def shift(self) -> int:
        """How many bits a quotient needs after the point.

        Costs of two partitions are fractions over products of counts: they differ by 1 / n^(2 k) at
        least, or not at all. What is cut off k quotients must stay below that.
        """
        return 2 * self.count * self.weights[-1].bit_length() + self.count.bit_length() + 1

    def starts(self) -> list[int]:
        """Return at which places a class begins.

        Least squares within classes are most squared sums, divided by counts.
        """
        size, shift = len(self.weights) - 1, self.shift
        pairs = zip(self.sums[1:], self.weights[1:], strict=True)
        best = [0, *((total * total << shift) // weight for total, weight in pairs)]
        rows: list[list[int]] = []
        for number in range(2, self.count):
            best, cuts = self._row(best, number)
            rows.append(cuts)
        _, cut = self._cut(best, size, self.count - 1, size - 1)
        found = [cut]
        for cuts in reversed(rows):
            found.append(cuts[found[-1]])
        return [0, *reversed(found)]

    def _row(self, before: list[int], number: int) -> tuple[list[int], list[int]]:
        """Return the best of `number` classes up to each place, and where the last one begins."""
        size = len(self.weights) - 1
        best, cuts = [0] * (size + 1), [0] * (size + 1)
        # What is left to fill: from one end to another, with cuts from one place to another.
        waiting = [(number, size, number - 1, size - 1)]
        while waiting:
            first, last, low, high = waiting.pop()
            middle = (first + last) // 2
            best[middle], cut = self._cut(before, middle, low, min(high, middle - 1))
            cuts[middle] = cut
            if first < middle:
                waiting.append((first, middle - 1, low, cut))
            if middle < last:
                waiting.append((middle + 1, last, cut, high))
        return best, cuts

    def _cut(self, before: list[int], end: int, low: int, high: int) -> tuple[int, int]:
        """Return the best of what ends at a place, and its last cut, between two places."""
        sums, weights, shift = self.sums, self.weights, self.shift
        total, weight, most, found = sums[end], weights[end], -1, low
        for place in range(low, high + 1):
            part = total - sums[place]
            value = before[place] + (part * part << shift) // (weight - weights[place])
            if value > most:
                most, found = value, place
        return most, found
