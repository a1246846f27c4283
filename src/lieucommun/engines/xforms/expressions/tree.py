"""The syntax tree of an expression."""

from collections.abc import Iterator
from dataclasses import dataclass, fields


@dataclass(frozen=True, slots=True)
class Number:
    """A number as written."""

    value: float


@dataclass(frozen=True, slots=True)
class Text:
    """A string literal."""

    value: str


@dataclass(frozen=True, slots=True)
class Call:
    """A function applied; `name` keeps its prefix."""

    name: str
    arguments: tuple["Expression", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Negation:
    """The minus sign before an operand."""

    operand: "Expression"


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands joined by operators of one precedence, from the left: a - b + c."""

    first: "Expression"
    rest: tuple[tuple[str, "Expression"], ...]


@dataclass(frozen=True, slots=True)
class Union:
    """Node-sets put together with `|`."""

    parts: tuple["Expression", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a path: an axis, what it keeps, and predicates.

    `test` is a name ("a", "p:a", "*", "p:*") or one of "node()", "text()", "comment()",
    "processing-instruction()" or the latter with a target.
    """

    axis: str
    test: str
    predicates: tuple["Expression", ...]
    position: int


@dataclass(frozen=True, slots=True)
class Anchor:
    """The node that an expression is about, or its ancestor some levels up (made by forms)."""

    levels: int


@dataclass(frozen=True, slots=True)
class Fixed:
    """An element of an instance that is always there, by its path (made by forms)."""

    path: str


@dataclass(frozen=True, slots=True)
class Path:
    """Steps from a start: None is the context node, "/" the document, else an expression."""

    start: "Expression | Anchor | Fixed | str | None"
    steps: tuple[Step, ...]
    position: int


@dataclass(frozen=True, slots=True)
class Filter:
    """An expression with predicates: (…)[1]."""

    operand: "Expression"
    predicates: tuple["Expression", ...]
    position: int


Expression = Number | Text | Call | Negation | Chain | Union | Path | Filter


def parts(found: object) -> Iterator[object]:
    """Yield a node of the tree and everything under it."""
    waiting = [found]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting.extend(reversed(each))
        elif hasattr(each, "__dataclass_fields__"):
            yield each
            waiting.extend(getattr(each, field.name) for field in reversed(fields(each)))  # type: ignore[arg-type]  # a dataclass, as just asked
