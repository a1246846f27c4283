"""A formula, read: what it needs, and what it gives."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from typing import NamedTuple

from lieucommun.engines.statistics.rates import quotient

from .computing import Exact, Row, compiled
from .tree import Aggregate, Expression, Mention, Name, Number, Product, Sum, leaves, mentions

POPULATION = Name("population")
AREA = Name("area")
_ONE = Decimal(1)


class Value(NamedTuple):
    """Both sides of a figure, exact; None where something is missing; 1 under what is no ratio."""

    numerator: Exact | None
    denominator: Exact | None

    @property
    def exact(self) -> Fraction | None:
        """The figure itself; None when a side is missing, or the lower one is zero."""
        if self.numerator is None or not self.denominator:
            return None
        return Fraction(self.numerator) / Fraction(self.denominator)

    def rounded(self, decimals: int) -> Decimal | None:
        """Return the figure with so many decimals, halves away from zero; None as `exact`."""
        return quotient(self.numerator, self.denominator, decimals)


@dataclass(frozen=True)
class Formula:
    """One numerator and one denominator (None when nothing but constants divides).

    Neither holds a division: constants are Fractions, and the rest is added and multiplied.
    """

    text: str
    numerator: Expression
    denominator: Expression | None

    @cached_property
    def inputs(self) -> tuple[Aggregate | Name, ...]:
        """What is to be known, each once: above the line first, from left to right."""
        known = (each for each in self._leaves if not isinstance(each, Number))
        return tuple(dict.fromkeys(known))

    @cached_property
    def aggregates(self) -> tuple[Aggregate, ...]:
        """Those of the inputs that come from tables."""
        return tuple(each for each in self.inputs if isinstance(each, Aggregate))

    @cached_property
    def mentions(self) -> tuple[Mention, ...]:
        """Every table and column that is named, with its place: for those who check formulas."""
        named = [each for each in self._leaves if isinstance(each, Aggregate)]
        found = {mention for each in named for mention in mentions(each)}
        return tuple(sorted(found, key=lambda each: each.position))

    @cached_property
    def tables(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(each.table for each in self.aggregates))

    @cached_property
    def columns(self) -> tuple[tuple[str, str], ...]:
        """Each column once, as (table, column), those of conditions too."""
        named = ((each.table, each.column) for each in self.mentions if each.column is not None)
        return tuple(dict.fromkeys(named))

    @property
    def needs_population(self) -> bool:
        return POPULATION in self.inputs

    @property
    def needs_area(self) -> bool:
        return AREA in self.inputs

    @property
    def ratio(self) -> bool:
        """Whether something that is not constant divides."""
        return self.denominator is not None

    @cached_property
    def additive(self) -> bool:
        """Whether the values of parts add up to that of the whole.

        Sums, counts, inhabitants and km² do, multiplied by constants and added to one another.
        """
        return self.denominator is None and _additive(self.numerator)

    def evaluate(self, values: Mapping[Aggregate | Name, Decimal | int | None]) -> Value:
        """Return both sides, from the value of each input.

        A value that is None, or not there, is missing, and so is the side that depends on it:
        missing is not zero. Nothing is rounded. Raises decimal.Inexact beyond 20,000 digits, which
        values of 38 digits never reach.
        """
        return self.compute([values.get(each) for each in self.inputs])

    def compute(self, row: Row) -> Value:
        """Do as `evaluate` from the values of `inputs`, in their order: for long tables."""
        above, below = self._sides
        return Value(above(row), below(row))

    @cached_property
    def _sides(self) -> tuple[Callable[[Row], Exact | None], Callable[[Row], Exact | None]]:
        places = {each: place for place, each in enumerate(self.inputs)}
        above = compiled(self.numerator, places)
        if self.denominator is None:
            return above, lambda _: _ONE
        return above, compiled(self.denominator, places)

    @cached_property
    def _leaves(self) -> tuple[Number | Name | Aggregate, ...]:
        below = () if self.denominator is None else tuple(leaves(self.denominator))
        return (*leaves(self.numerator), *below)


def _additive(expression: Expression) -> bool:
    if isinstance(expression, Aggregate):
        return expression.kind in {"sum", "count"}
    if isinstance(expression, Sum):
        return all(map(_additive, expression.terms))
    if isinstance(expression, Product):
        rest = [each for each in expression.factors if not isinstance(each, Number)]
        return len(rest) == 1 and _additive(rest[0])
    return isinstance(expression, Name) or not expression.value
