"""Hostile files, made here: each with the name it is sent under and the refusal it must meet."""

from collections.abc import Iterator

from .bombs import bombs
from .drawings import drawings
from .hostile import EICAR, Hostile
from .names import NAMES, SLIPS, slips
from .wrong import wrong_types

__all__ = [
    "EICAR",
    "NAMES",
    "SLIPS",
    "Hostile",
    "bombs",
    "drawings",
    "hostile",
    "slips",
    "wrong_types",
]


def hostile() -> Iterator[Hostile]:
    """Yield every hostile file of the corpus."""
    yield from wrong_types()
    yield from drawings()
    yield from slips()
    yield from bombs()
