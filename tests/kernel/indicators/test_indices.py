"""Composite indices: what the engine says, by level, with each part and each variant kept."""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from lieucommun.engines.statistics.composite import Component, index, sensitivity
from lieucommun.kernel.indicators.making import Material, make
from lieucommun.kernel.indicators.plans import planned
from lieucommun.kernel.indicators.queries import Ask, Figures, Known
from lieucommun.kernel.services.manifest import Indicator

from .making_figures import TABLE, Row, stored

DECLARED = {
    "cout": Indicator.model_validate(
        {"title": "Coût", "date": "annee", "formula": "sum(aides.cout)", "levels": ["departement"]}
    ),
    "montant": Indicator.model_validate(
        {
            "title": "Montant", "date": "annee", "formula": "sum(aides.montant)",
            "levels": ["departement"],
        }
    ),
    "indice": Indicator.model_validate(
        {
            "title": "Indice",
            "levels": ["departement"],
            "index": {
                "components": {"montant": {"weight": 3}, "cout": {"direction": "down"}},
                "scale": "minmax",
            },
        }
    ),
}  # fmt: skip
ROWS = [
    Row(where="commune:44109", amount=Decimal(100), cost=Decimal(50)),
    Row(where="commune:53130", amount=Decimal(40), cost=Decimal(10)),
    Row(where="commune:75056", amount=Decimal(10), cost=Decimal(90)),
    Row(where="commune:97411", amount=None, cost=Decimal(20)),
    Row(where="commune:44109", year=2024, amount=Decimal(9999)),
]


@pytest.fixture
def made(tmp_path: Path) -> Figures:
    plans = {
        name: planned(name, each, {"aides": TABLE})
        for name, each in DECLARED.items()
        if each.formula
    }
    material = Material({"aides": stored(ROWS, tmp_path / "rows.parquet")}, {})
    about = make(duckdb.connect(), plans, material, tmp_path, indicators=DECLARED)  # type: ignore[arg-type]
    return Figures(
        duckdb.connect(), tmp_path, {n: Known(tuple(a["periods"])) for n, a in about.items()}
    )


def components() -> dict[str, Component[str]]:
    amounts = {"44": Decimal(100), "53": Decimal(40), "75": Decimal(10), "974": None}
    costs = {"44": Decimal(50), "53": Decimal(10), "75": Decimal(90), "974": Decimal(20)}
    return {"montant": Component(amounts, 3), "cout": Component(costs, 1, "down")}


def test_an_index_is_that_of_the_last_values(made: Figures) -> None:
    expected = index(components(), "minmax")
    found = made.values(Ask("indice", "departement", "2025"))
    assert {code: each.value for code, each in found.items()} == {
        code: None if score.value is None else round(score.value, 2)
        for code, score in expected.items()
    }
    assert {code: each.rank for code, each in found.items()} == {
        "44": 1,
        "53": 2,
        "75": 3,
        "974": None,
    }
    assert made.page(Ask("indice", "departement", "2025")).figures[0].among == 3


def test_each_part_and_each_variant_of_an_index_is_kept(made: Figures) -> None:
    score = index(components(), "minmax")["53"]
    parts = made.components("indice", "departement", "53")
    assert {p.component: (p.scaled, p.share, p.points) for p in parts} == {
        name: tuple(part) for name, part in score.parts.items()
    }
    assert [p.points for p in parts] == sorted((p.points for p in parts), reverse=True)
    varied = sensitivity(components(), "minmax")
    assert made.places("indice", "departement", "53") == tuple(varied.places["53"])
    assert made.places("indice", "departement", "974") is None
    told = made.variants("indice", "departement")
    assert [(each["component"], each["change"]) for each in told] == [
        (each.component, None if each.change is None else str(each.change))
        for each in varied.variants
    ]
    assert made.variants("indice", "region") == []


def test_an_index_whose_component_was_not_made_is_not_made(tmp_path: Path) -> None:
    about = make(duckdb.connect(), {}, Material({}, {}), tmp_path, indicators=DECLARED)
    assert about == {}


def test_ranks_are_those_of_exact_values_as_the_variants_are(tmp_path: Path) -> None:
    rows = [
        Row(where="commune:44109", amount=Decimal(1000), cost=Decimal(1)),
        Row(where="commune:53130", amount=Decimal("999.9"), cost=Decimal(1)),
        Row(where="commune:75056", amount=Decimal(0), cost=Decimal(1)),
    ]
    declared = {**DECLARED, "indice": DECLARED["indice"].model_copy(update={"decimals": 1})}
    plans = {n: planned(n, each, {"aides": TABLE}) for n, each in declared.items() if each.formula}
    material = Material({"aides": stored(rows, tmp_path / "rows.parquet")}, {})
    about = make(duckdb.connect(), plans, material, tmp_path, indicators=declared)  # type: ignore[arg-type]
    made = Figures(
        duckdb.connect(), tmp_path, {n: Known(tuple(a["periods"])) for n, a in about.items()}
    )
    found = made.values(Ask("indice", "departement", "2025"))
    assert [found[code].value for code in ("44", "53")] == [Decimal("87.5")] * 2
    assert [found[code].rank for code in ("44", "53", "75")] == [1, 2, 3]
    assert made.places("indice", "departement", "53") == (2, 1, 2)  # equal where it is left out
