"""The aggregates of a formula as SQL, and both of its sides over their sums."""

from decimal import Decimal
from fractions import Fraction

from lieucommun.engines.statistics.formulas import (
    Aggregate,
    And,
    Comparison,
    Condition,
    Expression,
    Formula,
    Name,
    Not,
    Number,
    Product,
    Sum,
)

from .cubes import quoted

_FUNCTIONS = {"sum": "SUM", "min": "MIN", "max": "MAX"}


class UnplannedFormula(ValueError):  # noqa: N818 - an answer to an author
    """A formula that reads and that is not computed here; `reason` is a code."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


def aggregate_sql(aggregate: Aggregate, digits: int, *, zero: bool) -> str:
    """Return an aggregate as SQL, a DECIMAL(38, digits); `zero`: no row of the group is 0."""
    only = f" FILTER (WHERE {condition_sql(aggregate.condition)})" if aggregate.condition else ""
    column = quoted(aggregate.column or "")
    if aggregate.kind == "count":
        found = f"COUNT(*){only}"
    elif aggregate.kind == "distinct":
        found = f"COUNT(DISTINCT {column}){only}"
    else:
        found = f"{_FUNCTIONS[aggregate.kind]}({column}){only}"
    if zero and aggregate.kind == "sum":
        found = f"COALESCE({found}, 0)"
    return f"({found})::DECIMAL(38,{digits})"


def condition_sql(condition: Condition) -> str:
    """Return which rows are taken, true or false: a comparison with no value does not hold."""
    if isinstance(condition, Comparison):
        operator = "<>" if condition.operator == "!=" else condition.operator
        told = f"{quoted(condition.column)} {operator} {literal(condition.constant.value)}"
        return f"({told}) IS TRUE"
    if isinstance(condition, Not):
        return f"NOT ({condition_sql(condition.part)})"
    joint = " AND " if isinstance(condition, And) else " OR "
    return "(" + joint.join(condition_sql(part) for part in condition.parts) + ")"


def literal(value: object) -> str:
    """Return a constant as SQL writes it."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "'" + str(value).replace("'", "''") + "'"


def sides_sql(
    formula: Formula, names: dict[Aggregate | Name, str], digits: int
) -> tuple[str, str | None]:
    """Return the numerator and the denominator over columns; raises UnplannedFormula.

    A division by a constant moves below the line, so that a third stays a third.
    """
    divisor, numerator = _divided(formula.numerator)
    below = None
    if formula.denominator is not None:
        above, denominator = _divided(formula.denominator)
        below = _side(denominator, names, digits)
        if above != 1:
            numerator = Product((Number(Fraction(above)), numerator))
    told = _side(numerator, names, digits)
    if divisor != 1:
        below = f"{divisor} * ({below})" if below else f"{divisor}"
    return told, below


def _divided(expression: Expression) -> tuple[int, Expression]:
    """Return the whole number that divides an expression, and the expression without it."""
    if isinstance(expression, Number):
        top, bottom = expression.value.as_integer_ratio()
        return bottom, Number(Fraction(top))
    if isinstance(expression, Product) and isinstance(first := expression.factors[0], Number):
        rest = expression.factors[1:]
        top, bottom = first.value.as_integer_ratio()
        return bottom, Product((Number(Fraction(top)), *rest))
    return 1, expression


def _side(expression: Expression, names: dict[Aggregate | Name, str], digits: int) -> str:
    if isinstance(expression, Number):
        return _constant(expression, digits)
    if isinstance(expression, Sum):
        return "(" + " + ".join(_side(each, names, digits) for each in expression.terms) + ")"
    if isinstance(expression, Product):
        varying = [each for each in expression.factors if not isinstance(each, Number)]
        if len(varying) > 1:
            raise UnplannedFormula("product")
        return " * ".join(_side(each, names, digits) for each in expression.factors)
    return f"{names[expression]}"


def _constant(number: Number, digits: int) -> str:
    top, bottom = number.value.as_integer_ratio()
    scaled = top * 10**digits
    if scaled % bottom:
        raise UnplannedFormula("constant")
    whole = Decimal(scaled // bottom).scaleb(-digits)
    return f"({whole.normalize():f})"
