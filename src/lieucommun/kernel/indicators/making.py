"""Figures made once and kept: a file per indicator, in the order of ranks, and all by territory.

Readers find one page of a ranking, or one territory, in a few milliseconds, whatever the size.
"""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lieucommun.kernel.services.manifest import Indicator

from .cubes import RANKS, Cube, cube_sql
from .filling import filled_sql, inside_sql
from .finishing import NARROW, WIDE, figures_sql
from .indices import make_indices
from .plans import Plan
from .relation import areas, territories
from .secrecy import COUNT, Counted, hidden

if TYPE_CHECKING:
    import duckdb
    import pyarrow as pa

ROW_GROUP = 20_000
BY_TERRITORY = "territories.parquet"
ABOUT = "figures.json"
GROUPS = "groups.parquet"
#: Sums of a cube computed elsewhere: another engine than this process.
Summed = Callable[[Plan, Cube], "pa.Table"]


@dataclass(frozen=True, slots=True)
class Material:
    """What figures are made of: rows of each table, as SQL, and the ground that sources cover.

    `covered`: keys of territories (`region:52`) whose lists are complete; empty: the whole country.
    """

    relations: Mapping[str, str]
    covered: Mapping[str, Sequence[str]]


def make(
    connection: "duckdb.DuckDBPyConnection",
    plans: Mapping[str, Plan],
    material: Material,
    folder: Path,
    summed: Summed | None = None,
    indicators: Mapping[str, Indicator] | None = None,
) -> dict[str, Any]:
    """Write the figures of each plan in a folder, and return what is known of them.

    What an indicator could not be computed for is told under its name, and the others are made.
    `indicators` brings the composite indices that are made of them. `summed`: the sums come from
    another engine than this process.
    """
    import duckdb

    connection.register("official", territories())
    connection.register("surfaces", areas())
    connection.execute(_TERRITORIES)
    about: dict[str, Any] = {}
    for name, plan in plans.items():
        if not all(table in material.relations for table in plan.tables):
            continue
        try:
            _write(connection, plan, material, folder / f"{name}.parquet", summed)
            about[name] = _known(connection, folder, name)
            about[name]["covered"] = sorted(
                {key for cube in plan.cubes for key in material.covered.get(cube.table, ())}
            )
        except (duckdb.OutOfRangeException, duckdb.ConversionException) as failure:
            about[name] = {"failure": str(failure).splitlines()[0][:300]}
    for name in make_indices(connection, indicators or {}, about, folder):
        about[name] = _known(connection, folder, name)
    _by_territory(connection, [name for name in about if "failure" not in about[name]], folder)
    (folder / ABOUT).write_text(json.dumps(about, ensure_ascii=False), "utf-8")
    return about


def _write(
    connection: "duckdb.DuckDBPyConnection",
    plan: Plan,
    material: Material,
    path: Path,
    summed: Summed | None,
) -> None:
    """Write the figures of a plan: eight bytes each where they fit, else sixteen."""
    import duckdb

    parts = list(_cubes(connection, plan, material, summed))
    told = "false AS secret"
    if plan.counted is not None:
        _hide(connection, plan, parts)
        parts.append(_kept(plan.cubes[0]))
        told = f"EXISTS (SELECT 1 FROM hidden h WHERE {_HIDDEN.format('f')}) AS secret"  # noqa: S608
    covered = [material.covered.get(cube.table, ()) for cube in plan.cubes]
    inside = " AND ".join(f"({inside_sql(keys)})" for keys in covered) or "TRUE"
    for width in (NARROW, WIDE):
        # The order of pages: the whole before parts, then each level and period by rank.
        statement = (
            f"COPY (WITH {', '.join(parts)} SELECT f.*, {told} "  # noqa: S608 - names are quoted
            f"FROM ({figures_sql(plan.finish, width, inside)}) f "
            "ORDER BY part NULLS FIRST, level, period, rank NULLS LAST, code) "
            f"TO '{path}' (FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
        )
        try:
            connection.execute(statement)
        except (duckdb.OutOfRangeException, duckdb.ConversionException):
            if width == WIDE:
                raise
        else:
            return


def _hide(connection: "duckdb.DuckDBPyConnection", plan: Plan, parts: Sequence[str]) -> None:
    """Find which figures are hidden, as the relation `hidden`."""
    rows = connection.execute(
        f"WITH {', '.join(parts)} "  # noqa: S608 - names are quoted
        f"SELECT level, code, period, part, {COUNT}::BIGINT FROM counted"
    ).fetchall()
    threshold = plan.indicator.secrecy.threshold if plan.indicator.secrecy else 0
    found = hidden([Counted(*row) for row in rows], plan.levels, threshold)
    connection.register("hidden", found)


