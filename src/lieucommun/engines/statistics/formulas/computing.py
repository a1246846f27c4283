"""Turn an expression into a function of a row of values: made once, called for each territory."""

import operator
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from typing import Any, TypeAlias

from lieucommun.engines.statistics.exact import EXACT

from .tree import Aggregate, Expression, Name, Number, Sum, leaves

#: A side of a figure: exact, hence a Fraction when the formula has a constant such as 1/3.
Exact: TypeAlias = Decimal | Fraction
#: The values of the inputs of a formula, in their order.
Row: TypeAlias = Sequence[Decimal | int | None]
Computation: TypeAlias = Callable[[Row], Any]


def compiled(
    expression: Expression, places: Mapping[Aggregate | Name, int]
) -> Callable[[Row], Exact | None]:
    """Return what computes an expression from a row; `places` says where each input stands.

    The function gives None when an input is, and raises decimal.Inexact beyond 20,000 digits.
    """
    numbers = [each.value for each in leaves(expression) if isinstance(each, Number)]
    finite = all(_finite(value) for value in numbers)
    function = _made(expression, places, finite=finite)
    make: Callable[[Any], Exact] = Decimal if finite else Fraction

    def found(row: Row) -> Exact | None:
        value = function(row)
        return make(value) if isinstance(value, int) else value

    return found


def _finite(value: Fraction) -> bool:
    """Say whether a number can be written with a decimal point."""
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _made(
    expression: Expression, places: Mapping[Aggregate | Name, int], *, finite: bool
) -> Computation:
    if isinstance(expression, Number):
        value = expression.value
        constant = EXACT.divide(value.numerator, value.denominator) if finite else value
        return lambda _: constant
    if isinstance(expression, Aggregate | Name):
        return _input(places[expression], finite=finite)
    several = expression.terms if isinstance(expression, Sum) else expression.factors
    parts = tuple(_made(each, places, finite=finite) for each in several)
    if isinstance(expression, Sum):
        return _combined(EXACT.add if finite else operator.add, parts)
    return _combined(EXACT.multiply if finite else operator.mul, parts)


def _input(place: int, *, finite: bool) -> Computation:
    if finite:
        return operator.itemgetter(place)

    def found(row: Row) -> Fraction | None:
        value = row[place]
        return None if value is None else Fraction(value)

    return found


def _combined(combine: Callable[[Any, Any], Any], parts: tuple[Computation, ...]) -> Computation:
    first, *rest = parts

    def found(row: Row) -> Any:
        value = first(row)
        for part in rest:
            other = part(row)
            if value is None or other is None:
                return None
            value = combine(value, other)
        return value

    return found
