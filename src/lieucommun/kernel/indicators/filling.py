"""Territories without a row: unknown, unless a list is said to be complete where it was loaded."""

from collections.abc import Sequence

from lieucommun.kernel.territories.territory import Level

from .cubes import RANKS


def filled_sql(
    cube: str, fills: Sequence[tuple[str, str]], levels: Sequence[Level], keys: Sequence[str]
) -> str:
    """Return a cube with a row of zeros for each territory that is covered and that has none.

    `fills`: what each sum is there. `keys`: the territories (`region:52`) where lists are complete,
    none for the whole country. The country has rows as soon as one is loaded: it is never filled.
    """
    ranks = ", ".join(str(RANKS[level]) for level in levels if level != "country") or "-1"
    inside = inside_sql(keys)
    sums = "".join(f", {value} AS {alias}" for alias, value in fills)
    names = "".join(f", {alias}" for alias, _ in fills)
    return f"""
SELECT level, code, period, part, n{names} FROM {cube}
UNION ALL
SELECT t.level, t.code, p.period, p.part, 0 AS n{sums}
FROM territories t CROSS JOIN (SELECT DISTINCT period, part FROM {cube}) p
WHERE t.level IN ({ranks}) AND ({inside}) AND NOT EXISTS (
  SELECT 1 FROM {cube} c WHERE c.level = t.level AND c.code = t.code
  AND c.period = p.period AND c.part IS NOT DISTINCT FROM p.part)"""  # noqa: S608 - names of ours


def inside_sql(keys: Sequence[str]) -> str:
    """Return which territories `t` lie within one of some keys; all of them without keys."""
    return " OR ".join(_inside(key) for key in keys) or "TRUE"


def _inside(key: str) -> str:
    level, _, code = key.partition(":")
    code = "".join(sign for sign in code if sign.isalnum())
    if level == "country":
        return "TRUE"
    column = level if level in {"region", "departement", "epci"} else "code"
    return f"t.{column} = '{code}'"
