"""Functions of text."""

from lieucommun.engines.xforms.errors import ExpressionError
from lieucommun.engines.xforms.expressions.nodes import Node, NodeSet, string_value
from lieucommun.engines.xforms.expressions.running import Environment, Value
from lieucommun.engines.xforms.expressions.values import string

from .registry import function


@function("string", "value?: any", "string", contextual=True)
def as_string(_: Environment, node: Node, *value: Value) -> str:
    """The value as text; without argument, the text of the context node."""
    return string(value[0]) if value else string_value(node)


def each_text(env: Environment, values: tuple[Value, ...]) -> list[str]:
    """Return the text of every value, and of every node of node-sets."""
    found = []
    for value in values:
        if isinstance(value, list):
            found += [string_value(node) for node in value]
        else:
            found.append(string(value))
    env.spend(len(found) + sum(map(len, found)) // 16)
    return found


@function("concat", "values*: any", "string", contextual=True)
def concat(env: Environment, _: Node, *values: Value) -> str:
    """All values one after the other, every node of node-sets included."""
    return "".join(each_text(env, values))


@function("join", "separator: string, values*: any", "string", contextual=True)
def join(env: Environment, _: Node, separator: str, *values: Value) -> str:
    """All values with a separator between them, every node of node-sets included."""
    found = each_text(env, values)
    env.spend(len(separator) * len(found) // 16)
    return separator.join(found)


@function("substr", "value: string, start: number, end?: number", "string")
def substr(value: str, start: float, end: float | None = None) -> str:
    """The characters from one index to before another, from 0; negative ones count from the end."""
    size = len(value)
    return value[_index(start, size) : size if end is None else _index(end, size)]


def _index(at: float, size: int) -> int:
    if at != at:  # noqa: PLR0124  # NaN
        return 0
    whole = int(max(-size - 1.0, min(size + 1.0, at)))
    return max(0, whole + size) if whole < 0 else whole


@function("substring", "value: string, start: number, length?: number", "string")
def substring(value: str, start: float, length: float | None = None) -> str:
    """The characters from a place, counted from 1, as XPath 1.0 does."""
    first = _half_up(start)
    last = float("inf") if length is None else first + _half_up(length)
    return "".join(each for at, each in enumerate(value, 1) if first <= at < last)


def _half_up(value: float) -> float:
    return value if value - value != 0 else (value + 0.5) // 1


@function("substring-before", "value: string, mark: string", "string")
def substring_before(value: str, mark: str) -> str:
    """What stands before the first mark; nothing when there is no mark."""
    before, found, _ = value.partition(mark) if mark else ("", "", "")
    return before if found else ""


@function("substring-after", "value: string, mark: string", "string")
def substring_after(value: str, mark: str) -> str:
    """What stands after the first mark; nothing when there is no mark."""
    return value.partition(mark)[2] if mark else value


@function("translate", "value: string, from: string, to: string", "string")
def translate(value: str, old: str, new: str) -> str:
    """Characters replaced one for one; those without counterpart are taken out."""
    table: dict[int, str | None] = {}
    for at, each in enumerate(old):
        table.setdefault(ord(each), new[at] if at < len(new) else None)
    return value.translate(table)


@function("string-length", "value?: string", "number", contextual=True)
def string_length(_: Environment, node: Node, *value: str) -> float:
    """The number of characters."""
    return float(len(value[0] if value else string_value(node)))


@function("normalize-space", "value?: string", "string", contextual=True)
def normalize_space(_: Environment, node: Node, *value: str) -> str:
    """The text without spaces around, and with single spaces inside."""
    text = value[0] if value else string_value(node)
    for space in "\t\r\n":
        text = text.replace(space, " ")
    return " ".join(filter(None, text.split(" ")))


@function("contains", "value: string, part: string", "boolean")
def contains(value: str, part: str) -> bool:
    """Whether a text holds another."""
    return part in value


@function("starts-with", "value: string, start: string", "boolean")
def starts_with(value: str, start: str) -> bool:
    """Whether a text starts with another."""
    return value.startswith(start)


@function("ends-with", "value: string, end: string", "boolean")
def ends_with(value: str, end: str) -> bool:
    """Whether a text ends with another."""
    return value.endswith(end)


@function("name", "nodes?: nodes", "string", contextual=True)
def name(_: Environment, node: Node, *nodes: NodeSet) -> str:
    """The name of the first node, with its prefix."""
    return _name(nodes[0] if nodes else [node], prefixed=True)


@function("local-name", "nodes?: nodes", "string", contextual=True)
def local_name(_: Environment, node: Node, *nodes: NodeSet) -> str:
    """The name of the first node, without prefix."""
    return _name(nodes[0] if nodes else [node], prefixed=False)


@function("namespace-uri", "nodes?: nodes", "string", contextual=True)
def namespace_uri(_: Environment, node: Node, *nodes: NodeSet) -> str:
    """The namespace of the name of the first node."""
    full = _full_name(nodes[0] if nodes else [node])
    return full[1:].partition("}")[0] if full.startswith("{") else ""


def _full_name(nodes: NodeSet) -> str:
    if not nodes:
        return ""
    tag = getattr(nodes[0], "tag", None) or getattr(nodes[0], "name", "")
    return tag if isinstance(tag, str) else str(getattr(nodes[0], "target", ""))


def _name(nodes: NodeSet, *, prefixed: bool) -> str:
    full = _full_name(nodes)
    local = full.rpartition("}")[2]
    prefix = getattr(nodes[0], "prefix", None) if nodes and prefixed else None
    return f"{prefix}:{local}" if prefix else local


@function("uuid", "length?: number", "string", contextual=True)
def uuid(env: Environment, _: Node, *length: float) -> str:
    """A random UUID (version 4), or as many random characters as asked, at most 1,000."""
    from uuid import UUID

    chance = env.chance()
    if not length:
        return str(UUID(int=chance.getrandbits(128), version=4))
    if not 0 <= length[0] <= 1000:  # noqa: PLR2004
        raise ExpressionError("uuid() makes at most 1,000 characters")
    return "".join(chance.choices("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ", k=int(length[0])))


@function(
    "pulldata",
    "instance: string, wanted: string, key: string, value: string",
    "string",
    contextual=True,
)
def pulldata(env: Environment, _: Node, *given: str) -> str:
    """The cell of a column where another column has a value, in an attached list."""
    instance, wanted, key, value = given
    index = env.host.lookup(instance, ("root", "item"), key)
    found = index.get(value, []) if index is not None else []
    child = found[0].find(wanted) if found else None  # type: ignore[union-attr]
    return "" if child is None else string_value(child)
