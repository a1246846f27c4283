"""Conversions between the four types, and comparisons, with the dates of ODK."""

import math
import operator
import re
from collections.abc import Callable
from datetime import tzinfo
from decimal import Decimal

from . import dates
from .nodes import string_value
from .running import Environment, Value

NAN = math.nan
_NUMBER = re.compile(r"[ \t\r\n]*(-?(?:\d+(?:\.\d*)?|\.\d+))[ \t\r\n]*", re.ASCII)
_WHOLE = 1e15


def string(value: Value) -> str:
    """Convert to a string; a node-set gives its first node."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return string_value(value[0]) if value else ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return write_number(value)


def write_number(value: float) -> str:
    """Write a number as XPath does: no exponent, no fraction when whole, no minus zero."""
    if -_WHOLE < value < _WHOLE and value == int(value):
        return str(int(value))
    if math.isnan(value):
        return "NaN"
    if math.isinf(value):
        return "Infinity" if value > 0 else "-Infinity"
    return format(Decimal(repr(value)), "f").removesuffix(".0")


def boolean(value: Value) -> bool:
    """Convert to true or false; only zero, NaN and what is empty are false."""
    if isinstance(value, float):
        return value != 0 and value == value  # noqa: PLR0124  # NaN
    return bool(value)


def number(value: Value, zone: tzinfo) -> float:
    """Convert to a number; dates become days since 1970, what is not a number NaN."""
    if isinstance(value, float):
        return value
    if isinstance(value, bool):
        return 1.0 if value else 0.0
    return read_number(string(value), zone)


def read_number(text: str, zone: tzinfo) -> float:
    """Read a number as XPath writes it, or a date."""
    match = _NUMBER.fullmatch(text)
    if match is not None:
        return float(match.group(1))
    if len(text) < 8 or text[4] != "-":  # noqa: PLR2004  # the shortest date: 2026-1-1
        return NAN
    found = dates.number(text, zone)
    return NAN if found is None else found


Compare = Callable[[float, float], bool]
ORDERS: dict[str, Compare] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
}


def equal(env: Environment, left: Value, right: Value, *, same: bool = True) -> bool:
    """Compare with = or, when not `same`, with !=: true if some pair of nodes agrees."""
    if isinstance(left, list) and isinstance(right, list):
        return _equal_sets(env, left, right, same=same)
    if isinstance(right, list):
        left, right = right, left
    if not isinstance(left, list):
        return _equal_atoms(env, left, right) == same
    if isinstance(right, bool):
        return (bool(left) == right) == same
    env.spend(len(left))
    if isinstance(right, str):
        return any((string_value(node) == right) == same for node in left)
    zone = env.zone
    return any((read_number(string_value(node), zone) == right) == same for node in left)


def _equal_sets(env: Environment, left: Value, right: Value, *, same: bool) -> bool:
    assert isinstance(left, list)  # noqa: S101  # the caller asked
    assert isinstance(right, list)  # noqa: S101
    env.spend(2 * (len(left) + len(right)))
    ours, theirs = {string_value(node) for node in left}, {string_value(node) for node in right}
    if same:
        return not ours.isdisjoint(theirs)
    return bool(ours and theirs) and (len(ours) > 1 or len(theirs) > 1 or ours != theirs)


def _equal_atoms(env: Environment, left: Value, right: Value) -> bool:
    if isinstance(left, bool) or isinstance(right, bool):
        return boolean(left) == boolean(right)
    if isinstance(left, float) or isinstance(right, float):
        return number(left, env.zone) == number(right, env.zone)
    return left == right


def ordered(env: Environment, sign: str, left: Value, right: Value) -> bool:
    """Compare with <, <=, > or >=: numbers, days and moments."""
    compare = ORDERS[sign]
    if isinstance(left, bool) or isinstance(right, bool):
        return compare(number(_flat(left, right), env.zone), number(_flat(right, left), env.zone))
    if not isinstance(left, list) and not isinstance(right, list):
        return _compare_atoms(env, compare, left, right)
    ours, theirs = _atoms(left), _atoms(right)
    env.spend(len(ours) * len(theirs))
    return any(_compare_atoms(env, compare, one, two) for one in ours for two in theirs)


def _flat(value: Value, other: Value) -> Value:
    return bool(value) if isinstance(value, list) and isinstance(other, bool) else value


def _atoms(value: Value) -> list[str] | list[float | str]:
    if isinstance(value, list):
        return [string_value(node) for node in value]
    return [value]


def _compare_atoms(
    env: Environment, compare: Compare, left: float | str, right: float | str
) -> bool:
    one, two = number(left, env.zone), number(right, env.zone)
    if isinstance(left, str) and isinstance(right, str) and ("T" in left) != ("T" in right):
        # A day beside a moment is its midnight in the zone, not a whole number of days in UTC.
        first, second = dates.read(left, env.zone), dates.read(right, env.zone)
        if first and second:
            one, two = dates.days(first), dates.days(second)
    return compare(one, two)
