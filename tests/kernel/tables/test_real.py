"""The grants of 2018, as they were published: nothing is lost, and another layout is a file.

Figures of the issue, found again by adding up the cells of the file by other means.
"""

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from pathlib import Path
from typing import Any

import pytest
import python_calamine
import xlsxwriter
import yaml
from django.utils import translation

from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables import queries
from lieucommun.kernel.tables.actions import Sent, load
from lieucommun.kernel.tables.models import TableLoad
from lieucommun.kernel.tables.refusals import RefusedLoad, reject_said
from lieucommun.kernel.tables.telling import as_json
from lieucommun.settings import environment
from tests.place import SERVICES
from tests.requirements import require

from .trials import service

pytestmark = pytest.mark.django_db
CENT = Decimal("0.01")
FILES = ["Projets_DI_2018.ods", "dotations_investissement_2018.csv"]


def smart() -> LoadedService:
    folder = Folder.on_disk(SERVICES / "smart")
    from lieucommun.kernel.services.checking import check

    manifest = check(folder).manifest
    assert manifest is not None
    return LoadedService("smart", folder.hash, 0, 0, manifest, folder)


def declared() -> tuple[dict[str, Any], dict[str, str]]:
    """Return the table of `smart` as it is declared, and the files of titles that it names."""
    opened = smart()
    table = opened.manifest.tables["subventions"]
    named = (each.choices for each in table.columns.values() if each.choices)
    return table.model_dump(mode="json"), {path: opened.folder.text(path) for path in named}


def sample(name: str) -> Path:
    require("samples")
    return environment.SAMPLES.path() / "territories" / name


def taken(name: str = FILES[0], opened: LoadedService | None = None, **sent: Any) -> TableLoad:
    return load(opened or smart(), "detr-dsil-2018", Sent(sample(name), **sent))


@pytest.fixture(scope="module")
def cells() -> list[dict[str, Any]]:
    """The rows of the file as another reader gives them."""
    book = python_calamine.CalamineWorkbook.from_path(str(sample(FILES[0])))
    head, *lines = book.get_sheet_by_index(0).to_python()
    return [dict(zip(head, line, strict=True)) for line in lines]


@pytest.mark.parametrize("name", FILES)
def test_the_grants_of_2018_add_up_to_the_cent(name: str, cells: list[dict[str, Any]]) -> None:
    if name.endswith(".csv"):
        source = Path(smart().folder.root or "") / "sources" / "detr-dsil-2018.yaml"
        assert "sheet" in source.read_text("utf-8")  # of no meaning in a CSV
    told = as_json(taken(name))
    assert (told["rows"], told["rejects"]) == (26_295, 0)
    parts = {part["value"]: part for part in told["by"]["dispositif"]}
    assert (parts["DETR"]["rows"], parts["DETR"]["montant"]) == (21_474, "1004584661.50")
    assert (parts["DSIL"]["rows"], parts["DSIL"]["montant"]) == (4_821, "621872436.71")
    amounts = [Decimal(repr(each["SUBVENTION"])) for each in cells]
    assert Decimal(told["totals"]["montant"]) == sum(amounts).quantize(CENT, ROUND_HALF_UP)
    digits = told["digits"]["montant"]
    assert (digits["residues"], digits["gap"], digits["cut"]) == (984, "0.99", 11)
    rounded = sum((each.quantize(CENT, ROUND_HALF_UP) for each in amounts), Decimal())
    assert Decimal(digits["row_by_row"]) == rounded


def test_no_amount_is_lost_between_levels() -> None:
    told = as_json(taken())
    whole = Decimal(told["totals"]["exact"]["montant"])
    for part in (told, *(each for parts in told["by"].values() for each in parts)):
        of = whole if part is told else Decimal(part["exact"]["montant"])
        for level in part["levels"].values():
            both = level["located"], level["not_located"]
            assert sum(Decimal(each["exact"].get("montant", 0)) for each in both) == of
            assert level["gap"]["rows"] == 0
    assert {level: each["not_located"]["rows"] for level, each in told["levels"].items()} == {
        "commune": 3_347, "epci": 922, "departement": 0, "region": 6, "country": 0,
    }  # fmt: skip


def test_each_obsolete_code_is_mapped_or_listed() -> None:
    told = as_json(taken())
    changed = told["territories"]["changed"]
    reasons = told["territories"]["reasons"]
    assert {why: part["rows"] for why, part in reasons.items()} == {
        "unchanged": 26_026, "delegated": 186, "merged": 30, "unknown": 53,
    }  # fmt: skip
    assert sum(each["rows"] for each in changed) == 26_295 - reasons["unchanged"]["rows"]
    assert len({each["published"] for each in changed}) == len(changed)
    assert {each["published"] for each in changed if each["today"] is None} >= {
        "commune:ZZZZZ", "epci:200033207",
    }  # fmt: skip


def test_published_totals_are_held_against_what_was_loaded() -> None:
    published = as_json(taken())["reconciliation"]["published"]
    lines = [(each["where"]["dispositif"], *each["lines"][1].values()) for each in published]
    assert lines == [
        ("DETR", "montant", "1004584662", "1004584661.50", "-0.50"),
        ("DSIL", "montant", "621872437", "621872436.71", "-0.29"),
    ]


