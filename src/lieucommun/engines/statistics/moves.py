"""Moves: what one must do, where it may go, what it costs, and how far they are looked for."""

from collections.abc import Sequence
from typing import NamedTuple

from .views import Point

#: Without bound.
ANY = 10**9
#: How many partners are looked at in each dimension, for one dimension, two, three…
BREADTH = (40, 7, 5, 4)
#: What it is taken to cost that somebody who moves has all of a need: others must move as well.
MENDING = 100
#: A dimension in which a move goes nowhere.
STAYS = (None,)
#: A move that costs more makes leaf cells be looked at that lie in no line; so many of them.
DEAR = 2_000
REACH = 12
#: Less than any cost of one.
LEAST = 1e-9


class Aim(NamedTuple):
    """What a move must change: a leaf cell, up or down by `sign`; `cell` is its number."""

    table: int
    point: Point
    sign: int
    want: int
    cell: int = 0


class Move(NamedTuple):
    """Corners that change by `gain` with their signs, and what it costs."""

    corners: tuple[tuple[int, int], ...]
    gain: int
    cost: int

    @property
    def rate(self) -> float:
        """What it costs for each that it brings."""
        return self.cost / self.gain


class Near(NamedTuple):
    """A leaf that a move may go to, how far its leaf cell lies, and what hiding that costs."""

    to: int
    by: int
    cell: int
    cost: int


Around = Sequence[Sequence[Near]]
