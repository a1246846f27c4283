"""The nodes that expressions walk: lxml elements, and three kinds that lxml has no object for."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from lxml import etree

#: What lxml gives no public name.
Element: TypeAlias = etree._Element  # noqa: SLF001
_STRING = etree.XPath("string()")


@dataclass(frozen=True, slots=True)
class Root:
    """The document above its first element."""

    top: Element


@dataclass(frozen=True, slots=True)
class Attribute:
    """An attribute of an element."""

    owner: Element
    name: str
    value: str


@dataclass(frozen=True, slots=True)
class TextNode:
    """A run of text: inside `owner` before its first child, or after `owner` (`tail`)."""

    owner: Element
    tail: bool
    value: str


Node: TypeAlias = Element | Root | Attribute | TextNode
NodeSet: TypeAlias = list[Node]


def string_value(node: Node) -> str:
    """Return the string value of a node, as XPath 1.0 defines it (section 5)."""
    if isinstance(node, Element):
        if len(node) == 0:
            return node.text or ""
        return str(_STRING(node))
    return str(_STRING(node.top)) if isinstance(node, Root) else node.value


def is_element(node: Node) -> bool:
    """Tell whether a node is an element: lxml gives comments the same class."""
    return isinstance(node, Element) and isinstance(node.tag, str)


def parent(node: Node) -> Node | None:
    """Return the node above, the document for the first element."""
    if isinstance(node, Element):
        above = node.getparent()
        return Root(node) if above is None else above
    if isinstance(node, TextNode):
        return parent(node.owner) if node.tail else node.owner
    return node.owner if isinstance(node, Attribute) else None


def root_of(node: Node) -> Root:
    """Return the document that holds a node."""
    if isinstance(node, Root):
        return node
    owner = node if isinstance(node, Element) else node.owner
    top = owner
    for above in owner.iterancestors():
        top = above
    return Root(first_element(top))


def first_element(top: Element) -> Element:
    """Return the document element beside a comment that stands at the top."""
    return top if isinstance(top.tag, str) else top.getroottree().getroot()


def children(node: Node) -> NodeSet:
    """Return every child, texts and comments included, in order."""
    if isinstance(node, Root):
        before = [*node.top.itersiblings(preceding=True)]
        return [*reversed(before), node.top, *node.top.itersiblings()]
    if not isinstance(node, Element) or not isinstance(node.tag, str):
        return []
    found: NodeSet = [TextNode(node, False, node.text)] if node.text else []  # noqa: FBT003
    for child in node:
        found.append(child)
        if child.tail:
            found.append(TextNode(child, True, child.tail))  # noqa: FBT003
    return found


def descendants(node: Node) -> Iterator[Node]:
    """Yield what is under a node, in document order."""
    waiting = children(node)[::-1]
    while waiting:
        each = waiting.pop()
        yield each
        if isinstance(each, Element) and (len(each) or each.text):
            waiting.extend(reversed(children(each)))


def attributes(node: Node) -> list[Attribute]:
    """Return the attributes of an element, in order."""
    if not isinstance(node, Element) or not isinstance(node.tag, str):
        return []
    return [Attribute(node, str(name), str(value)) for name, value in node.attrib.items()]


def siblings(node: Node, *, before: bool) -> NodeSet:
    """Return the siblings after a node, or those before it, nearest first."""
    above = None if isinstance(node, Attribute) else parent(node)
    if above is None:
        return []
    row = children(above)
    place = row.index(node)
    return row[:place][::-1] if before else row[place + 1 :]


def document_order(root: Root) -> dict[Node, int]:
    """Return the rank of every node of a document, attributes after their element."""
    order: dict[Node, int] = {root: 0}
    for node in descendants(root):
        order[node] = len(order)
        for attribute in attributes(node):
            order[attribute] = len(order)
    return order