NEXT: dict[str, Any] = {
    "title": "Subventions 2019",
    "provenance": {"publisher": "DGCL", "licence": "LO-2.0"},
    "sheet": "Opérations",
    "header": [2, 3],
    "geography": 2018,
    "columns": {
        "id": "Projet - N°",
        "dispositif": {
            "column": "Projet - Programme",
            "values": {"Dotation d’équipement": "DETR", "Soutien": "DSIL"},
        },
        "annee": {"value": "2019"},
        "territoire": {
            "level": {
                "column": "Bénéficiaire - Nature",
                "values": {"C": "commune", "G": "epci", "S": "departement"},
            },
            "commune": {"column": "Bénéficiaire - Code commune"},
            "epci": {"column": "Bénéficiaire - SIREN", "empty": "sans"},
            "departement": {"column": "Bénéficiaire - Dép.", "values": {"20A": "2A", "20B": "2B"}},
        },
        "montant": {"column": "Montant accordé (k€)", "decimal": ",", "unit": "k€"},
    },
    "totals": ["dispositif"],
}
NATURES = {"Commune": "C", "EPCI": "G", "Syndicat": "S"}


def as_published_otherwise(cells: list[dict[str, Any]], path: Path) -> None:
    """Write the same grants with other headers, in two lines, in k€ with decimal commas."""
    with xlsxwriter.Workbook(path) as book:
        book.add_worksheet("Lisez-moi").write(0, 0, "Les montants sont en milliers d’euros.")
        sheet = book.add_worksheet("Opérations")
        sheet.write(0, 0, f"Opérations soutenues, au {dt.date(2020, 3, 1):%d/%m/%Y}")
        sheet.write_row(1, 0, ["Projet", "", "Bénéficiaire", "", "", "", "Montant accordé (k€)"])
        sheet.write_row(2, 0, ["N°", "Programme", "Nature", "Dép. ", "Code commune", "SIREN"])
        programmes = {"DETR": "Dotation d’équipement", "DSIL": "Soutien"}
        for rank, each in enumerate(cells, 3):
            thousands = f"{Decimal(repr(each['SUBVENTION'])).scaleb(-3):f}".replace(".", ",")
            sheet.write_row(
                rank,
                0,
                [
                    each["IDENTIFIANT"],
                    programmes[each["DOT"]],
                    NATURES[each["ECHELON"]],
                    each["INSEEDEP"],
                    each["INSEECOM"],
                    int(each["INSEEEPCI"]) or "sans",
                    thousands,
                ],
            )


def test_a_new_layout_needs_only_a_new_description(
    tmp_path: Path, cells: list[dict[str, Any]]
) -> None:
    path = tmp_path / "operations-2019.xlsx"
    as_published_otherwise(cells, path)
    before = as_json(taken())
    table, titles = declared()
    opened = service(tmp_path, {"s": NEXT}, table=table, **titles)
    told = as_json(load(opened, "s", Sent(path)))
    assert (told["rows"], told["rejects"], told["sheet"]) == (26_295, 0, "Opérations")
    for name in ("levels", "digits"):
        for each in (told[name], before[name]):
            assert each
    assert told["totals"]["exact"]["montant"] == before["totals"]["exact"]["montant"]
    assert [
        (each["value"], each["rows"], each["montant"]) for each in told["by"]["dispositif"]
    ] == [(each["value"], each["rows"], each["montant"]) for each in before["by"]["dispositif"]]
    for level, part in told["levels"].items():
        found = before["levels"][level]["not_located"]
        assert part["not_located"]["rows"] == found["rows"]
        assert part["not_located"]["montant"] == found["montant"]


WRONG = {
    "a header that is not there": ({"montant": "Montant accordé (M€)"}, "header"),
    "a column of texts": ({"montant": "Bénéficiaire - Nature"}, "rejected"),
    "no decimal comma": (
        {"montant": {"column": "Montant accordé (k€)", "decimal": "."}},
        "rejected",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_description_is_told_by_sheet_line_and_column(
    name: str, tmp_path: Path, cells: list[dict[str, Any]]
) -> None:
    columns, code = WRONG[name]
    path = tmp_path / "operations-2019.xlsx"
    as_published_otherwise(cells[:400], path)
    source = {**NEXT, "columns": {**NEXT["columns"], **columns}}
    table, titles = declared()
    opened = service(tmp_path, {"s": yaml.safe_load(yaml.safe_dump(source))}, table=table, **titles)
    with pytest.raises(RefusedLoad) as refused:
        load(opened, "s", Sent(path))
    assert refused.value.code == code
    said = str(refused.value)
    assert "Opérations" in said
    assert "Montant accordé (" in said or "Bénéficiaire - Nature" in said
    if code != "header":
        assert refused.value.rejects
        for reject in refused.value.rejects:
            line = reject[0]
            assert isinstance(line, int)
            assert line >= 4
            with translation.override("en"):
                assert f"line {line}, column" in reject_said(reject, "Opérations")


def test_the_table_of_the_real_file_reads_by_its_relation() -> None:
    opened = smart()
    taken(opened=opened)
    stored = queries.current("smart", "subventions")
    assert stored is not None
    assert (stored.rows, stored.example, stored.covers) == (26_295, False, ("country:FR",))
    relation = queries.relation(stored, opened.manifest.tables["subventions"])
    with queries.connection() as connection:
        asked = f"SELECT count(*), sum(montant) FROM {relation} WHERE territoire__region = '52'"  # noqa: S608
        count, total = connection.execute(asked).fetchall()[0]
    assert count > 1_000
    assert total > 0
