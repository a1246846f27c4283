"""From sums to figures: exact quotients rounded half up, ranks, what is unknown left unknown.

A quotient is found in floating point only where that cannot be wrong: far enough from a half, and
small enough. Elsewhere it is computed in whole numbers of 128 bits. Halves go away from zero.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

#: Digits after the point of values that are kept.
SHOWN = 6
#: Quotients of doubles are wrong by less than 4e-16 of themselves: by less than 1e-6 below this.
SURE, CLEAR = 10**9, "0.00001"
#: Widths of decimals: eight bytes, or sixteen where figures do not fit.
NARROW, WIDE = 18, 38


@dataclass(frozen=True, slots=True)
class Finish:
    """How the sums of cubes `c0`, `c1`… become a figure.

    `numerator` and `denominator` are SQL expressions over the columns of the cubes and of the
    territories (`population`, `area`); no denominator: the numerator is the figure. `aliases`: the
    sums of each cube. `parted`: which cubes have parts. `digits`: those that both sides keep after
    the point. `decimals`: those that the value shows.
    """

    numerator: str
    denominator: str | None
    aliases: Sequence[Sequence[str]]
    parted: Sequence[bool]
    digits: int
    decimals: int
    direction: Literal["up", "down", "none"]


def figures_sql(finish: Finish, width: int = NARROW, inside: str = "TRUE") -> str:
    """Return the statement of the figures of an indicator, from relations `c0`… and `territories`.

    Columns: part, level, code, period, n, numerator, denominator, value, rank. `inside`: which
    territories `t` are covered whole; what others have is summed, and is no figure of theirs. A
    side that does not fit in `width` digits fails (ConversionException): ask again, WIDE.
    """
    kind = f"DECIMAL({width},{finish.digits})"
    above = f"({finish.numerator})::{kind}"
    below = f"({finish.denominator})::{kind}" if finish.denominator else f"1::{kind}"
    worse = "ASC" if finish.direction == "down" else "DESC"
    ranks = "value IS NOT NULL AND code <> ''"
    over = f"PARTITION BY part, level, period, {ranks} ORDER BY value {worse}"
    value = value_sql(finish, width) if finish.denominator else whole_sql(finish, width)
    return f"""
SELECT *, (CASE WHEN {ranks} THEN
  RANK() OVER ({over}) END)::INTEGER AS rank
FROM (SELECT * EXCLUDE (inside), CASE WHEN inside THEN {value} END AS value FROM (
  SELECT part, level, code, period, n, inside, {above} AS numerator, {below} AS denominator
  FROM ({_joined(finish, inside)})))"""  # noqa: S608 - expressions of plans, where names are quoted


def value_sql(finish: Finish, width: int = NARROW) -> str:
    """Return the quotient of `numerator` by `denominator`, rounded half away from zero."""
    scale, unit = 10**finish.decimals, 10**finish.digits
    ratio = f"(ABS(numerator)::DOUBLE * {scale} / ABS(denominator)::DOUBLE)"
    sure = f"{ratio} < {SURE} AND ABS({ratio} - FLOOR({ratio}) - 0.5) > {CLEAR}"
    quick = f"FLOOR({ratio} + 0.5)::HUGEINT"
    top = f"CAST(ABS(numerator)::DECIMAL(38,{finish.digits}) * {unit} AS HUGEINT) * {2 * scale}"
    bottom = f"CAST(ABS(denominator)::DECIMAL(38,{finish.digits}) * {unit} AS HUGEINT)"
    exact = f"(({top} + {bottom}) // (2 * {bottom}))"
    whole = f"CASE WHEN {sure} THEN {quick} ELSE {exact} END"
    sign = "CASE WHEN (numerator < 0) <> (denominator < 0) THEN -1 ELSE 1 END"
    shown = _shown(f"({sign}) * ({whole})", finish.decimals, width)
    return f"CASE WHEN denominator <> 0 AND numerator IS NOT NULL THEN {shown} END"


def whole_sql(finish: Finish, width: int = NARROW) -> str:
    """Return what is no quotient, rounded half away from zero."""
    return f"ROUND(numerator, {finish.decimals})::DECIMAL({width},{SHOWN})"


def _shown(whole: str, decimals: int, width: int) -> str:
    """Return a whole number of the last decimal as a decimal."""
    unit = f"{10**-decimals:.{decimals}f}::DECIMAL({decimals + 1},{decimals})" if decimals else "1"
    return (
        f"(CAST({whole} AS DECIMAL({width - decimals - 1},0)) * {unit})::DECIMAL({width},{SHOWN})"
    )


def _joined(finish: Finish, inside: str) -> str:
    sums = [f"c{rank}.{alias}" for rank, each in enumerate(finish.aliases) for alias in each]
    columns = ", ".join([*sums, "t.population", "t.area", f"({inside}) AS inside"])
    others = [
        f"LEFT JOIN c{rank} ON c{rank}.level = c0.level AND c{rank}.code = c0.code "
        f"AND c{rank}.period = c0.period"
        + (f" AND c{rank}.part IS NOT DISTINCT FROM c0.part" if parted and finish.parted[0] else "")
        for rank, parted in enumerate(finish.parted)
        if rank
    ]
    return (
        f"SELECT c0.part, c0.level, c0.code, c0.period, c0.n, {columns} "  # noqa: S608 - as above
        f"FROM c0 {' '.join(others)} "
        "LEFT JOIN territories t ON t.level = c0.level AND t.code = c0.code"
    )
