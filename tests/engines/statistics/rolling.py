"""Rows added up to each level, in plain Python: what any faster way must give."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

LEVELS = ("commune", "epci", "departement", "region")


class Row(NamedTuple):
    """An amount, and the code of its territory at each level: None where it is not located."""

    amount: Decimal
    codes: Mapping[str, str | None]


def rolled(
    rows: Iterable[Row], levels: Iterable[str] = LEVELS
) -> dict[str, dict[str | None, Decimal]]:
    """Return sums by level and code; None holds what is not located there."""
    found: dict[str, dict[str | None, Decimal]] = {level: {} for level in levels}
    for row in rows:
        for level, sums in found.items():
            code = row.codes.get(level)
            sums[code] = sums.get(code, Decimal(0)) + row.amount
    return found
