"""A protection as JSON, and back, exactly: the next edition starts from it. It never leaves."""

from collections.abc import Iterable
from typing import Any

from lieucommun.engines.statistics import (
    Cell,
    Dimension,
    Protection,
    Published,
    Table,
    rolled_up,
)

Json = Any


def kept(protection: Protection) -> dict[str, Json]:
    """Return a protection as JSON, without what was published before it.

    What is shown is not kept: it is what `tables` add up to, except for what is hidden.
    """
    return {
        "dimensions": [[each.name, [*each.parents.items()]] for each in _dimensions(protection)],
        "tables": [
            [each.name, each.within, [[*pair] for pair in each.counts.items()]]
            for each in protection.tables
        ],
        "threshold": protection.threshold,
        "primary": _cells(sorted(protection.primary)),
        "secondary": _cells(sorted(protection.secondary)),
        "worlds": [[[*cell, by] for cell, by in world.items()] for world in protection.worlds],
        "proofs": [[*cell, world] for cell, world in protection.proofs.items()],
    }


def restored(data: dict[str, Json], before: Published | None) -> Protection:
    """Return the protection that was kept, after what was published before it."""
    dimensions = tuple(Dimension(name, dict(parents)) for name, parents in data["dimensions"])
    tables = tuple(
        Table(name, dimensions, {tuple(codes): count for codes, count in counts}, within)
        for name, within, counts in data["tables"]
    )
    primary, secondary = (frozenset(map(_cell, data[key])) for key in ("primary", "secondary"))
    hidden = primary | secondary
    cells = {
        (cell := Cell(table.name, codes)): None if cell in hidden else count
        for table in tables
        for codes, count in rolled_up(table).items()
    }
    within = {table.name: table.within for table in tables}
    return Protection(
        Published(dimensions, within, cells, before),
        tables,
        data["threshold"],
        primary,
        secondary,
        tuple({_cell(each): each[3] for each in world} for world in data["worlds"]),
        {_cell(each): each[3] for each in data["proofs"]},
    )


def _dimensions(protection: Protection) -> tuple[Dimension, ...]:
    return protection.published.dimensions


def _cells(cells: Iterable[Cell]) -> list[Json]:
    return [[*cell] for cell in cells]


def _cell(part: list[Json]) -> Cell:
    return Cell(part[0], tuple(part[1]), part[2])
