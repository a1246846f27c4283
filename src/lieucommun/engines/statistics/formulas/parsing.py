"""Read a formula straight into one numerator and one denominator.

What divides is put below the line as it is met, constants apart: `100 * a / b` and `a / b * 100`
become the same. Constants are folded. Neither changes any result: `a / b * b` still has no value
where b is zero.
"""

from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import cast

from .conditions import read_condition
from .errors import FormulaError
from .formula import AREA, POPULATION, Formula
from .reading import Reader
from .tokens import Token
from .tree import Aggregate, Expression, Kind, Number, Product, Sum

NAMES = (POPULATION.name, AREA.name)
FUNCTIONS = ("sum", "count", "distinct", "min", "max")
_ONE = Fraction(1)


@dataclass(frozen=True, slots=True)
class _Quotient:
    """Part of a formula, from `position` on: factors over others, with a constant on each side.

    What is below the line has a constant other than 1 only with factors.
    """

    position: int
    scale: Fraction = _ONE
    above: tuple[Expression, ...] = ()
    under: Fraction = _ONE
    below: tuple[Expression, ...] = ()

    def expression(self) -> Expression:
        """Return what stands above the line."""
        return _product(self.scale, self.above)


def parse(text: str) -> Formula:
    """Return a formula, or raise FormulaError with the place of its first mistake.

    A formula is at most 2,000 characters long and 20 brackets deep: none costs much to read.
    """
    reader = Reader(text)
    found = _sum(reader)
    if reader.now.kind != "end":
        reader.refuse("+", "-", "*", "/")
    if not found.above and not found.below:
        raise FormulaError(0, "constant")
    below = _product(found.under, found.below) if found.below else None
    return Formula(text, found.expression(), below)


def _product(scale: Fraction, factors: tuple[Expression, ...]) -> Expression:
    if not factors:
        return Number(scale)
    if scale == 1:
        return factors[0] if len(factors) == 1 else Product(factors)
    return Product((Number(scale), *factors))


def _sum(reader: Reader) -> _Quotient:
    terms = [_term(reader)]
    while reader.at("+", "-"):
        sign = reader.take()
        term = _term(reader)
        terms.append(replace(term, scale=-term.scale) if sign.value == "-" else term)
    if len(terms) == 1:
        return terms[0]
    for term in terms:
        if term.below:
            raise FormulaError(term.position, "sum-of-ratios")
    position = terms[0].position
    if not any(term.above for term in terms):
        return _Quotient(position, sum((term.scale for term in terms), Fraction(0)))
    return _Quotient(position, above=(Sum(tuple(term.expression() for term in terms)),))


def _term(reader: Reader) -> _Quotient:
    found = _factor(reader)
    while reader.at("*", "/"):
        operator = reader.take()
        found = _times(found, _factor(reader)) if operator.value == "*" else _over(found, reader)
    return found


def _times(one: _Quotient, other: _Quotient) -> _Quotient:
    return _Quotient(
        one.position,
        one.scale * other.scale,
        one.above + other.above,
        one.under * other.under,
        one.below + other.below,
    )


def _over(one: _Quotient, reader: Reader) -> _Quotient:
    other = _factor(reader)
    if other.below:
        raise FormulaError(other.position, "ratio-below")
    if not other.scale:
        raise FormulaError(other.position, "zero-division")
    if not other.above:
        return replace(one, scale=one.scale / other.scale)
    return replace(one, under=one.under * other.scale, below=one.below + other.above)


def _factor(reader: Reader) -> _Quotient:
    position, minus = reader.now.position, False
    while reader.at("-"):
        reader.take()
        minus = not minus
    found = _primary(reader)
    return replace(found, position=position, scale=-found.scale if minus else found.scale)


def _primary(reader: Reader) -> _Quotient:
    token = reader.now
    if token.kind == "number":
        return _Quotient(token.position, Fraction(Decimal(reader.take().value)))
    if reader.at("("):
        with reader.within("(", ")"):
            return _sum(reader)
    if token.kind != "name":
        reader.refuse("number", "(", *NAMES, *FUNCTIONS)
    reader.take()
    if reader.at("("):
        return _Quotient(token.position, above=(_aggregate(reader, token),))
    if token.value not in NAMES:
        among = (*NAMES, *FUNCTIONS)
        raise FormulaError(token.position, "unknown-name", {"found": token.value, "among": among})
    return _Quotient(token.position, above=(POPULATION if token.value == "population" else AREA,))


def _aggregate(reader: Reader, function: Token) -> Aggregate:
    if function.value not in FUNCTIONS:
        raise FormulaError(
            function.position, "unknown-function", {"found": function.value, "among": FUNCTIONS}
        )
    kind = cast("Kind", function.value)
    with reader.within("(", ")"):
        table = reader.name("table")
        condition, column = None, None
        if reader.at("["):
            with reader.within("[", "]"):
                condition = read_condition(reader)
        if reader.at("."):
            reader.take()
            column = reader.name("column")
        if kind == "count" and column is not None:
            raise FormulaError(column.position, "takes-no-column", {"function": kind})
        if kind != "count" and column is None:
            raise FormulaError(reader.now.position, "needs-column", {"function": kind})
    name, at = (column.value, column.position) if column else (None, 0)
    return Aggregate(kind, table.value, name, condition, table.position, at)
