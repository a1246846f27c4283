import csv
import io
import json
import zipfile
from typing import Any

import openpyxl
import pytest

from lieucommun.kernel.datasets.actions import import_records
from lieucommun.kernel.datasets.exchange.columns import neutral
from lieucommun.kernel.datasets.exchange.writers import WRITERS
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.viewer import ANYONE, Grant, Viewer
from tests.kernel.datasets.factories import SPEC, make_dataset, workshop

pytestmark = pytest.mark.django_db
CHIEF = Viewer(None, (Grant("chef"),))
FORMULAS = [
    "=1+1",
    "+33",
    "-2",
    "@SUM(A1)",
    "  =1",
    "\u00a0=1",
    "\uff1d1",
    '=HYPERLINK("http://example.org")',
]


def written(kind: str, dataset: Dataset, viewer: Viewer = ANYONE, language: str = "fr") -> bytes:
    found = query(dataset, viewer).iterate()
    return b"".join(WRITERS[kind].write(dataset, found, language))


def one(**changes: Any) -> Dataset:
    dataset = make_dataset()
    hello = {"fr": "Bonjour", "en": "Hello"}
    import_records(dataset, [workshop(3, presentation=hello, position="45.4, 4.4", **changes)])
    return dataset


def table(kind: str, dataset: Dataset, viewer: Viewer = ANYONE, language: str = "fr") -> Any:
    content = written(kind, dataset, viewer, language)
    if kind == "csv":
        return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(content))
    return [list(row) for row in book.worksheets[0].iter_rows(values_only=True)]


def test_csv_has_titles_texts_and_codes_in_the_language_asked() -> None:
    header, row = table("csv", one(), language="en")
    found = dict(zip(header, row, strict=True))
    assert found["Name"] == "Atelier 003"
    assert (found["Theme"], found["Theme · code"]) == ("Health, Toit", "sante|toit")
    assert found["presentation"] == "Hello"
    assert (found["Coût"], found["Année"]) == ("-2.50", "2003")
    assert [found[name] for name in header if name.startswith("Position")] == ["45.4", "4.4"]
    assert "Note" not in found


def test_sheets_hold_numbers_and_dates_as_such() -> None:
    header, row = table("xlsx", one())
    found = dict(zip(header, row, strict=True))
    assert (found["Coût"], found["Année"]) == (-2.5, 2003)
    assert found["Thème"] == "Santé, Toit"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_is_a_formula(kind: str, formula: str) -> None:
    header, row = table(kind, one(nom=formula))
    text = dict(zip(header, row, strict=True))["Nom"]
    assert text == f"'{' '.join(formula.split())}"


def test_a_harmless_cell_is_left_alone() -> None:
    assert [neutral(cell) for cell in ("a=1", "", None, -2.5, "1-2")] == [
        "a=1",
        "",
        None,
        -2.5,
        "1-2",
    ]


def test_no_formula_hides_in_an_ods() -> None:
    content = written("ods", one(nom="=1+1"))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("content.xml").decode()
    assert "&#39;=1+1" in sheet or "'=1+1" in sheet
    assert "table:formula" not in sheet
    assert "lieu" in sheet.lower()


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_a_hidden_field_is_in_no_format(kind: str) -> None:
    dataset = one(note="confidentiel")
    assert b"confidentiel" not in _bare(kind, written(kind, dataset))
    assert b"confidentiel" in _bare(kind, written(kind, dataset, CHIEF))


def _bare(kind: str, content: bytes) -> bytes:
    if kind not in {"xlsx", "ods", "zip"}:
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return b"".join(archive.read(name) for name in archive.namelist())


@pytest.mark.parametrize("kind", sorted(WRITERS))
def test_an_empty_export_can_be_opened(kind: str) -> None:
    dataset = make_dataset()
    content = written(kind, dataset)
    if kind in {"json", "geojson"}:
        assert json.loads(content)["items" if kind == "json" else "features"] == []
    elif kind == "csv":
        assert len(content.decode().splitlines()) == 1
    else:
        assert zipfile.is_zipfile(io.BytesIO(content))


def test_geojson_places_records_and_says_what_is_blurred() -> None:
    access = {"anyone": {"read": "all", "blur": {"position": "300m"}}}
    dataset = make_dataset(access=access)
    import_records(dataset, [workshop(1, position="45.4321, 4.3987"), workshop(2)])
    near, nowhere = json.loads(written("geojson", dataset))["features"]
    assert nowhere["geometry"] is None
    assert near["geometry"]["coordinates"] != [4.3987, 45.4321]
    assert near["properties"]["_"]["blurred"] == {"position": 300.0}
    assert json.loads(written("json", dataset))["items"][0]["data"]["position"] == {
        "lon": near["geometry"]["coordinates"][0],
        "lat": near["geometry"]["coordinates"][1],
    }


def test_an_export_reads_by_chunks() -> None:
    dataset = make_dataset()
    fields = {"nom": SPEC["fields"]["nom"], "code": SPEC["fields"]["code"]}
    light = make_dataset(name="legers", fields=fields, label="{nom}")
    import_records(light, [{"nom": f"N {rank}", "code": f"c{rank}"} for rank in range(1203)])
    assert len(table("csv", light)) == 1204
    assert [record.key for record in query(light, ANYONE).iterate()][-1] == "c1202"
    assert query(dataset, ANYONE).count() == 0
