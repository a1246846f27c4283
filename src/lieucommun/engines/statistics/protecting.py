"""Which cells are hidden, so that no small one is read or deduced."""

from collections.abc import Mapping, Sequence

from .proving import Change, Proving
from .published import Protection, Published
from .setting import Setting, set_up
from .tables import Cell, Codes, Table


def protect(
    tables: Sequence[Table], threshold: int = 5, before: Protection | None = None
) -> Protection:
    """Hide the cells of linked tables that are small, and those that would betray them.

    A cell is small when it counts somebody, and fewer than the threshold. Cells that count nobody
    are shown as 0, unless hiding them protects others.

    What is guaranteed: for each small cell, of each level, of each table and of its rest (those of
    the table `within` which it lies whom it does not count), there is a world that shows all that
    is published and in which the cell counts the threshold or more. This holds as well for small
    sums of cells that share nobody, as for what a year gained since an earlier publication. A world
    is counts at the finest level, whole and not negative, those of a part at most those of its
    whole. Whatever is computed from all that is published, then, both the true count and the
    threshold or more remain possible. Each world is made, and what it shows otherwise is hidden:
    the guarantee holds by construction, and hiding more never harms it. What is hidden besides
    small cells is chosen greedily, by what it counts: it is little, not the least.

    What is not: readers who know more than sums (counts that they gathered themselves, or that
    everybody has one need at least), or who guess from the order in which cells were hidden.

    `before` is what was published earlier. Periods are closed: a cell whose codes were all
    published keeps the counts it had, whatever is counted now; only codes of one dimension, that of
    periods, may be new. What was shown stays known: worlds show it as well.

    Raises ValueError for a threshold under 1 or another than before; for tables that do not have
    the same dimensions, or not those, the names and the wholes of before; for a part that exceeds
    its whole; and as `rolled_up` does.
    """
    if threshold < 1 or (before is not None and before.threshold != threshold):
        raise ValueError(f"{threshold}: not a threshold, or not that of the publication before")
    setting = set_up(tables, before)
    proving = Proving(setting, threshold)
    if before is not None:
        proving.carry(before.worlds)
    proving.run()
    return _told(setting, proving, before)


def _told(setting: Setting, proving: Proving, before: Protection | None) -> Protection:
    """Say in codes what was found in numbers."""
    ordered, leaves = setting.cells(), setting.leaves()
    cells: dict[Cell, int | None] = {}
    primary: set[Cell] = set()
    secondary: set[Cell] = set()
    view = setting.world.views[0]
    for table, values, costs in zip(setting.tables, view.values, view.costs, strict=True):
        for codes, value, cost in zip(ordered, values, costs, strict=True):
            cell = Cell(table.name, codes)
            cells[cell] = value if cost else None
            if not cost:
                (primary if 0 < value < proving.threshold else secondary).add(cell)
    proofs = {
        Cell(setting.tables[each.table].name, leaves[each.leaf], each.rest): number
        for each, number in proving.proofs.items()
    }
    within = {table.name: table.within for table in setting.tables}
    earlier = before.published if before is not None else None
    return Protection(
        Published(setting.tables[0].dimensions, within, cells, earlier),
        setting.tables,
        proving.threshold,
        frozenset(primary),
        frozenset(secondary),
        tuple(_world(each, setting, leaves) for each in proving.worlds),
        proofs,
    )


def _world(changes: list[Change], setting: Setting, leaves: list[Codes]) -> Mapping[Cell, int]:
    return {Cell(setting.tables[table].name, leaves[leaf]): by for table, leaf, by in changes}
