"""Turn trees into closures: the shape of an expression is decided once, not at each evaluation."""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from lieucommun.engines.xforms.errors import ExpressionError
from lieucommun.engines.xforms.functions import FUNCTIONS, Function, Parameter

from . import paths
from .conversions import Compiled, as_boolean, as_nodes, as_number, as_string
from .nodes import Node
from .operators import ARITHMETIC, arithmetic, comparison, logic
from .parser import parse
from .running import Environment, Run
from .tree import (
    Anchor,
    Call,
    Chain,
    Expression,
    Filter,
    Fixed,
    Negation,
    Number,
    Path,
    Text,
    Union,
)


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
        if tree.start is None or isinstance(tree.start, Anchor | Fixed | str):
            begin, lie = paths.start(tree.start), "one"
        else:
            begin, lie = self._nodes(tree.start, tree.position), "any"
            if isinstance(tree.start, Call) and tree.start.name in {"instance", "current"}:
                lie = "one"
        steps = paths.strides(tree.steps, lie, self.names, self._predicate)
        return Compiled("nodes", paths.along(begin, steps), single=_single(tree))

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
            return logic(operands, whole=signs[0] == "and")
        if signs[0] in ARITHMETIC:
            return arithmetic(operands, signs)
        found, *others = map(self._compared, operands)
        for sign, right in zip(signs, others, strict=True):
            found = comparison(sign, found, right)
        return found

    def _compared(self, operand: Compiled) -> Compiled:
        """Return the side of a comparison; forms have their own way with absent nodes."""
        return operand

    def _call(self, tree: Call) -> Compiled:
        found = FUNCTIONS.get(tree.name)
        if found is None:
            raise ExpressionError(f"there is no function “{tree.name}()”", tree.position)
        parameters = _spread(found, len(tree.arguments), tree.position)
        arguments = [self.compile(each) for each in tree.arguments]
        call = _prepared(found, arguments, tree.position)
        if found.lazy:
            runs = [each.run for each in arguments]
            return Compiled(found.returns, lambda env, node: call(env, node, *runs))
        converted = [
            _converted(argument, parameter, tree)
            for argument, parameter in zip(arguments, parameters, strict=True)
        ]
        return Compiled(found.returns, _applied(call, converted, contextual=found.contextual))


def _single(tree: Path) -> Callable[[Environment, Node], Node] | None:
    if isinstance(tree.start, Fixed) and not tree.steps:
        path = tree.start.path
        return lambda env, _: env.slots[path]
    here = [(step.axis, step.test, step.predicates) for step in tree.steps]
    if tree.start is None and here == [("self", "node()", ())]:
        return lambda _, node: node
    return None


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


def _prepared(found: Function, arguments: list[Compiled], position: int) -> Callable[..., Any]:
    """Return what is called, once literal arguments were looked at."""
    literals = [each.literal for each in arguments]
    try:
        if found.check is not None:
            found.check(*literals)
        return found.call if found.prepare is None else found.prepare(*literals)
    except ExpressionError as error:
        raise ExpressionError(error.reason, position) from error


def _applied(call: Callable[..., Any], arguments: list[Run], *, contextual: bool) -> Run:
    """Return a call, written out for the usual numbers of arguments."""
    if contextual and len(arguments) == 2:  # noqa: PLR2004
        one, two = arguments
        return lambda env, node: call(env, node, one(env, node), two(env, node))
    if contextual:
        return lambda env, node: call(env, node, *(each(env, node) for each in arguments))
    if len(arguments) == 1:
        (only,) = arguments
        return lambda env, node: call(only(env, node))
    if len(arguments) == 2:  # noqa: PLR2004
        first, second = arguments
        return lambda env, node: call(first(env, node), second(env, node))
    return lambda env, node: call(*(each(env, node) for each in arguments))
