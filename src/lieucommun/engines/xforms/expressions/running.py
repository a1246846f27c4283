"""What an evaluation knows and how much it may still cost."""

from collections.abc import Callable
from datetime import datetime, tzinfo
from random import Random
from typing import Protocol

from lieucommun.engines.xforms.errors import ExpressionError

from .nodes import Node, NodeSet, Root, document_order, root_of

#: Nodes visited by one evaluation before it is stopped: about half a second of work.
BUDGET = 300_000


class Host(Protocol):
    """What a form gives to the expressions in it."""

    def instance(self, name: str) -> Node | None:
        """Return what holds the root of a secondary instance."""

    def itext(self, name: str) -> str:
        """Return a text in the active language."""

    def choice_name(self, env: "Environment", value: str, reference: str) -> str:
        """Return the label of a choice of the question at a path."""

    def lookup(self, name: str, tags: tuple[str, ...], key: str) -> dict[str, NodeSet] | None:
        """Return the items of a fixed instance by the value of a child, or None."""


class Environment:
    """The moment, the zone, the chance and the surroundings of one evaluation."""

    __slots__ = (
        "_orders",
        "current",
        "hidden",
        "host",
        "language",
        "left",
        "now",
        "position",
        "random",
        "size",
        "slots",
        "zone",
    )

    def __init__(
        self, *, now: datetime, zone: tzinfo, rng: Random | None, host: Host, language: str = ""
    ) -> None:
        self.now = now.astimezone(zone)
        self.zone = zone
        self.random = rng
        self.host = host
        self.language = language
        self.current: Node | None = None
        self.position = 1
        self.size = 1
        self.left = BUDGET
        #: Nodes that are not relevant: forms take them for absent.
        self.hidden: set[Node] = set()
        #: The elements of a form that are always there.
        self.slots: dict[str, Node] = {}
        self._orders: dict[Node, dict[Node, int]] = {}

    def spend(self, cost: int) -> None:
        """Take from the budget; ExpressionError when it is used up."""
        self.left -= cost
        if self.left < 0:
            raise ExpressionError("this costs too much to compute: it visits too many nodes")

    def chance(self) -> Random:
        """Return the source of randomness that the caller gave."""
        if self.random is None:
            raise ExpressionError("no source of randomness was given for this evaluation")
        return self.random

    def ordered(self, nodes: NodeSet) -> NodeSet:
        """Return nodes without doubles, in document order."""
        unique = [*dict.fromkeys(nodes)]
        if len(unique) < 2:  # noqa: PLR2004  # nothing to sort
            return unique
        ranks: dict[Node, tuple[int, int]] = {}
        for node in unique:
            root = root_of(node)
            order = self._order(root)
            ranks[node] = ([*self._orders].index(root), order[node])
        return sorted(unique, key=ranks.__getitem__)

    def _order(self, root: Root) -> dict[Node, int]:
        if root not in self._orders:
            self._orders[root] = document_order(root)
            self.spend(len(self._orders[root]))
        return self._orders[root]


Value = bool | float | str | NodeSet
Run = Callable[[Environment, Node], Value]
