"""Turn trees into closures: the shape of an expression is decided once, not at each evaluation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from math import copysign, fmod, inf, isinf, nan
from typing import Any

from lieucommun.engines.xforms.errors import ExpressionError
from lieucommun.engines.xforms.functions import FUNCTIONS, Function, Parameter

from . import paths
from .nodes import Node, string_value
from .parser import parse
from .running import Environment, Run
from .tree import Anchor, Call, Chain, Expression, Filter, Negation, Number, Path, Text, Union
from .values import ORDERS, boolean, equal, number, ordered, read_number, string


@dataclass(frozen=True, slots=True)
class Compiled:
    """A closure and the type it gives: string, number, boolean, nodes or any."""

    kind: str
    run: Run
    literal: str | float | None = None


@lru_cache(maxsize=4096)
def compiled(expression: str, names: tuple[tuple[str, str], ...]) -> Compiled:
    """Parse and compile, once for each expression and each set of prefixes."""
    return Compiler(dict(names)).compile(parse(expression))


class Compiler:
    """Compiles trees whose prefixes mean what `names` says; "" is the prefix of bare names."""

    def __init__(self, names: Mapping[str, str]) -> None:
        self.names = names
        self._kinds: dict[type, Callable[[Any], Compiled]] = {
            Number: lambda tree: Compiled("number", lambda _, __: tree.value, tree.value),
            Text: lambda tree: Compiled("string", lambda _, __: tree.value, tree.value),
            Call: self._call,
            Chain: self._chain,
            Negation: self._negation,
            Union: self._union,
            Path: self._path,
            Filter: self._filter,
        }

    def compile(self, tree: Expression) -> Compiled:
        """Return the closure of a tree."""
        return self._kinds[type(tree)](tree)

    def _nodes(self, tree: Expression, position: int) -> paths.Nodes:
        inner = self.compile(tree)
        return as_nodes(inner, "this", position)

    def _predicate(self, tree: Expression) -> paths.Keep:
        inner = self.compile(tree)
        constant = inner.literal if isinstance(inner.literal, float) else None
        return paths.predicate(inner.run, constant)

    def _path(self, tree: Path) -> Compiled:
        if tree.start is None or isinstance(tree.start, Anchor | str):
            begin, lie = paths.start(tree.start), "one"
        else:
            begin, lie = self._nodes(tree.start, tree.position), "any"
            if isinstance(tree.start, Call) and tree.start.name in {"instance", "current"}:
                lie = "one"
        steps = paths.strides(tree.steps, lie, self.names, self._predicate)
        return Compiled("nodes", paths.along(begin, steps) if steps else begin)

    def _filter(self, tree: Filter) -> Compiled:
        begin = self._nodes(tree.operand, tree.position)
        keeps = [self._predicate(each) for each in tree.predicates]

        def run(env: Environment, node: Node) -> list[Node]:
            found = begin(env, node)
            for keep in keeps:
                found = keep(env, found)
            return found

        return Compiled("nodes", run)

    def _union(self, tree: Union) -> Compiled:
        several = [self._nodes(part, tree.position) for part in tree.parts]

        def run(env: Environment, node: Node) -> list[Node]:
            return env.ordered([each for part in several for each in part(env, node)])

        return Compiled("nodes", run)

    def _negation(self, tree: Negation) -> Compiled:
        inner = as_number(self.compile(tree.operand))
        return Compiled("number", lambda env, node: -inner(env, node))

    def _chain(self, tree: Chain) -> Compiled:
        operands = [self.compile(tree.first), *(self.compile(each) for _, each in tree.rest)]
        signs = [sign for sign, _ in tree.rest]
        if signs[0] in {"and", "or"}:
            return _logic(operands, whole=signs[0] == "and")
        if signs[0] in _ARITHMETIC:
            return _arithmetic(operands, signs)
        found = operands[0]
        for sign, right in zip(signs, operands[1:], strict=True):
            found = _comparison(sign, found, right)
        return found

    def _call(self, tree: Call) -> Compiled:
        found = FUNCTIONS.get(tree.name)
        if found is None:
            raise ExpressionError(f"there is no function “{tree.name}()”", tree.position)
        parameters = _spread(found, len(tree.arguments), tree.position)
        arguments = [self.compile(each) for each in tree.arguments]
        if found.check is not None:
            try:
                found.check(*(each.literal for each in arguments))
            except ExpressionError as error:
                raise ExpressionError(error.reason, tree.position) from error
        if found.lazy:
            runs = [each.run for each in arguments]
            call = found.call
            return Compiled(found.returns, lambda env, node: call(env, node, *runs))
        converted = [
            _converted(argument, parameter, tree)
            for argument, parameter in zip(arguments, parameters, strict=True)
        ]
        return Compiled(found.returns, _applied(found, converted))


def _spread(found: Function, count: int, position: int) -> list[Parameter]:
    """Return the parameter of each argument, or say how many arguments are wanted."""
    parameters = [*found.parameters]
    cycle = [each for each in parameters if each.repeated]
    fixed = [each for each in parameters if not each.repeated]
    least = sum(not each.optional for each in fixed)
    extra = max(0, count - len(fixed))
    if count < least or (extra and not cycle) or (cycle and extra % len(cycle)):
        wanted = f"{found.name}({found.signature})"
        raise ExpressionError(f"{count} arguments do not suit {wanted}", position)
    return fixed[:count] + [cycle[index % len(cycle)] for index in range(extra)]


def _converted(argument: Compiled, parameter: Parameter, call: Call) -> Run:
    if parameter.kind == "string":
        return as_string(argument)
    if parameter.kind == "number":
        return as_number(argument)
    if parameter.kind == "boolean":
        return as_boolean(argument)
    if parameter.kind == "nodes":
        return as_nodes(argument, f"{call.name}()", call.position)
    return argument.run


def _applied(found: Function, arguments: list[Run]) -> Run:
    """Return a call, written out for the usual numbers of arguments."""
    call = found.call
    if found.contextual:
        return lambda env, node: call(env, node, *(each(env, node) for each in arguments))
    if len(arguments) == 1:
        (only,) = arguments
        return lambda env, node: call(only(env, node))
    if len(arguments) == 2:  # noqa: PLR2004
        first, second = arguments
        return lambda env, node: call(first(env, node), second(env, node))
    return lambda env, node: call(*(each(env, node) for each in arguments))


def as_string(given: Compiled) -> Callable[[Environment, Node], str]:
    """Return a closure that gives a string."""
    run: Any = given.run
    if given.kind == "string":
        return run  # type: ignore[no-any-return]
    if given.kind == "nodes":

        def first(env: Environment, node: Node) -> str:
            found = run(env, node)
            return string_value(found[0]) if found else ""

        return first
    return lambda env, node: string(run(env, node))


def as_number(given: Compiled) -> Callable[[Environment, Node], float]:
    """Return a closure that gives a number."""
    run: Any = given.run
    if given.kind == "number":
        return run  # type: ignore[no-any-return]
    if given.kind in {"nodes", "string"}:
        text = as_string(given)
        return lambda env, node: read_number(text(env, node), env.zone)
    return lambda env, node: number(run(env, node), env.zone)


def as_boolean(given: Compiled) -> Callable[[Environment, Node], bool]:
    """Return a closure that gives true or false."""
    run: Any = given.run
    if given.kind == "boolean":
        return run  # type: ignore[no-any-return]
    return lambda env, node: boolean(run(env, node))


def as_nodes(given: Compiled, who: str, position: int) -> paths.Nodes:
    """Return a closure that gives nodes; what cannot be nodes is refused."""
    run: Any = given.run
    if given.kind == "nodes":
        return run  # type: ignore[no-any-return]
    if given.kind != "any":
        raise ExpressionError(f"{who} wants nodes, not a {given.kind}", position)

    def checked(env: Environment, node: Node) -> list[Node]:
        value = run(env, node)
        if not isinstance(value, list):
            raise ExpressionError(f"{who} wants nodes", position)
        return value

    return checked


def _logic(operands: list[Compiled], *, whole: bool) -> Compiled:
    runs = [as_boolean(each) for each in operands]
    if len(runs) == 2:  # noqa: PLR2004
        one, two = runs
        if whole:
            return Compiled("boolean", lambda env, node: one(env, node) and two(env, node))
        return Compiled("boolean", lambda env, node: one(env, node) or two(env, node))
    decide = all if whole else any
    return Compiled("boolean", lambda env, node: decide(run(env, node) for run in runs))


def _comparison(sign: str, left: Compiled, right: Compiled) -> Compiled:
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


_ARITHMETIC: dict[str, Callable[[float, float], float]] = {
    "+": lambda one, two: one + two,
    "-": lambda one, two: one - two,
    "*": lambda one, two: one * two,
    "div": _divide,
    "mod": _modulo,
}


def _arithmetic(operands: list[Compiled], signs: list[str]) -> Compiled:
    runs = [as_number(each) for each in operands]
    first, pairs = runs[0], [*zip((_ARITHMETIC[s] for s in signs), runs[1:], strict=True)]

    def run(env: Environment, node: Node) -> float:
        total = first(env, node)
        for apply, operand in pairs:
            total = apply(total, operand(env, node))
        return total

    return Compiled("number", run)
