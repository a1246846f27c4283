"""Write parts of formulas, in one way: what is equal reads the same, and reads back as itself."""

from decimal import Decimal
from fractions import Fraction

from .tree import (
    Aggregate,
    And,
    Comparison,
    Condition,
    Constant,
    Expression,
    Name,
    Not,
    Or,
    Product,
    Sum,
)


def written(part: Expression | Condition) -> str:
    """Return the text of an expression or of a condition."""
    if isinstance(part, Comparison | Not | And | Or):
        return _condition(part)
    return _expression(part)


def _expression(part: Expression) -> str:
    if isinstance(part, Aggregate):
        return _aggregate(part)
    if isinstance(part, Sum):
        return " + ".join(map(_bracketed, part.terms))
    if isinstance(part, Product):
        return " * ".join(map(_bracketed, part.factors))
    return part.name if isinstance(part, Name) else _number(part.value)


def _bracketed(part: Expression) -> str:
    return f"({_expression(part)})" if isinstance(part, Sum | Product) else _expression(part)


def _number(value: Fraction) -> str:
    return f"{value.numerator}" if value.denominator == 1 else f"({value})"


def _aggregate(part: Aggregate) -> str:
    condition = "" if part.condition is None else f"[{_condition(part.condition)}]"
    column = "" if part.column is None else f".{part.column}"
    return f"{part.kind}({part.table}{condition}{column})"


def _condition(part: Condition) -> str:
    if isinstance(part, Comparison):
        return f"{part.column} {part.operator} {_constant(part.constant)}"
    if isinstance(part, Not):
        return f"not({_condition(part.part)})"
    word = " and " if isinstance(part, And) else " or "
    return word.join(
        f"({_condition(each)})" if isinstance(each, And | Or) else _condition(each)
        for each in part.parts
    )


def _constant(constant: Constant) -> str:
    value = constant.value
    if isinstance(value, str):
        return f'"{value}"' if "'" in value else f"'{value}'"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return "true()" if value else "false()"
