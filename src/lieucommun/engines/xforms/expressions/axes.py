"""The axes of XPath 1.0: from one node to the nodes that a step keeps."""

from collections.abc import Callable, Iterator, Mapping

from lxml import etree

from lieucommun.engines.xforms.errors import ExpressionError

from . import nodes
from .nodes import Attribute, Element, Node, NodeSet, Root, TextNode
from .running import Environment
from .tree import Step

Walk = Callable[[Environment, Node], NodeSet]
Keep = Callable[[Node], bool]
#: What a node costs on the axes that Python walks by itself, beside those that lxml walks.
_SLOW = 4
REVERSE = {"ancestor", "ancestor-or-self", "preceding", "preceding-sibling"}


def walk(step: Step, names: Mapping[str, str]) -> Walk:
    """Return what a step without its predicates finds, in the order of its axis."""
    if step.axis == "attribute":
        return _attributes(step, names)
    if step.test == "node()":
        return _filtered(step.axis, None)
    if not step.test.endswith(")"):
        tag = clark(step.test, names, step.position)
        quick = _quick(step.axis, tag)
        if quick:
            return quick
        return _filtered(step.axis, _named(tag))
    return _filtered(step.axis, _typed(step.test))


def clark(test: str, names: Mapping[str, str], position: int) -> str:
    """Return a name test as lxml writes it; prefix "" is the namespace of bare names."""
    prefix, colon, local = test.rpartition(":")
    if not colon:
        uri = names.get("", "") if test != "*" else ""
        return f"{{{uri}}}{test}" if uri else test
    if prefix not in names:
        raise ExpressionError(f"the prefix “{prefix}” is not declared", position)
    return f"{{{names[prefix]}}}{local}"


def _quick(axis: str, tag: str) -> Walk | None:
    """Return the walks that lxml does by itself, for elements."""

    def child(_: Environment, node: Node) -> NodeSet:
        if isinstance(node, Element):
            return [*node.iterchildren(tag)]
        if isinstance(node, Root) and _matches(node.top, tag):
            return [node.top]
        return []

    def descendant(_: Environment, node: Node) -> NodeSet:
        if isinstance(node, Element):
            return [*node.iterdescendants(tag)]
        return [*node.top.iter(tag)] if isinstance(node, Root) else []

    def descendant_or_self(_: Environment, node: Node) -> NodeSet:
        if isinstance(node, Element):
            return [*node.iter(tag)]
        return [*node.top.iter(tag)] if isinstance(node, Root) else []

    walks: dict[str, Walk] = {
        "child": child,
        "descendant": descendant,
        "descendant-or-self": descendant_or_self,
    }
    return walks.get(axis)


def _matches(element: Element, tag: str) -> bool:
    return tag in ("*", element.tag) or (tag[-1] == "*" and _named(tag)(element))


def _named(tag: str) -> Keep:
    if tag == "*":
        return nodes.is_element
    if tag.endswith("}*"):
        start = tag[:-1]
        return lambda node: nodes.is_element(node) and str(node.tag).startswith(start)  # type: ignore[union-attr]
    return lambda node: isinstance(node, Element) and node.tag == tag


def _typed(test: str) -> Keep:
    kind, _, target = test[:-1].partition("(")
    if kind == "node":
        return lambda _: True
    if kind == "text":
        return lambda node: isinstance(node, TextNode)
    if kind == "comment":
        return lambda node: getattr(node, "tag", None) is etree.Comment
    return lambda node: (
        getattr(node, "tag", None) is etree.PI and target in {"", getattr(node, "target", "")}
    )


def _attributes(step: Step, names: Mapping[str, str]) -> Walk:
    if step.test in {"*", "node()"}:
        return lambda _, node: [*nodes.attributes(node)]
    if step.test.endswith(")"):
        return lambda _, __: []
    wanted = step.test if ":" not in step.test else clark(step.test, names, step.position)

    def one(_: Environment, node: Node) -> NodeSet:
        if not isinstance(node, Element) or not isinstance(node.tag, str):
            return []
        if wanted.endswith("}*"):
            return [each for each in nodes.attributes(node) if each.name.startswith(wanted[:-1])]
        value = node.get(wanted)
        return [] if value is None else [Attribute(node, wanted, value)]

    return one


def _filtered(axis: str, keep: Keep | None) -> Walk:
    whole = _PLAIN[axis]
    if axis in {"self", "parent"}:
        return lambda _, node: [each for each in whole(node) if keep is None or keep(each)]

    def walked(env: Environment, node: Node) -> NodeSet:
        found = whole(node)
        env.spend(_SLOW * (len(found) + 1))
        return found if keep is None else [each for each in found if keep(each)]

    return walked


def _ancestors(node: Node) -> Iterator[Node]:
    above = nodes.parent(node)
    while above is not None:
        yield above
        above = nodes.parent(above)


def _following(node: Node) -> NodeSet:
    found: NodeSet = [*nodes.descendants(node.owner)] if isinstance(node, Attribute) else []
    start = node.owner if isinstance(node, Attribute) else node
    for each in (start, *_ancestors(start)):
        for sibling in nodes.siblings(each, before=False):
            found += [sibling, *nodes.descendants(sibling)]
    return found


def _preceding(node: Node) -> NodeSet:
    found: NodeSet = []
    start = node.owner if isinstance(node, Attribute) else node
    for each in (start, *_ancestors(start)):
        for sibling in nodes.siblings(each, before=True):
            found += [*[*nodes.descendants(sibling)][::-1], sibling]
    return found


def _parent(node: Node) -> NodeSet:
    above = nodes.parent(node)
    return [] if above is None else [above]


_PLAIN: dict[str, Callable[[Node], NodeSet]] = {
    "self": lambda node: [node],
    "parent": _parent,
    "child": nodes.children,
    "descendant": lambda node: [*nodes.descendants(node)],
    "descendant-or-self": lambda node: [node, *nodes.descendants(node)],
    "ancestor": lambda node: [*_ancestors(node)],
    "ancestor-or-self": lambda node: [node, *_ancestors(node)],
    "following-sibling": lambda node: nodes.siblings(node, before=False),
    "preceding-sibling": lambda node: nodes.siblings(node, before=True),
    "following": _following,
    "preceding": _preceding,
}
