"""Functions of nodes, instances, repeats and translations."""

import math

from lieucommun.engines.xforms.expressions.nodes import Element, Node, NodeSet, parent, string_value
from lieucommun.engines.xforms.expressions.running import Environment, Run
from lieucommun.engines.xforms.expressions.values import number, string

from .registry import function


@function("count", "nodes: nodes", "number")
def count(nodes: NodeSet) -> float:
    """The number of nodes."""
    return float(len(nodes))


@function("count-non-empty", "nodes: nodes", "number")
def count_non_empty(nodes: NodeSet) -> float:
    """The number of nodes that are not empty."""
    return float(sum(string_value(node) != "" for node in nodes))


@function("last", "", "number", contextual=True)
def last(env: Environment, _: Node) -> float:
    """The number of nodes among which a predicate chooses."""
    return float(env.size)


@function("position", "node?: nodes", "number", contextual=True)
def position(env: Environment, _: Node, *nodes: NodeSet) -> float:
    """The place in a predicate; or the place of a node among its siblings of the same name."""
    if not nodes:
        return float(env.position)
    if not nodes[0]:
        return 0.0
    node = nodes[0][0]
    if not isinstance(node, Element):
        return 1.0
    before = [*node.itersiblings(node.tag, preceding=True)]
    env.spend(len(before))
    return float(1 + len(before))


@function("id", "value: any", "nodes", contextual=True)
def by_id(env: Environment, node: Node, value: object) -> NodeSet:
    """The elements with some xml:id, or with an attribute `id`."""
    from lieucommun.engines.xforms.expressions.nodes import root_of

    texts = [string_value(each) for each in value] if isinstance(value, list) else [string(value)]  # type: ignore[arg-type]
    wanted = {word for text in texts for word in text.split()}
    top = root_of(node).top
    env.spend(sum(1 for _ in top.iter()))
    xml_id = "{http://www.w3.org/XML/1998/namespace}id"
    return [each for each in top.iter("*") if wanted & {each.get("id"), each.get(xml_id)}]


@function("instance", "id: string", "nodes", contextual=True)
def instance(env: Environment, _: Node, name: str) -> NodeSet:
    """What holds the root of an attached or inner list: instance('towns')/root/item."""
    found = env.host.instance(name)
    return [] if found is None else [found]


@function("current", "", "nodes", contextual=True)
def current(env: Environment, node: Node) -> NodeSet:
    """The node that the whole expression is about, also inside predicates."""
    return [node if env.current is None else env.current]


@function("randomize", "nodes: nodes, seed?: number", "nodes", contextual=True)
def randomize(env: Environment, _: Node, nodes: NodeSet, *seed: float) -> NodeSet:
    """The nodes shuffled; the same seed always gives the same order."""
    draw = _park_miller(seed[0]) if seed else env.chance().random
    found: NodeSet = []
    for index, node in enumerate(nodes):
        place = math.floor(draw() * (index + 1))
        if place == index:
            found.append(node)
        else:
            found.append(found[place])
            found[place] = node
    return found


def _park_miller(seed: float) -> "_ParkMiller":
    return _ParkMiller(seed)


class _ParkMiller:
    """The "minimal standard" generator, which every ODK client shares."""

    def __init__(self, seed: float) -> None:
        whole = int(seed) if math.isfinite(seed) else 0
        self.state = int(math.fmod(whole, 2147483647))
        if self.state <= 0:
            self.state += 2147483646

    def __call__(self) -> float:
        self.state = self.state * 16807 % 2147483647
        return (self.state - 1) / 2147483646


@function(
    "indexed-repeat",
    "wanted: nodes, repeat: nodes, index: number, repeats*: nodes, indexes*: number",
    "string",
    lazy=True,
)
def indexed_repeat(env: Environment, node: Node, wanted: Run, *levels: Run) -> str:
    """The value of a node in the repeats numbered: indexed-repeat(node, repeat, 2)."""
    holders: list[Node] | None = None
    for repeat, index in zip(levels[::2], levels[1::2], strict=True):
        rows = _list(repeat(env, node))
        if holders is not None:
            rows = [row for row in rows if _under(row, holders)]
        place = number(index(env, node), env.zone)
        whole = int(place) if math.isfinite(place) and place >= 1 else 1
        env.spend(len(rows))
        holders = rows[whole - 1 : whole]
    for each in _list(wanted(env, node)):
        if _under(each, holders or []):
            return string_value(each)
    return ""


def _list(value: object) -> NodeSet:
    return value if isinstance(value, list) else []


def _under(node: Node, holders: NodeSet) -> bool:
    above: Node | None = node
    while above is not None:
        if above in holders:
            return True
        above = parent(above)
    return False


@function("jr:itext", "id: string", "string", contextual=True)
def itext(env: Environment, _: Node, name: str) -> str:
    """The translated text of an identifier, in the active language."""
    return env.host.itext(name)


@function("jr:choice-name", "value: string, question: string", "string", contextual=True)
def choice_name(env: Environment, _: Node, value: str, question: str) -> str:
    """The label of a choice of the question at a path, in the active language."""
    return env.host.choice_name(env, value, question.strip())
