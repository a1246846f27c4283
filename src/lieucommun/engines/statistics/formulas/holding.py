"""Which rows a condition takes: what any other way to filter them must agree with."""

import operator
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from .tree import And, Comparison, Condition, Not

Cell: TypeAlias = str | Decimal | int | bool | date | None
_OPERATORS: Mapping[str, Callable[[Any, Any], bool]] = {
    "=": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def holds(condition: Condition | None, row: Mapping[str, Cell]) -> bool:
    """Say whether a condition holds for a row; none holds for every row.

    There are two answers, not three: a comparison does not hold where the column has no value, and
    `not` then does. Texts are compared code point by code point, dates and times as ISO 8601 texts.
    Raises TypeError for a value of another type than the constant.
    """
    if condition is None:
        return True
    if isinstance(condition, Comparison):
        return _compared(condition, row.get(condition.column))
    if isinstance(condition, Not):
        return not holds(condition.part, row)
    if isinstance(condition, And):
        return all(holds(part, row) for part in condition.parts)
    return any(holds(part, row) for part in condition.parts)


def _compared(comparison: Comparison, cell: Cell) -> bool:
    if cell is None:
        return False
    constant = comparison.constant
    value = cell.isoformat() if isinstance(cell, date) else cell
    if _type(value) != constant.type:
        raise TypeError(f"{comparison.column}: {cell!r} is no {constant.type}")
    return _OPERATORS[comparison.operator](value, constant.value)


def _type(value: str | Decimal | int | bool) -> str:  # noqa: FBT001 - a boolean is a value here
    if isinstance(value, bool):
        return "boolean"
    return "text" if isinstance(value, str) else "number"
