"""Functions of truth."""

from collections.abc import Callable

from lieucommun.engines.xforms.errors import ExpressionError
from lieucommun.engines.xforms.expressions.nodes import Node, string_value
from lieucommun.engines.xforms.expressions.running import Environment, Run, Value
from lieucommun.engines.xforms.expressions.values import boolean, number, string
from lieucommun.engines.xforms.patterns import compile_pattern

from .registry import function


@function("if", "condition: boolean, then: any, else: any", "any", lazy=True)
def choose(env: Environment, node: Node, condition: Run, then: Run, other: Run) -> Value:
    """One value or the other; only the one given back is computed."""
    return then(env, node) if boolean(condition(env, node)) else other(env, node)


@function("coalesce", "first: any, second: any, more*: any", "string", lazy=True)
def coalesce(env: Environment, node: Node, *values: Run) -> str:
    """The first value that is not empty."""
    for value in values:
        found = string(value(env, node))
        if found:
            return found
    return ""


@function("once", "value: any", "string", lazy=True)
def once(env: Environment, node: Node, value: Run) -> str:
    """The present value of the context node, or a new one when it is empty or not asked for."""
    kept = "" if node in env.hidden else string_value(node)
    return kept or string(value(env, node))


@function("true", "", "boolean")
def true() -> bool:
    """True."""
    return True


@function("false", "", "boolean")
def false() -> bool:
    """False."""
    return False


@function("boolean", "value: any", "boolean")
def as_boolean(value: Value) -> bool:
    """False for 0, NaN, an empty text and no node; true for anything else, "false" included."""
    return boolean(value)


@function("boolean-from-string", "value: string", "boolean")
def boolean_from_string(value: str) -> bool:
    """True for "true" and "1" only."""
    return value in {"true", "1"}


@function("not", "value: boolean", "boolean")
def negate(value: bool) -> bool:  # noqa: FBT001  # its one argument
    """The contrary."""
    return not value


@function("lang", "language: string", "boolean", contextual=True)
def lang(_: Environment, node: Node, language: str) -> bool:
    """Whether the context node is in a language, by xml:lang."""
    from lieucommun.engines.xforms.expressions.nodes import parent

    above: Node | None = node
    while above is not None:
        get = getattr(above, "get", None)
        found = get("{http://www.w3.org/XML/1998/namespace}lang") if get else None
        if found is not None:
            return f"{found}-".lower().startswith(f"{language}-".lower())
        above = parent(above)
    return False


def _prepared(_: object, pattern: object) -> Callable[..., bool]:
    if not isinstance(pattern, str):
        return regex
    matches = compile_pattern(pattern).matches

    def run(env: Environment, _: Node, value: str, __: str) -> bool:
        env.left -= len(value)
        return matches(value, env.spend)

    return run


@function("regex", "value: string, pattern: string", "boolean", contextual=True, prepare=_prepared)
def regex(env: Environment, _: Node, value: str, pattern: str) -> bool:
    """Whether the whole value has the form that a regular expression describes."""
    compiled = compile_pattern(pattern)
    env.spend(len(value))
    return compiled.matches(value, env.spend)


@function("checklist", "least: number, most: number, values*: any", "boolean", contextual=True)
def checklist(env: Environment, _: Node, least: float, most: float, *values: Value) -> bool:
    """Whether between two numbers of values hold (numbers above 0); -1 sets no limit."""
    count = sum(map(bool, _held(env, values)))
    return (least < 0 or count >= least) and (most < 0 or count <= most)


def _held(env: Environment, values: tuple[Value, ...]) -> list[float]:
    found = []
    for value in values:
        several: list[Value] = [[node] for node in value] if isinstance(value, list) else [value]
        found += [number(each, env.zone) for each in several]
    env.spend(len(found))
    return [1.0 if each > 0 else 0.0 for each in found]


@function(
    "weighted-checklist",
    "least: number, most: number, value*: any, weight*: any",
    "boolean",
    contextual=True,
)
def weighted_checklist(
    env: Environment, _: Node, least: float, most: float, *values: Value
) -> bool:
    """As checklist(), but each value counts for the weight that follows it."""
    held, weights = _held(env, values[::2]), _numbers(env, values[1::2])
    if len(held) != len(weights):
        raise ExpressionError("weighted-checklist() wants as many weights as values")
    total = sum(one * two for one, two in zip(held, weights, strict=True) if one)
    return (least < 0 or total >= least) and (most < 0 or total <= most)


def _numbers(env: Environment, values: tuple[Value, ...]) -> list[float]:
    return [
        number(each, env.zone)
        for value in values
        for each in ([[node] for node in value] if isinstance(value, list) else [value])
    ]
