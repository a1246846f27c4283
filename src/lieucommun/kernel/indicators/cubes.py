"""The sums of a table at every level and period: one scan, grouping sets, exact decimals.

A row that is not located at a level is counted there under no code (""), so that each level adds
up to the whole. Nothing is divided here.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from lieucommun.kernel.territories.territory import LEVELS, Level

Frequency: TypeAlias = Literal["year", "quarter", "month", "none"]
#: Rank of each level in what is stored, the smallest first.
RANKS: Mapping[Level, int] = {level: rank for rank, level in enumerate(LEVELS)}
COUNTRY = "FR"


@dataclass(frozen=True, slots=True)
class Cube:
    """What is summed of one table.

    `territory`, `date` and `by` are columns of it (`date` may be None: no period, `by` too: no
    parts). `sums` are SQL expressions by alias, aggregates of the rows of a group.
    """

    table: str
    territory: str
    date: str | None
    date_type: str
    by: str | None
    sums: tuple[tuple[str, str], ...]


def quoted(name: str) -> str:
    """Return an identifier as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def cube_sql(
    cube: Cube, relation: str, levels: tuple[Level, ...], frequency: Frequency, *, whole: bool
) -> str:
    """Return the statement of a cube: level, code, period, part, n, and each sum by its alias.

    `part` is NULL for the whole, "" where the column says nothing. `relation` is SQL that gives the
    rows. `whole`: with parts, their total too.
    """
    places = {level: quoted(f"{cube.territory}__{level}") for level in levels if level != "country"}
    period = period_sql(cube, frequency)
    sets = [["period", *([place] if place else [])] for place in (*places.values(), "")]
    sets = sets if "country" in levels else sets[:-1]
    parted = [[*each, "part"] for each in sets] if cube.by else []
    wanted = (sets if whole or not cube.by else []) + parted
    written = ", ".join(f"({', '.join(each)})" for each in wanted)
    level = " ".join(
        f"WHEN GROUPING({place}) = 0 THEN {RANKS[name]}" for name, place in places.items()
    )
    code = " ".join(
        f"WHEN GROUPING({place}) = 0 THEN COALESCE({place}, '')" for place in places.values()
    )
    part = "CASE WHEN GROUPING(part) = 0 THEN part END" if cube.by else "NULL::VARCHAR"
    columns = [
        _case(level, str(RANKS["country"]), "TINYINT") + " AS level",
        _case(code, f"'{COUNTRY}'", "VARCHAR") + " AS code",
        "period",
        f"{part} AS part",
        "COUNT(*) AS n",
        *(f"{expression} AS {alias}" for alias, expression in cube.sums),
    ]
    kept = [f"{period} AS period"]
    if cube.by:
        kept.append(f"COALESCE({quoted(cube.by)}::VARCHAR, '') AS part")
    inner = f"(SELECT *, {', '.join(kept)} FROM {relation})"  # noqa: S608 - names are quoted
    return f"SELECT {', '.join(columns)} FROM {inner} GROUP BY GROUPING SETS ({written})"  # noqa: S608 - as above


def _case(whens: str, otherwise: str, kind: str) -> str:
    return f"(CASE {whens} ELSE {otherwise} END)::{kind}" if whens else f"{otherwise}::{kind}"


def period_sql(cube: Cube, frequency: Frequency) -> str:
    """Return the expression of a period: 2026, 2026-Q3, 2026-07, or nothing."""
    if cube.date is None or frequency == "none":
        return "''"
    column = quoted(cube.date)
    if cube.date_type == "year":
        return f"COALESCE({column}::VARCHAR, '')"
    year = f"LPAD(YEAR({column})::VARCHAR, 4, '0')"
    written = {
        "year": year,
        "quarter": f"{year} || '-Q' || QUARTER({column})",
        "month": f"{year} || '-' || LPAD(MONTH({column})::VARCHAR, 2, '0')",
    }[frequency]
    return f"COALESCE({written}, '')"
