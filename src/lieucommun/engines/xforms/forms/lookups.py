"""Find the items of a fixed list by the value of a child, through an index."""

from collections.abc import Mapping

from lieucommun.engines.xforms.expressions import paths
from lieucommun.engines.xforms.expressions.compiling import Compiler
from lieucommun.engines.xforms.expressions.conversions import Compiled, as_string
from lieucommun.engines.xforms.expressions.nodes import Node, NodeSet, string_value
from lieucommun.engines.xforms.expressions.running import Environment
from lieucommun.engines.xforms.expressions.tree import (
    Anchor,
    Call,
    Chain,
    Expression,
    Fixed,
    Path,
    Step,
    Text,
)

_CONTEXTUAL = {"position", "last", "once", "id", "lang", "random", "uuid"}


class FormCompiler(Compiler):
    """Compiles instance('list')/root/item[key = value] to a search in an index."""

    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__(names)
        self._kinds[Path] = self._path_or_lookup

    def _compared(self, operand: Compiled) -> Compiled:
        """Take an absent node for an empty text: x = '' holds when x is not relevant."""
        if operand.kind != "nodes":
            return operand
        if operand.single is not None:
            return Compiled("string", as_string(operand))
        nodes = operand.run
        return Compiled("any", lambda env, node: nodes(env, node) or "")

    def _path_or_lookup(self, tree: Path) -> Compiled:
        plain = self._path(tree)
        start = tree.start
        if not (isinstance(start, Call) and start.name == "instance"):
            return plain
        name = start.arguments[0] if start.arguments else None
        found = _equality(tree.steps)
        if not isinstance(name, Text) or found is None:
            return plain
        size, key, value, others = found
        tags = tuple(step.test for step in tree.steps[:size])
        wanted = self.compile(value).run
        keeps = [self._predicate(each) for each in others]
        rest = paths.strides(tree.steps[size:], "flat", self.names, self._predicate)
        after = paths.along(paths.start(None), rest) if rest else None
        whole = plain.run

        def run(env: Environment, node: Node) -> NodeSet:
            given = wanted(env, node)
            index = env.host.lookup(name.value, tags, key)
            if index is None or isinstance(given, bool | float):
                return whole(env, node)  # type: ignore[return-value]  # a path gives nodes
            values = [given] if isinstance(given, str) else _strings(given)
            if len(values) > 1:
                return whole(env, node)  # type: ignore[return-value]
            rows = index.get(values[0] if values else "", [])
            env.spend(len(rows) + 1)
            for keep in keeps:
                rows = keep(env, rows)
            return [each for row in rows for each in after(env, row)] if after else [*rows]

        return Compiled("nodes", run)


def _strings(nodes: NodeSet) -> list[str]:
    return [*{string_value(node) for node in nodes}]


def _equality(
    steps: tuple[Step, ...],
) -> tuple[int, str, Expression, tuple[Expression, ...]] | None:
    """Return where the first predicate stands, its key, its value, and what else must hold."""
    for size, step in enumerate(steps, 1):
        if step.axis != "child" or step.test == "*" or step.test.endswith(")"):
            return None
        if step.predicates:
            if len(step.predicates) > 1 or not isinstance(step.predicates[0], Chain):
                return None
            found = _sides(step.predicates[0])
            return None if found is None else (size, *found)
    return None


def _sides(tree: Chain) -> tuple[str, Expression, tuple[Expression, ...]] | None:
    others: tuple[Expression, ...] = ()
    if all(sign == "and" for sign, _ in tree.rest):
        rest = [each for _, each in tree.rest]
        if not isinstance(tree.first, Chain) or not all(map(_positionless, rest)):
            return None
        tree, others = tree.first, tuple(rest)
    if len(tree.rest) != 1 or tree.rest[0][0] != "=":
        return None
    left, right = tree.first, tree.rest[0][1]
    for one, two in ((left, right), (right, left)):
        if isinstance(one, Path) and one.start is None and len(one.steps) == 1:
            (step,) = one.steps
            bare = step.axis == "child" and not step.predicates and step.test[-1] not in ")*"
            if bare and _elsewhere(two):
                return step.test, two, others
    return None


def _positionless(tree: Expression) -> bool:
    """Tell whether a predicate is true or false, and counts nothing."""
    return isinstance(tree, Chain) and tree.rest[0][0] in {"=", "!=", "<", "<=", ">", ">="}


def _elsewhere(tree: Expression) -> bool:
    """Tell whether a value is the same for every item."""
    if isinstance(tree, Path):
        start = tree.start
        if isinstance(start, Call):
            return start.name == "current"
        return isinstance(start, Anchor | Fixed) or start == "/"
    if isinstance(tree, Call):
        known = tree.name not in _CONTEXTUAL and bool(tree.arguments)
        return tree.name == "current" or (known and all(map(_elsewhere, tree.arguments)))
    return isinstance(tree, Text)
