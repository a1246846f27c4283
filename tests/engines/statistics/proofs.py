"""What a protection claims, checked world by world with sums of its own."""

from collections.abc import Sequence

from lieucommun.engines.statistics import Cell, Codes, Protection, Published, Table

from .attacking import all_codes, holds


def naive(tables: Sequence[Table], threshold: int) -> Published:
    """Hide small cells only, as one does who does not think of sums."""
    cells: dict[Cell, int | None] = {}
    for table in tables:
        for codes in all_codes(table.dimensions):
            count = sum(table.counts.get(each, 0) for each in holds(table.dimensions, codes))
            cells[Cell(table.name, codes)] = None if 0 < count < threshold else count
    within = {table.name: table.within for table in tables}
    return Published(tables[0].dimensions, within, cells)


def check(protection: Protection) -> None:
    """Fail unless all shown counts are true, and each small one has a world that proves it safe."""
    truth = {table.name: dict(table.counts) for table in protection.tables}
    inside = {
        codes: holds(protection.published.dimensions, codes)
        for codes in all_codes(protection.published.dimensions)
    }
    worlds = [_world(truth, each) for each in protection.worlds]
    for world in worlds:
        for table in protection.tables:
            assert all(count >= 0 for count in world[table.name].values())
            if table.within:
                whole = world[table.within]
                assert all(n <= whole.get(codes, 0) for codes, n in world[table.name].items())
    for cell, shown in protection.published.cells.items():
        count = _sum(truth[cell.table], inside[cell.codes])
        small = 0 < count < protection.threshold
        assert (cell in protection.primary) == small
        assert (shown is None) == (cell in protection.primary | protection.secondary)
        if shown is not None:
            assert shown == count
            for world in worlds:
                assert _sum(world[cell.table], inside[cell.codes]) == count
        if small:
            raised = worlds[_proof(protection, cell, inside[cell.codes])]
            assert _sum(raised[cell.table], inside[cell.codes]) >= protection.threshold
        _check_rest(protection, cell, truth, worlds, inside[cell.codes])


def _check_rest(
    protection: Protection,
    cell: Cell,
    truth: dict[str, dict[Codes, int]],
    worlds: list[dict[str, dict[Codes, int]]],
    inside: set[Codes],
) -> None:
    whole = protection.published.within[cell.table]
    if whole is not None:
        rest = _sum(truth[whole], inside) - _sum(truth[cell.table], inside)
        if 0 < rest < protection.threshold:
            world = worlds[_proof(protection, cell._replace(rest=True), inside)]
            raised = _sum(world[whole], inside) - _sum(world[cell.table], inside)
            assert raised >= protection.threshold


def _proof(protection: Protection, cell: Cell, inside: set[Codes]) -> int:
    """Return the world of some small leaf cell of a small cell."""
    leaves = (cell._replace(codes=codes) for codes in sorted(inside))
    return next(protection.proofs[leaf] for leaf in leaves if leaf in protection.proofs)


def _world(truth: dict[str, dict[Codes, int]], changes: object) -> dict[str, dict[Codes, int]]:
    world = {name: dict(counts) for name, counts in truth.items()}
    assert isinstance(changes, dict)
    for cell, by in changes.items():
        world[cell.table][cell.codes] = world[cell.table].get(cell.codes, 0) + by
    return world


def _sum(counts: dict[Codes, int], inside: set[Codes]) -> int:
    return sum(counts.get(each, 0) for each in inside)
