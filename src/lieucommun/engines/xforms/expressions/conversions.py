"""Closures with the type that they give, and closures that convert to another."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lieucommun.engines.xforms.errors import ExpressionError

from . import paths
from .nodes import Node, string_value
from .running import Environment, Run
from .values import boolean, number, read_number, string


@dataclass(frozen=True, slots=True)
class Compiled:
    """A closure and the type it gives: string, number, boolean, nodes or any."""

    kind: str
    run: Run
    literal: str | float | None = None
    #: For paths to one node that is always there: that node, without a list around it.
    single: Callable[[Environment, Node], Node] | None = None


def as_string(given: Compiled) -> Callable[[Environment, Node], str]:
    """Return a closure that gives a string."""
    run: Any = given.run
    if given.kind == "string":
        return run  # type: ignore[no-any-return]
    single = given.single
    if single is not None:

        def value(env: Environment, node: Node) -> str:
            found = single(env, node)
            return "" if found in env.hidden else string_value(found)

        return value
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
