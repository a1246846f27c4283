"""Descriptions that services bring, on files whose headers are those that were published."""

import csv
import io
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.tables import queries
from lieucommun.kernel.tables.actions import Sent, load
from lieucommun.kernel.tables.bundled import take_bundled
from tests.place import SERVICES

pytestmark = pytest.mark.django_db


def served(slug: str) -> LoadedService:
    folder = Folder.on_disk(SERVICES / slug)
    manifest = check(folder).manifest
    assert manifest is not None
    return LoadedService(slug, folder.hash, 0, 0, manifest, folder)


def written(rows: list[dict[str, Any]], delimiter: str = ",") -> bytes:
    out = io.StringIO()
    writer = csv.DictWriter(out, list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def taken(
    slug: str, source: str, content: bytes, folder: Path, *columns: str, year: str = ""
) -> list[tuple[Any, ...]]:
    """Load a file, none of whose rows is rejected, and return some columns of the table."""
    path = folder / "file"
    path.write_bytes(content)
    opened = served(slug)
    made = load(opened, source, Sent(path, year=year))
    assert (made.rejects, made.told["first_rejects"]) == (0, [])
    table = opened.manifest.sources[source].into
    stored = queries.current(slug, table)
    assert stored is not None
    relation = queries.relation(stored, opened.manifest.tables[table])
    with queries.connection() as connection:
        asked = f"SELECT {', '.join(columns)} FROM {relation} ORDER BY ALL"  # noqa: S608
        return connection.execute(asked).fetchall()


def test_the_populations_of_insee_become_a_row_per_census(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("pop_1876_2023")
        sheet.write(0, 0, "Historique des populations communales")
        sheet.write_row(4, 0, ["Code", "Région", "Dép.", "Libellé", "Population en 2023"])
        heads = ["CODGEO", "REG", "DEP", "LIBGEO", "PMUN2023", "PMUN14", "PSDC1999", "PTOT1876"]
        sheet.write_row(5, 0, heads)
        sheet.write_row(6, 0, ["01001", "84", "01", "L'Abergement-Clémenciat", 840, 775, 728, 604])
        sheet.write_row(7, 0, ["97601", "06", "976", "Acoua", 5192, "", "", ""])
    columns = ("territoire", "annee", "population")
    assert taken("smart", "populations", out.getvalue(), tmp_path, *columns) == [
        ("commune:01001", 1876, 604),
        ("commune:01001", 1999, 728),
        ("commune:01001", 2014, 775),
        ("commune:01001", 2023, 840),
        ("commune:97601", 2023, 5192),
    ]


def test_the_official_code_tells_what_became_of_communes(tmp_path: Path) -> None:
    names = "TYPECOM,COM,REG,DEP,CTCD,ARR,TNCC,NCC,NCCENR,LIBELLE,CAN,COMPARENT"
    lines = [
        names,
        "COM,01033,84,01,01D,014,0,VALSERHONE,Valserhône,Valserhône,0199,",
        "COMD,01091,,,,,0,CHATILLON,Châtillon,Châtillon-en-Michaille,,01033",
    ]
    found = taken(
        "smart", "cog", "\n".join(lines).encode(), tmp_path, "code", "nature", "territoire",
        "annee", year="2024",
    )  # fmt: skip
    assert found == [
        ("01033", "commune", "commune:01033", 2024),
        ("01091", "commune déléguée", "commune:01033", 2024),
    ]


RURAL = "Dotation de solidarité rurale"
GENERAL = "Informations générales - "
DGF = {
    "2020": {
        f"{GENERAL}Population DGF de l'année N'": "1200",
        f"{GENERAL}Population INSEE de l'année N ": "1 150",
        "Potentiel fiscal et financier des communes - Potentiel financier": "1200000,5",
        "Effort fiscal - Effort fiscal": "1,093",
        "Dotation de solidarité urbaine - Montant total réparti": "non communiqué",
        "Dotation de solidarité rurale Bourg-centre - Montant global réparti": "0",
        f"{RURAL} - Péréquation - Montant global réparti (après garantie CN)": "10",
        "Dotation de solidarité rurale - Cible - Montant global réparti": "nc",
    },
    "2024": {
        f"{GENERAL}Population DGF de l'année N": "1200",
        f"{GENERAL}Population INSEE de l'année N": "1150",
        "Potentiel fiscal et financier des communes - Potentiel financier final": "1200000,5",
        "Effort fiscal - Effort fiscal final": "1,093",
        "Dotation de solidarité urbaine et de cohésion sociale - Montant total réparti": "",
        "Dotation de solidarité rurale - Fraction bourg-centre - Montant global réparti": "0",
        f"{RURAL} - Fraction péréquation - Montant global réparti": "10",
        "Dotation de solidarité rurale - Fraction cible - Montant global réparti": "",
    },
}


@pytest.mark.parametrize("year", DGF)
def test_the_criteria_of_the_grant_are_read_under_the_titles_of_each_year(
    year: str, tmp_path: Path
) -> None:
    row = {
        f"{GENERAL}Code INSEE de la commune": "1001",
        f"{GENERAL}Nom de la commune": "L'Abergement",
        "Dotation forfaitaire - Dotation forfaitaire notifiée N": "98765,4",
        **DGF[year],
    }
    columns = (
        "territoire", "annee", "population_dgf", "population_insee", "potentiel_financier",
        "dotation_forfaitaire", "dotation_urbaine", "dotation_rurale_perequation",
    )  # fmt: skip
    assert taken("smart", "dgf-criteres", written([row]), tmp_path, *columns, year=year) == [
        (
            "commune:01001", int(year), 1200, 1150, Decimal("1200000.500000"),
            Decimal("98765.400000"), None, Decimal("10.000000"),
        )
    ]  # fmt: skip


ACCOUNTS: dict[str, tuple[str, dict[str, str]]] = {
    "ofgl-communes": ("commune:44109", {"com_code": "44109", "com_name": "Nantes"}),
    "ofgl-epci": ("epci:244400404", {"epci_code": "244400404", "epci_name": "Nantes Métropole"}),
    "ofgl-departements": ("departement:44", {"dep_code": "44", "dep_name": "Loire-Atlantique"}),
    "ofgl-regions": ("region:52", {"reg_code": "52", "reg_name": "Pays de la Loire"}),
}


@pytest.mark.parametrize("source", ACCOUNTS)
def test_accounts_are_read_at_each_level(source: str, tmp_path: Path) -> None:
    key, codes = ACCOUNTS[source]
    row = {
        "exer": "2022-01-01", **codes, "agregat": "Dépenses totales", "montant": "1234.56",
        "ptot": "325070",
    }  # fmt: skip
    columns = ("territoire", "annee", "agregat", "montant", "population")
    assert taken("smart", source, written([row], ";"), tmp_path, *columns) == [
        (key, 2022, "Dépenses totales", Decimal("1234.560000"), 325070)
    ]


def test_subsidies_of_the_common_schema_are_read_as_they_are_written(tmp_path: Path) -> None:
    row = {
        "nomAttribuant ": "Nantes Métropole", "idAttribuant": "24440040400129",
        "dateConvention": "2021-03-01", "referenceDecision": "D1", "nomBeneficiaire": "Association",
        "idBeneficiaire": "47785695900010", "objet": "Fonctionnement", "montant": "1500.5",
        "nature": "aide en numéraire",
    }  # fmt: skip
    other = {**row, "dateConvention": "14/06/2021", "montant": "1 500,50"}
    columns = ("territoire", "jour::VARCHAR", "montant")
    assert taken("smart", "scdl-subventions", written([row, other]), tmp_path, *columns) == [
        ("epci:244400404", "2021-03-01", Decimal("1500.500000")),
        ("epci:244400404", "2021-06-14", Decimal("1500.500000")),
    ]


def test_the_index_of_fragility_weighs_the_population_of_each_iris(tmp_path: Path) -> None:
    heads = (
        "Nom Com", "Code Iris", "Nom Iris", "P16 Pop", "SCORE GLOBAL region * ",
        "ACCÈS AUX INTERFACES NUMERIQUES region *  ", "ACCES A L'INFORMATION region * ",
        "COMPETENCES ADMINISTATIVES region * ", "COMPÉTENCES NUMÉRIQUES / SCOLAIRES region * ",
    )  # fmt: skip
    lines = [
        ("Nantes", "441090101", "Bouffay", 2000, 90.5, 80, 100, 110, 70),
        ("Nantes", "441090102", "Graslin", 1000, 120, 80, 100, 110, "s"),
    ]
    content = written([dict(zip(heads, line, strict=True)) for line in lines], ";")
    found = taken(
        "labacces", "fragilite-numerique", content, tmp_path, "territoire", "score", "population",
        "competences_numeriques",
    )  # fmt: skip
    assert found == [
        ("commune:44109", Decimal("120000.0000000000"), 1000, None),
        ("commune:44109", Decimal("181000.0000000000"), 2000, Decimal("140000.0000000000")),
    ]


def test_smart_shows_examples_before_anything_is_loaded() -> None:
    made = take_bundled(served("smart"))
    assert [(load.source, load.example, load.rejects) for load in made] == [("exemple", True, 0)]
    stored = queries.current("smart", "subventions")
    assert stored is not None
    assert (stored.example, stored.covers) == (True, ("region:52",))
    regions = made[0].told["levels"]["region"]
    assert regions["not_located"]["rows"] == 0


def test_another_sample_year_has_its_own_layout_and_tells_its_gap() -> None:
    opened = served("smart")
    take_bundled(opened)
    made = load(opened, "exemple-2025", Sent(SERVICES / "smart" / "data" / "exemple-2025.csv"))
    assert (made.rows, made.rejects, made.example) == (181, 0, True)
    lines = [line for each in made.told["reconciliation"]["published"] for line in each["lines"]]
    assert [Decimal(line["gap"]) for line in lines] == [0, 0, -1, -12500]
    stored = queries.current("smart", "subventions")
    assert stored is not None
    assert stored.rows == 647 + 181


def test_labacces_shows_examples_of_every_town_of_brittany() -> None:
    made = take_bundled(served("labacces"))
    assert [(load.source, load.example, load.rejects) for load in made] == [("exemple", True, 0)]
    assert (made[0].rows, made[0].covers) == (1202, ["region:53"])
    assert made[0].told["levels"]["commune"]["not_located"]["rows"] == 0


def test_a_file_put_together_by_a_place_fills_the_components(tmp_path: Path) -> None:
    row = {
        "Code commune": "35115", "Foyers": 9000, "Foyers sans accès fixe": "1 020",
        "Adultes": 16000, "Adultes sans diplôme": 3000, "75 ans et plus vivant seuls": 900,
        "Allocataires": 2100, "Minutes jusqu’au guichet": "6,5", "Habitants": 20000,
        "Lieux d’accompagnement": 5,
    }  # fmt: skip
    found = taken(
        "labacces", "situations", written([row], ";"), tmp_path, "territoire", "annee",
        "foyers_sans_internet", "trajet", year="2026",
    )  # fmt: skip
    assert found == [("commune:35115", 2026, 1020, Decimal("130000.0000000000"))]
