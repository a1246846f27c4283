"""The official geography as a relation: who is where, under which name, and how many live there."""

from functools import cache
from typing import TYPE_CHECKING

from lieucommun.engines.statistics.strata import stratum
from lieucommun.kernel.search.folding import fold
from lieucommun.kernel.territories import Territory, contours, every
from lieucommun.kernel.territories.territory import LEVELS

from .cubes import RANKS

if TYPE_CHECKING:
    import pyarrow as pa


@cache
def territories() -> "pa.Table":
    """Return one row per territory of every level, the country included.

    Columns: level (rank of it), code, name, folded (name to sort by), population, stratum, epci,
    departement, region.
    """
    import pyarrow as pa

    found = [territory for level in LEVELS for territory in every(level)]
    return pa.table(
        {
            "level": pa.array([RANKS[each.level] for each in found], pa.int8()),
            "code": pa.array([each.code for each in found], pa.string()),
            "name": pa.array([each.name for each in found], pa.string()),
            "folded": pa.array([fold(each.name) for each in found], pa.string()),
            "population": pa.array([each.population for each in found], pa.int64()),
            "stratum": pa.array([_stratum(each) for each in found], pa.int8()),
            "epci": pa.array([_at(each, "epci") for each in found], pa.string()),
            "departement": pa.array([_at(each, "departement") for each in found], pa.string()),
            "region": pa.array([_at(each, "region") for each in found], pa.string()),
        }
    )


def areas() -> "pa.Table":
    """Return the areas in km² of the territories whose contours were loaded: level, code, area."""
    import pyarrow as pa

    found = [
        (RANKS[level], code, area)
        for level in contours.LEVELS
        for code, area in contours.areas(level).items()
    ]
    levels, codes, surfaces = zip(*found, strict=True) if found else ((), (), ())
    return pa.table(
        {
            "level": pa.array(levels, pa.int8()),
            "code": pa.array(codes, pa.string()),
            "area": pa.array(surfaces, pa.decimal128(18, 3)),
        }
    )


def _stratum(territory: Territory) -> int | None:
    return stratum(territory.population).number if territory.level == "commune" else None


def _at(territory: Territory, level: str) -> str | None:
    """Return the code of what holds a territory at a level, itself included."""
    if territory.level == level:
        return territory.code
    code: str | None = getattr(territory, level)
    return code
