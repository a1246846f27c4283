"""Read what stands between square brackets: which rows are taken."""

from decimal import Decimal
from typing import cast

from .errors import FormulaError
from .reading import Reader
from .tree import And, Comparison, Condition, Constant, Not, Operator, Or

_EQUALITIES = ("=", "!=")
_OPERATORS = (*_EQUALITIES, "<", "<=", ">", ">=")
_BOOLEANS = ("true", "false")


def read_condition(reader: Reader) -> Condition:
    """Read a condition; `and` binds closer than `or`, as in XPath."""
    parts = [_all(reader)]
    while reader.at_word("or"):
        reader.take()
        parts.append(_all(reader))
    return parts[0] if len(parts) == 1 else Or(tuple(parts))


def _all(reader: Reader) -> Condition:
    parts = [_one(reader)]
    while reader.at_word("and"):
        reader.take()
        parts.append(_one(reader))
    return parts[0] if len(parts) == 1 else And(tuple(parts))


def _one(reader: Reader) -> Condition:
    if reader.calls("not"):
        reader.take()
        with reader.within("(", ")"):
            return Not(read_condition(reader))
    if reader.at("("):
        with reader.within("(", ")"):
            return read_condition(reader)
    return _comparison(reader)


def _comparison(reader: Reader) -> Comparison:
    column = reader.name("column")
    operator = reader.expect(*_OPERATORS)
    constant = _constant(reader)
    if constant.type == "boolean" and operator.value not in _EQUALITIES:
        raise FormulaError(operator.position, "no-order", {"found": operator.value})
    return Comparison(column.value, cast("Operator", operator.value), constant, column.position)


def _constant(reader: Reader) -> Constant:
    if reader.now.kind == "text":
        return Constant("text", reader.take().value[1:-1])
    if reader.calls(*_BOOLEANS):
        word = reader.take().value
        with reader.within("(", ")"):
            return Constant("boolean", word == "true")
    negative = reader.at("-")
    if negative:
        reader.take()
    if reader.now.kind != "number":
        reader.refuse(*(("number",) if negative else ("text", "number", "true()", "false()")))
    value = Decimal(reader.take().value)
    return Constant("number", value.copy_negate() if negative and value else value)