def _kept(cube: Cube) -> str:
    """Return the first cube without the sums of what is hidden."""
    sums = "".join(
        f", CASE WHEN h.level IS NULL THEN k.{name} END AS {name}" for name, _ in cube.sums
    )
    return (
        f"c0 AS (SELECT k.level, k.code, k.period, k.part, "  # noqa: S608 - names of ours
        f"CASE WHEN h.level IS NULL THEN k.n END AS n{sums} "
        f"FROM counted k LEFT JOIN hidden h ON {_HIDDEN.format('k')})"
    )


def _cubes(
    connection: "duckdb.DuckDBPyConnection",
    plan: Plan,
    material: Material,
    summed: Summed | None,
) -> Iterator[str]:
    """Yield what gives each cube of a plan, as parts of a WITH."""
    if not plan.cubes:
        ranks = ", ".join(str(RANKS[level]) for level in plan.levels)
        yield (
            "c0 AS (SELECT level, code, '' AS period, NULL::VARCHAR AS part, 1::BIGINT AS n "  # noqa: S608
            f"FROM territories WHERE level IN ({ranks}))"
        )
    fills = plan.indicator.absent == "zero"
    for rank, cube in enumerate(plan.cubes):
        name = "counted" if plan.counted is not None and not rank else f"c{rank}"
        if summed is None:
            relation = material.relations[cube.table]
            rows = cube_sql(
                cube, relation, plan.levels, plan.indicator.period, whole=plan.indicator.whole
            )
        else:
            connection.register(f"summed{rank}", summed(plan, cube))
            rows = f"FROM summed{rank}"
        if rank or not fills:
            yield f"{name} AS ({rows})"
            continue
        yield f"given AS MATERIALIZED ({rows})"
        keys = material.covered.get(cube.table, ())
        yield f"{name} AS ({filled_sql('given', _zeros(cube), plan.levels, keys)})"


def _zeros(cube: Cube) -> list[tuple[str, str]]:
    """Return what each sum is of no row: the sums and counts that are zero, and what is unknown."""
    known = ("(COALESCE(", "(COUNT(")
    return [(alias, "0" if sql.startswith(known) else "NULL") for alias, sql in cube.sums]


def _by_territory(
    connection: "duckdb.DuckDBPyConnection", names: Sequence[str], folder: Path
) -> None:
    if not names:
        return
    every = " UNION ALL BY NAME ".join(
        f"SELECT '{name}' AS indicator, * FROM '{folder}/{name}.parquet'"  # noqa: S608
        for name in names
    )
    connection.execute(
        f"COPY ({every} ORDER BY level, code, indicator, part NULLS FIRST, period) "
        f"TO '{folder}/{BY_TERRITORY}' "
        f"(FORMAT parquet, COMPRESSION zstd, ROW_GROUP_SIZE {ROW_GROUP})"
    )


def _known(connection: "duckdb.DuckDBPyConnection", folder: Path, name: str) -> dict[str, Any]:
    """Write how many have a figure in each group, and return what an indicator has."""
    connection.execute(
        f"CREATE OR REPLACE TEMP TABLE groups AS SELECT part, level, period, "  # noqa: S608
        "COUNT(rank)::INTEGER AS among, COUNT(*)::INTEGER AS rows, "
        "MIN(value) FILTER (WHERE rank IS NOT NULL) AS lowest, "
        "MAX(value) FILTER (WHERE rank IS NOT NULL) AS highest "
        f"FROM '{folder}/{name}.parquet' GROUP BY ALL"
    )
    connection.execute(f"COPY groups TO '{folder}/{name}.{GROUPS}' (FORMAT parquet)")
    asked = connection.execute(
        "SELECT list(DISTINCT period ORDER BY period) FILTER (WHERE period <> ''), "
        "list(DISTINCT part ORDER BY part) FILTER (WHERE part IS NOT NULL), "
        "list(DISTINCT level ORDER BY level), SUM(among)::BIGINT, bool_or(period = '') FROM groups"
    ).fetchall()
    periods, parts, levels, figures, undated = asked[0]
    return {
        "periods": [*(periods or []), *([""] if undated else [])],
        "parts": parts or [],
        "levels": levels or [],
        "figures": figures or 0,
    }


_HIDDEN = (
    "h.level = {0}.level AND h.code = {0}.code AND h.period = {0}.period "
    "AND h.part IS NOT DISTINCT FROM {0}.part"
)
_TERRITORIES = """
CREATE OR REPLACE TEMP TABLE territories AS
SELECT official.*, surfaces.area FROM official LEFT JOIN surfaces USING (level, code)"""
