"""Rows of the table of `smart`, stored as a load keeps them."""

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import duckdb
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lieucommun.kernel.tables import keeping
from lieucommun.kernel.tables.models import TableLoad
from tests.kernel.indicators.making_figures import Row

Store = Callable[..., TableLoad]

#: Two towns, a group of them and a joint body of Mayenne, a town of Loire-Atlantique.
ROWS = (
    Row("commune:53130", 2023, kind="ecoles", amount=Decimal("1000.50"), cost=Decimal(4000)),
    Row("commune:53130", 2024, kind="ecoles", amount=Decimal(3000), cost=Decimal(6000)),
    Row("commune:53130", 2024, kind="voirie", amount=Decimal(1500), cost=Decimal(6000)),
    Row("commune:53147", 2024, kind="voirie", amount=Decimal(9000), cost=Decimal(9000)),
    Row("epci:245300389", 2024, kind="eau", amount=Decimal(20000), cost=Decimal(80000)),
    Row("departement:53", 2024, kind="eau", amount=Decimal(500), cost=Decimal(1000)),
    Row("commune:44109", 2024, kind="sport", amount=Decimal(100000), cost=Decimal(250000)),
    Row("", 2024, kind=None, amount=Decimal("7.25"), cost=Decimal(10)),
)


@pytest.fixture
def store(db: None) -> Store:  # noqa: ARG001
    """Store rows in the table `subventions` of `smart`."""

    def stored(
        rows: Sequence[Row] = ROWS, *, covers: Sequence[str] = ("region:52",), **more: Any
    ) -> TableLoad:
        told = {"file": "essai.csv", "sha256": "0" * 64, "loader": "essai", **more}
        load = TableLoad.objects.create(
            service="smart", table="subventions", source="essai", state=TableLoad.State.CURRENT,
            covers=list(covers), rows=len(rows), **told,
        )  # fmt: skip
        folder = keeping.folder_of(load)
        folder.mkdir(parents=True)
        pq.write_table(_table(rows), folder / keeping.ROWS)
        described = duckdb.execute(f"DESCRIBE FROM '{folder / keeping.ROWS}'").fetchall()
        load.columns = {name: kind for name, kind, *_ in described}
        load.save()
        return load

    return stored


def _table(rows: Sequence[Row]) -> pa.Table:
    money = pa.decimal128(18, 6)
    return pa.table(
        {
            "id": [str(number) for number, _ in enumerate(rows)],
            "dispositif": ["DETR" for _ in rows],
            "annee": pa.array([row.year for row in rows], pa.int16()),
            "categorie": pa.array([row.kind for row in rows], pa.string()),
            "objet": ["Essai" for _ in rows],
            "beneficiaire": ["Essai" for _ in rows],
            "cout": pa.array([row.cost for row in rows], money),
            "montant": pa.array([row.amount for row in rows], money),
            "territoire": pa.array([row.where or None for row in rows], pa.string()),
            **{
                f"territoire__{level}": pa.array([row.at(level) for row in rows], pa.string())
                for level in ("commune", "epci", "departement", "region")
            },
        }
    )
