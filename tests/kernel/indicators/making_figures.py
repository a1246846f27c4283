"""Tables of a few rows, stored as tables are, and the figures made of them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq

from lieucommun.kernel.indicators.making import Material, make
from lieucommun.kernel.indicators.plans import Plan, planned
from lieucommun.kernel.indicators.queries import Figures, Known
from lieucommun.kernel.services.manifest import Indicator, Table
from lieucommun.kernel.territories import LEVELS, Territory, find

TABLE = Table.model_validate(
    {
        "title": "Aides",
        "grain": ["id"],
        "columns": {
            "id": "text", "lieu": "territory", "annee": "year", "jour": "date", "sorte": "text",
            "montant": "money", "cout": "money", "effectif": "integer",
        },
    }
)  # fmt: skip
SCHEMA = pa.schema(
    [
        ("id", pa.string()),
        ("lieu__commune", pa.string()),
        ("lieu__epci", pa.string()),
        ("lieu__departement", pa.string()),
        ("lieu__region", pa.string()),
        ("annee", pa.int16()),
        ("jour", pa.date32()),
        ("sorte", pa.string()),
        ("montant", pa.decimal128(18, 6)),
        ("cout", pa.decimal128(18, 6)),
        ("effectif", pa.int64()),
    ]
)


@dataclass(frozen=True)
class Row:
    """A row of the table: where it is (a key, or "" when it is not located), and its values."""

    where: str = "commune:53130"
    year: int | None = 2025
    day: dt.date | None = None
    kind: str | None = "route"
    amount: Decimal | None = Decimal(1)
    cost: Decimal | None = Decimal(2)
    staff: int | None = 1

    @property
    def territory(self) -> Territory | None:
        return find(self.where) if self.where else None

    def at(self, level: str) -> str | None:
        """Return the code of what holds the row at a level; "FR" for the country."""
        if level == "country":
            return "FR"
        here = self.territory
        if here is None:
            return None
        return here.code if here.level == level else getattr(here, level, None)


def stored(rows: Sequence[Row], path: Path) -> str:
    """Write rows as a table keeps them, and return the SQL that gives them."""
    names = SCHEMA.names
    columns = {
        "id": [str(number) for number in range(len(rows))],
        **{f"lieu__{level}": [row.at(level) for row in rows] for level in LEVELS[:-1]},
        "annee": [row.year for row in rows],
        "jour": [row.day for row in rows],
        "sorte": [row.kind for row in rows],
        "montant": [row.amount for row in rows],
        "cout": [row.cost for row in rows],
        "effectif": [row.staff for row in rows],
    }
    pq.write_table(pa.table([columns[name] for name in names], schema=SCHEMA), path)
    return f"'{path}'"


def plan(**spec: Any) -> Plan:
    """Return the plan of an indicator of the table."""
    told = {"title": "Essai", "date": "annee", **spec}
    found = planned("essai", Indicator.model_validate(told), {"aides": TABLE})
    assert isinstance(found, Plan), found
    return found


def figures(
    rows: Sequence[Row],
    folder: Path,
    covered: Mapping[str, Sequence[str]] | None = None,
    **spec: Any,
) -> Figures:
    """Make the figures of one indicator, named "essai"."""
    folder.mkdir(parents=True, exist_ok=True)
    material = Material({"aides": stored(rows, folder / "rows.parquet")}, covered or {})
    about = make(duckdb.connect(), {"essai": plan(**spec)}, material, folder)["essai"]
    assert "failure" not in about, about
    known = Known(tuple(about["periods"]), tuple(about["parts"]), (), about["figures"])
    return Figures(duckdb.connect(), folder, {"essai": known})
