"""The operators of XPath, as closures."""

from collections.abc import Callable
from math import copysign, fmod, inf, isinf, nan
from typing import Any

from .conversions import Compiled, as_boolean, as_number
from .nodes import Node
from .running import Environment
from .values import ORDERS, equal, ordered


def logic(operands: list[Compiled], *, whole: bool) -> Compiled:
    """Return and, or of several operands."""
    runs = [as_boolean(each) for each in operands]
    if len(runs) == 2:  # noqa: PLR2004
        one, two = runs
        if whole:
            return Compiled("boolean", lambda env, node: one(env, node) and two(env, node))
        return Compiled("boolean", lambda env, node: one(env, node) or two(env, node))
    decide = all if whole else any
    return Compiled("boolean", lambda env, node: decide(run(env, node) for run in runs))


def comparison(sign: str, left: Compiled, right: Compiled) -> Compiled:
    """Return a comparison of two operands."""
    one, two = left.run, right.run
    if sign in ORDERS:
        if {left.kind, right.kind} == {"number"}:
            compare: Any = ORDERS[sign]
            return Compiled("boolean", lambda env, node: compare(one(env, node), two(env, node)))
        return Compiled(
            "boolean", lambda env, node: ordered(env, sign, one(env, node), two(env, node))
        )
    same = sign == "="
    if left.kind == right.kind and left.kind in {"string", "number", "boolean"}:
        return Compiled("boolean", lambda env, node: (one(env, node) == two(env, node)) == same)
    return Compiled(
        "boolean", lambda env, node: equal(env, one(env, node), two(env, node), same=same)
    )


def _divide(one: float, two: float) -> float:
    if two != 0:
        return one / two
    return copysign(inf, one) * copysign(1.0, two) if one == one and one != 0 else nan  # noqa: PLR0124


def _modulo(one: float, two: float) -> float:
    return nan if two == 0 or isinf(one) else fmod(one, two)


ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "div": _divide,
    "mod": _modulo,
}


def arithmetic(operands: list[Compiled], signs: list[str]) -> Compiled:
    """Return sums and products of several operands, from the left."""
    runs = [as_number(each) for each in operands]
    first, pairs = runs[0], [*zip((ARITHMETIC[s] for s in signs), runs[1:], strict=True)]

    def run(env: Environment, node: Node) -> float:
        total = first(env, node)
        for apply, operand in pairs:
            total = apply(total, operand(env, node))
        return total

    return Compiled("number", run)
