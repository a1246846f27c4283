"""What is published, and what its publisher keeps to itself."""

from collections.abc import Mapping
from dataclasses import dataclass

from .tables import Cell, Dimension, Table


@dataclass(frozen=True, slots=True)
class Published:
    """What may be shown: the count of each cell of each level, None when it is hidden.

    Of a hidden cell it is not told whether it is small. `within` names, for each table, the one
    that counts everybody. `before` was published earlier, and is known to readers as well.
    """

    dimensions: tuple[Dimension, ...]
    within: Mapping[str, str | None]
    cells: Mapping[Cell, int | None]
    before: "Published | None" = None


@dataclass(frozen=True, slots=True)
class Protection:
    """What is published, and why it may be. All but `published` is secret.

    `primary` cells are hidden as they are small, `secondary` ones as they would betray these. Each
    of `worlds` says, for some leaf cells, by how much they could be more or less than they are
    without anything published being otherwise; `proofs` says which one shows that a small leaf cell
    (`rest` too) could count as many as the threshold: coarser small cells hold one of these.
    `tables` hold the counts that were used: those of closed periods are those published first.
    """

    published: Published
    tables: tuple[Table, ...]
    threshold: int
    primary: frozenset[Cell]
    secondary: frozenset[Cell]
    worlds: tuple[Mapping[Cell, int], ...]
    proofs: Mapping[Cell, int]
