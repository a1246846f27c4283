"""Published totals by territory: each gap is told, whichever side it is on."""

from pathlib import Path

import pytest
from django.utils import translation

from lieucommun.kernel.tables import keeping
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.tables.refusals import RefusedLoad
from lieucommun.kernel.tables.summary import as_text
from lieucommun.kernel.tables.telling import as_json

from .trials import ROWS, SOURCE, TABLE, loaded, service

pytestmark = pytest.mark.django_db
TOTALS = "data/totaux.csv"


def taken(root: Path, totals: str) -> TableLoad:
    source = {**SOURCE, "reconcile": {"file": TOTALS}}
    return loaded(service(root, {"s": source}, **{TOTALS: totals}), ROWS, root)


def test_totals_by_territory_are_held_against_the_rows(tmp_path: Path) -> None:
    totals = "level;code;montant;rows\ndepartement;44;30,30;2\ndepartement;53;5;\nregion;52;31;2\n"
    load = taken(tmp_path, totals)
    told = as_json(load)["reconciliation"]["territories"]
    assert (told["compared"], told["gaps"]) == (9, 6)
    lines = {(each["level"], each["code"], each["column"]): each for each in told["widest"]}
    assert lines["departement", "53", "montant"]["gap"] == "-5.00"
    assert lines["region", "52", "montant"]["gap"] == "-0.70"
    # Rennes is in the file and not in the totals: at both levels that they are about.
    assert lines["departement", "35", "montant"]["gap"] == "30.30"
    assert lines["region", "53", "rows"]["loaded"] == "1"
    path = keeping.folder_of(load) / "reconciliation.csv"
    assert len(path.read_text("utf-8").splitlines()) == 10
    opened = service(tmp_path)
    with translation.override("fr"):
        assert "-5,00" in as_text(load, opened.manifest.tables["aides"])


def test_totals_by_territory_and_part(tmp_path: Path) -> None:
    totals = "level,code,genre,montant\ncountry,FR,DETR,40.4\ncountry,FR,DSIL,20\n"
    told = as_json(taken(tmp_path, totals))["reconciliation"]["territories"]
    assert (told["compared"], told["gaps"]) == (2, 1)
    assert told["widest"][0]["where"] == "genre=DSIL"
    assert told["widest"][0]["gap"] == "0.20"


def test_codes_of_other_years_are_compared_as_those_of_today(tmp_path: Path) -> None:
    totals = "level,code,montant\ncommune,35238,30.30\ncommune,44109,30.30\n"
    told = as_json(taken(tmp_path, totals))["reconciliation"]["territories"]
    assert (told["compared"], told["gaps"]) == (2, 0)


@pytest.mark.parametrize(
    ("totals", "code"),
    [
        ("level,code,montant\nville,44109,1\n", "totals line"),
        ("level,code,montant\ncommune,44109,beaucoup\n", "totals amount"),
    ],
)
def test_totals_that_cannot_be_read_are_told(tmp_path: Path, totals: str, code: str) -> None:
    with pytest.raises(RefusedLoad) as refused:
        taken(tmp_path, totals)
    assert refused.value.code == code
    assert len(str(refused.value)) > 20


def test_published_totals_of_the_description(tmp_path: Path) -> None:
    published = [
        {"where": {"genre": "DETR"}, "rows": 2, "sums": {"montant": "40.40"}},
        {"rows": 4, "sums": {"montant": 61}},
    ]
    source = {**SOURCE, "reconcile": {"published": published}}
    told = as_json(loaded(service(tmp_path, {"s": source}, table=TABLE), ROWS, tmp_path))
    gaps = [[line["gap"] for line in each["lines"]] for each in told["reconciliation"]["published"]]
    assert gaps == [["0", "0.00"], ["-1", "-0.40"]]
