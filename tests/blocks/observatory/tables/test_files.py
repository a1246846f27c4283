"""What is asked of a table, as files: whole, exact, without formulas, and described."""

import csv
import io
import json
import zipfile
from decimal import Decimal
from typing import Any

import pyarrow.parquet as pq
import pytest
from django.test import Client

from tests.blocks.observatory.territories.conftest import Store
from tests.kernel.indicators.making_figures import Row

pytestmark = pytest.mark.django_db
HOME = "/s/smart/territoires/donnees/"
TABLE = f"{HOME}subventions/"
FORMULA = "=cmd|' /C calc'!A0"


def taken(client: Client, address: str) -> bytes:
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return b"".join(answer) if answer.streaming else answer.content


def as_csv(client: Client, query: str = "") -> list[dict[str, str]]:
    content = taken(client, f"{TABLE}export.csv{query}").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(content)))


def as_json(client: Client, address: str) -> Any:
    return json.loads(taken(client, address))


def test_csv_holds_every_row_with_exact_amounts_and_names_of_columns(
    client: Client, store: Store
) -> None:
    store([Row(amount=Decimal("0.000001"), cost=Decimal(1000)), Row(where="", amount=None)])
    first, second = as_csv(client)
    assert first == {
        "id": "0", "dispositif": "DETR", "territoire": "commune:53130",
        "territoire__name": "Laval", "territoire__published": "", "annee": "2025", "echelon": "",
        "categorie": "route", "objet": "Essai", "beneficiaire": "Essai", "cout": "1000",
        "montant": "0.000001",
    }  # fmt: skip
    assert (second["territoire"], second["montant"]) == ("", "")


def test_files_hold_what_is_asked_whatever_the_page(client: Client, store: Store) -> None:
    store()
    query = "?cols=montant,id&categorie.is=eau&sort=-montant&page=7&rows=25"
    assert as_csv(client, query) == [
        {"montant": "20000", "id": "4"}, {"montant": "500", "id": "5"},
    ]  # fmt: skip
    grouped = "?g=territoire.departement&m=sum(montant)&m=mean(montant)&sort=-sum(montant)"
    assert as_csv(client, grouped)[1] == {
        "territoire.departement": "departement:53", "territoire.departement__name": "Mayenne",
        "sum(montant)": "35000.5", "mean(montant)": "5833.42",
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["xlsx", "ods"])
def test_workbooks_are_read_by_people(client: Client, store: Store, kind: str) -> None:
    store()
    content = taken(client, f"{TABLE}export.{kind}?lang=en&cols=categorie,montant")
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        whole = "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)
    assert "Subsidy (€)" in whole
    assert "100000" in whole


def test_parquet_keeps_types(client: Client, store: Store) -> None:
    store()
    content = taken(client, f"{TABLE}export.parquet?sort=-montant")
    table = pq.read_table(io.BytesIO(content))
    assert str(table.schema.field("montant").type) == "decimal128(38, 6)"
    assert str(table.schema.field("annee").type) == "int32"
    assert table.column("montant").to_pylist()[0] == Decimal(100000)
    grouped = taken(client, f"{TABLE}export.parquet?g=annee&m=mean(montant)&m=median(montant)")
    found = pq.read_table(io.BytesIO(grouped)).to_pylist()
    assert found[0] == {
        "annee": 2023, "mean(montant)": Decimal("1000.50"), "median(montant)": Decimal("1000.50"),
    }  # fmt: skip


def test_json_keeps_amounts_as_texts(client: Client, store: Store) -> None:
    store()
    items = as_json(client, f"{TABLE}export.json?cols=id,montant&sort=-montant")["items"]
    assert items[0] == {"id": "6", "montant": "100000"}


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_no_text_is_a_formula(client: Client, store: Store, kind: str) -> None:
    store([Row(kind=FORMULA)])
    content = taken(client, f"{TABLE}export.{kind}?cols=categorie")
    if kind == "csv":
        assert as_csv(client, "?cols=categorie") == [{"categorie": f"'{FORMULA}"}]
        return
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        whole = "".join(book.read(name).decode() for name in book.namelist() if "xml" in name)
    assert ">'=cmd|" in whole or ">&apos;=cmd|" in whole or ">&#39;=cmd|" in whole
    assert "<f>" not in whole


def test_a_format_of_no_file_is_nowhere(client: Client, store: Store) -> None:
    assert client.get(f"{TABLE}export.csv").status_code == 404  # nothing is loaded
    store()
    assert client.get(f"{TABLE}export.exe").status_code == 404


def test_the_schema_is_that_of_the_csv(client: Client, store: Store) -> None:
    store()
    schema = as_json(client, f"{TABLE}schema.json")
    (row, *_) = as_csv(client)
    assert [each["name"] for each in schema["fields"]] == list(row)
    assert schema["primaryKey"] == ["id"]
    types = {each["name"]: each["type"] for each in schema["fields"]}
    assert (types["annee"], types["montant"], types["territoire"]) == ("year", "number", "string")


def test_the_package_leads_to_the_files(client: Client, store: Store) -> None:
    store(provenance={"publisher": {"fr": "DGCL"}, "licence": "Licence Ouverte 2.0"})
    package = as_json(client, f"{HOME}datapackage.json")
    (resource,) = package["resources"]
    assert package["profile"] == "tabular-data-package"
    assert resource["name"] == "subventions"
    assert resource["sources"] == [{"title": "DGCL"}]
    assert resource["licenses"][0]["name"] == "etalab-2.0"
    path = resource["path"].removeprefix("http://testserver")
    content = taken(client, path).decode("utf-8-sig")
    header = next(csv.reader(io.StringIO(content)))
    assert header == [each["name"] for each in resource["schema"]["fields"]]


def test_the_catalogue_for_catalogues_names_each_table_and_its_files(
    client: Client, store: Store
) -> None:
    store(provenance={"publisher": {"fr": "DGCL"}, "licence": "LO-2.0", "published": "2019-10-01"})
    answer = client.get(f"{HOME}catalogue.jsonld")
    assert answer["Content-Type"] == "application/ld+json"
    catalogue = json.loads(answer.content)
    assert catalogue["@type"] == "dcat:Catalog"
    (dataset,) = catalogue["dcat:dataset"]
    assert dataset["dct:publisher"] == [{"@type": "foaf:Agent", "foaf:name": "DGCL"}]
    assert dataset["dct:issued"] == "2019-10-01"
    addresses = [each["dcat:downloadURL"]["@id"] for each in dataset["dcat:distribution"]]
    assert len(addresses) == 5
    for address in addresses:
        assert taken(client, address.removeprefix("http://testserver"))
