"""Compile paths and predicates."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from . import axes
from .nodes import Node, NodeSet, root_of
from .running import Environment, Run
from .tree import Anchor, Fixed, Step
from .values import boolean

Nodes = Callable[[Environment, Node], NodeSet]
Keep = Callable[[Environment, NodeSet], NodeSet]

#: How the nodes found so far lie, and whether the next step can break their order or double them:
#: "one" node; a "flat" row of which none holds another; or "any" nodes in document order.
_ONE = {
    "self": ("one", False),
    "parent": ("one", False),
    "child": ("flat", False),
    "attribute": ("flat", False),
    "following-sibling": ("flat", False),
    "preceding-sibling": ("flat", False),
}
_FLAT = {
    "self": ("flat", False),
    "child": ("flat", False),
    "attribute": ("flat", False),
    "descendant": ("any", False),
    "descendant-or-self": ("any", False),
}
_ANY = {"self": ("any", False), "attribute": ("flat", False)}


@dataclass(frozen=True, slots=True)
class Stride:
    """A compiled step."""

    walk: axes.Walk
    keep: tuple[Keep, ...]
    reverse: bool
    sort: bool

    def from_one(self, env: Environment, node: Node) -> NodeSet:
        """Return what the step finds from one node, in document order."""
        found = self.walk(env, node)
        env.spend(len(found) + 2)
        for keep in self.keep:
            found = keep(env, found)
        return found[::-1] if self.reverse else found

    def from_all(self, env: Environment, nodes: NodeSet) -> NodeSet:
        """Return what the step finds from several nodes, in document order."""
        if len(nodes) == 1:
            return self.from_one(env, nodes[0])
        found: NodeSet = []
        for node in nodes:
            found += self.from_one(env, node)
        return env.ordered(found) if self.sort else found


def strides(
    steps: tuple[Step, ...], lie: str, names: Mapping[str, str], predicate: Callable[..., Keep]
) -> list[Stride]:
    """Compile steps taken from nodes that lie in some way."""
    found = []
    for step in _shortened(steps):
        table = {"one": _ONE, "flat": _FLAT, "any": _ANY}[lie]
        lie, sort = table.get(step.axis, ("any", lie != "one"))
        keep = tuple(predicate(each) for each in step.predicates)
        found.append(Stride(axes.walk(step, names), keep, step.axis in axes.REVERSE, sort))
    return found


def _shortened(steps: tuple[Step, ...]) -> list[Step]:
    """Make //a one step, where no predicate counts positions among siblings."""
    found: list[Step] = []
    for step in steps:
        before = found[-1] if found else None
        if (
            before is not None
            and (before.axis, before.test, before.predicates) == _ANYWHERE
            and (step.axis, step.predicates) == ("child", ())
        ):
            found[-1] = Step("descendant", step.test, (), step.position)
        else:
            found.append(step)
    return found


_ANYWHERE = ("descendant-or-self", "node()", ())


def start(where: Anchor | Fixed | str | None) -> Nodes:
    """Compile the start of a path."""
    if isinstance(where, Fixed):
        path = where.path
        return lambda env, _: [env.slots[path]]
    if where is None:
        return lambda _, node: [node]
    if where == "/":
        return lambda _, node: [root_of(node)]
    levels = where.levels if isinstance(where, Anchor) else 0

    def anchor(env: Environment, node: Node) -> NodeSet:
        here = node if env.current is None else env.current
        for _ in range(levels):
            above = here.getparent()  # type: ignore[union-attr]  # forms anchor on elements
            if above is None:
                return []
            here = above
        return [here]

    return anchor


def along(begin: Nodes, found: list[Stride]) -> Nodes:
    """Compile a start followed by steps; what forms hide is not found."""

    def run(env: Environment, node: Node) -> NodeSet:
        nodes = begin(env, node)
        for stride in found:
            if not nodes:
                return nodes
            nodes = stride.from_all(env, nodes)
        if env.hidden:
            return [node for node in nodes if node not in env.hidden]
        return nodes

    return run


def predicate(run: Run, constant: float | None) -> Keep:
    """Compile a predicate: a number keeps the node at that place, else what is true is kept."""
    if constant is not None:
        place = int(constant) if constant == constant // 1 else 0
        return lambda _, nodes: nodes[place - 1 : place] if place > 0 else []

    def keep(env: Environment, nodes: NodeSet) -> NodeSet:
        before = env.position, env.size
        env.size = len(nodes)
        env.spend(len(nodes))
        kept = []
        try:
            for place, node in enumerate(nodes, 1):
                env.position = place
                value = run(env, node)
                if value == place if isinstance(value, float) else boolean(value):
                    kept.append(node)
        finally:
            env.position, env.size = before
        return kept

    return keep
