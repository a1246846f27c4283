"""Where an indicator starts from, where it is to go, and what is expected of it on the way."""

from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Literal, NamedTuple

from lieucommun.engines.statistics.exact import Number

from .periods import Period


class Mark(NamedTuple):
    """A value that is known or wanted for a period."""

    period: Period
    value: Number


@dataclass(frozen=True, slots=True)
class Trajectory:
    """The way from a baseline to a target, by milestones.

    On a `line`, each month between two marks brings the same change; by `steps`, each mark holds
    until the next one. Marks may be of different frequencies: what counts is when they end. Raises
    ValueError when two marks do not come one after the other.
    """

    target: Mark
    baseline: Mark | None = None
    milestones: tuple[Mark, ...] = ()
    shape: Literal["line", "steps"] = "line"

    def __post_init__(self) -> None:
        for one, other in pairwise(self.marks):
            if one.period.end >= other.period.end:
                raise ValueError(f"{other.period} does not come after {one.period}")

    @property
    def marks(self) -> tuple[Mark, ...]:
        """Every mark, from the first to the target."""
        start = () if self.baseline is None else (self.baseline,)
        return (*start, *self.milestones, self.target)

    def expected(self, period: Period) -> Fraction | None:
        """Return the exact value expected at the end of a period.

        From the target on, it is that of the target. None before the first mark.
        """
        passed = [mark for mark in self.marks if mark.period.end <= period.end]
        if not passed:
            return None
        last = passed[-1]
        if self.shape == "steps" or last is self.target:
            return Fraction(last.value)
        coming = self.marks[len(passed)]
        way = Fraction(coming.value) - Fraction(last.value)
        length = coming.period.end - last.period.end
        return Fraction(last.value) + way * (period.end - last.period.end) / length

    def progress(self, value: Number) -> Fraction | None:
        """Return how much of the way from the baseline to the target is done: 1 at the target.

        None without a baseline, and when both are the same.
        """
        if self.baseline is None or self.baseline.value == self.target.value:
            return None
        start = Fraction(self.baseline.value)
        return (Fraction(value) - start) / (Fraction(self.target.value) - start)
