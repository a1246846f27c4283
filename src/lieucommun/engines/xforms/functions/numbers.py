"""Functions of numbers."""

import math
from decimal import ROUND_HALF_DOWN, ROUND_HALF_UP, Decimal

from lieucommun.engines.xforms.expressions.nodes import Node, NodeSet, string_value
from lieucommun.engines.xforms.expressions.running import Environment, Value
from lieucommun.engines.xforms.expressions.values import number

from .registry import function


@function("number", "value?: any", "number", contextual=True)
def as_number(env: Environment, node: Node, *value: Value) -> float:
    """The value as a number; a date gives its days since 1970, what is no number NaN."""
    return number(value[0] if value else [node], env.zone)


@function("random", "", "number", contextual=True)
def random(env: Environment, _: Node) -> float:
    """A random number from 0 to below 1."""
    return env.chance().random()


@function("int", "value: number", "number")
def whole(value: float) -> float:
    """The number without its fraction."""
    return float(math.trunc(value)) if math.isfinite(value) else value


@function("floor", "value: number", "number")
def floor(value: float) -> float:
    """The greatest whole number that is not above."""
    return float(math.floor(value)) if math.isfinite(value) else value


@function("ceiling", "value: number", "number")
def ceiling(value: float) -> float:
    """The least whole number that is not below."""
    return float(math.ceil(value)) if math.isfinite(value) else value


@function("round", "value: number, decimals?: number", "number")
def rounded(value: float, decimals: float = 0.0) -> float:
    """The nearest number with some decimals; halves go up. Negative decimals round tens."""
    if not math.isfinite(value):
        return value
    if not -30 <= decimals <= 30:  # noqa: PLR2004  # as JavaRosa
        return math.nan
    how = ROUND_HALF_DOWN if value < 0 else ROUND_HALF_UP
    exact = Decimal(repr(value)).scaleb(int(decimals))
    if exact.adjusted() >= 27:  # noqa: PLR2004  # beyond the digits of a float: nothing to round
        return value
    return float(exact.quantize(Decimal(1), how).scaleb(-int(decimals)))


def numbers(env: Environment, values: tuple[Value, ...]) -> list[float]:
    """Return the numbers of values and nodes, without the empty ones."""
    found = []
    for value in values:
        if isinstance(value, list):
            env.spend(len(value))
            texts = [string_value(node) for node in value]
            found += [number(text, env.zone) for text in texts if text]
        elif value != "":
            found.append(number(value, env.zone))
    return found


@function("sum", "nodes: nodes", "number", contextual=True)
def total(env: Environment, _: Node, nodes: NodeSet) -> float:
    """The sum of the nodes; empty ones count for nothing."""
    return float(sum(numbers(env, (nodes,))))


@function("max", "values*: any", "number", contextual=True)
def greatest(env: Environment, _: Node, *values: Value) -> float:
    """The greatest of the values that are not empty; NaN when there is none."""
    return _extreme(numbers(env, values), max)


@function("min", "values*: any", "number", contextual=True)
def least(env: Environment, _: Node, *values: Value) -> float:
    """The least of the values that are not empty; NaN when there is none."""
    return _extreme(numbers(env, values), min)


def _extreme(found: list[float], choose: object) -> float:
    if not found or any(map(math.isnan, found)):
        return math.nan
    return float(choose(found))  # type: ignore[operator]


def _real(name: str, call: object, summary: str) -> None:
    """Add a function of one number; outside its domain it gives NaN, beyond floats an infinity."""

    def run(value: float) -> float:
        try:
            return float(call(value))  # type: ignore[operator]
        except ValueError:
            return math.nan
        except OverflowError:
            return math.inf

    run.__doc__ = summary
    function(name, "value: number", "number")(run)


def _log(value: float) -> float:
    return -math.inf if value == 0 else math.log(value)


def _log10(value: float) -> float:
    return -math.inf if value == 0 else math.log10(value)


_real("abs", abs, "The number without its sign.")
_real("log", _log, "The natural logarithm.")
_real("log10", _log10, "The logarithm in base ten.")
_real("sin", math.sin, "The sine of an angle in radians.")
_real("cos", math.cos, "The cosine of an angle in radians.")
_real("tan", math.tan, "The tangent of an angle in radians.")
_real("asin", math.asin, "The angle of a sine, in radians.")
_real("acos", math.acos, "The angle of a cosine, in radians.")
_real("atan", math.atan, "The angle of a tangent, in radians.")
_real("sqrt", math.sqrt, "The square root.")
_real("exp", math.exp, "The exponential.")
_real("exp10", lambda value: 10.0**value, "Ten to the power of the number.")


@function("atan2", "y: number, x: number", "number")
def atan2(y: float, x: float) -> float:
    """The angle of a point from the x axis, in radians."""
    return math.atan2(y, x)


@function("pi", "", "number")
def pi() -> float:
    """The ratio of a circle to its diameter."""
    return math.pi


@function("pow", "value: number, power: number", "number")
def power(value: float, exponent: float) -> float:
    """A number to a power."""
    try:
        return math.pow(value, exponent)
    except OverflowError:
        return -math.inf if value < 0 and exponent % 2 == 1 else math.inf
    except ValueError:
        return math.inf if value == 0 else math.nan
