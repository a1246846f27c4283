"""Rows of the table `subventions` of `smart`, a few or many."""

import shutil
from collections.abc import Callable, Iterator

import pytest

from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import published
from lieucommun.kernel.tables import keeping
from lieucommun.kernel.tables.models import TableLoad
from tests.blocks.observatory.territories.conftest import store

__all__ = ["many", "smart", "store"]

Many = Callable[[int], TableLoad]


@pytest.fixture(autouse=True)
def _emptied() -> Iterator[None]:
    yield
    for path in keeping.home().glob("*"):
        shutil.rmtree(path)


@pytest.fixture
def smart(db: None) -> LoadedService:  # noqa: ARG001
    return next(each for each in published() if each.slug == "smart")


@pytest.fixture
def many(smart: LoadedService) -> Many:
    """Store so many rows, written by DuckDB as a load writes them."""
    import duckdb

    from lieucommun.kernel.tables.schema import stored_columns

    def stored(count: int) -> TableLoad:
        types = stored_columns(smart.manifest.tables["subventions"])
        load = TableLoad.objects.create(
            service="smart", table="subventions", source="essai", state=TableLoad.State.CURRENT,
            file="essai.csv", sha256="0" * 64, loader="essai", rows=count, columns=types,
            provenance={"title": {"fr": "Essai"}, "publisher": {"fr": "État"}, "licence": "LO-2.0"},
        )  # fmt: skip
        path = keeping.rows_of(load)
        path.parent.mkdir(parents=True)
        made = ", ".join(
            f"({VALUES.get(name, 'NULL')})::{type_} AS {name}" for name, type_ in types.items()
        )
        duckdb.execute(f"COPY (SELECT {made} FROM range({count})) TO '{path}' (FORMAT parquet)")  # noqa: S608
        return load

    return stored


VALUES = {
    "id": "printf('n%07d', range)",
    "dispositif": "CASE WHEN range % 4 = 0 THEN 'DSIL' ELSE 'DETR' END",
    "annee": "2018 + range % 5",
    "objet": "'Rénovation de l’école ' || hash(range) % 50000",
    "beneficiaire": "'Commune ' || range % 30000",
    "montant": "range + 0.25",
    "territoire": "CASE WHEN range % 10 = 0 THEN NULL ELSE 'commune:53130' END",
    "territoire__published": "'commune:53130'",
    "territoire__commune": "CASE WHEN range % 10 = 0 THEN NULL ELSE '53130' END",
    "territoire__departement": "'53'",
    "territoire__region": "'52'",
    "_line": "range + 2",
}
