"""The same rows in every format, and layouts as they are published: wide, tall, with notes."""

import io
import json
from decimal import Decimal
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import xlsxwriter
from stream_write_ods import stream_write_ods

from lieucommun.kernel.tables.refusals import RefusedLoad

from .trials import SOURCE, changed, loaded, rows, service

pytestmark = pytest.mark.django_db
HEAD = ["id", "genre", "commune", "montant"]
LINES: list[list[object]] = [
    ["a", "DETR", "01001", 0.1],
    ["b", "DSIL", "2A004", 1234567.891],
    ["c", "DETR", "01001", 0.00001],
    ["d", "DETR", "01001", -3],
]
EXPECTED = [
    ("a", "commune:01001", Decimal("0.100000")),
    ("b", "commune:2A004", Decimal("1234567.891000")),
    ("c", "commune:01001", Decimal("0.000010")),
    ("d", "commune:01001", Decimal("-3.000000")),
]


def as_csv() -> bytes:
    return "\n".join(",".join(map(str, line)) for line in [HEAD, *LINES]).encode()


def as_xlsx() -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        sheet = book.add_worksheet("Aides")
        for rank, line in enumerate([HEAD, *LINES]):
            sheet.write_row(rank, 0, line)
    return out.getvalue()


def as_ods() -> bytes:
    return b"".join(stream_write_ods([("Aides", tuple(HEAD), map(tuple, LINES))]))


def as_parquet() -> bytes:
    columns = list(zip(*LINES, strict=True))
    table = pa.table(
        {name: pa.array([*column]) for name, column in zip(HEAD[:3], columns, strict=False)}
        | {"montant": pa.array([Decimal(str(each)) for each in columns[3]], pa.decimal128(18, 6))}
    )
    out = io.BytesIO()
    pq.write_table(table, out)
    return out.getvalue()


def as_geojson() -> bytes:
    features = [
        {"type": "Feature", "geometry": None, "properties": dict(zip(HEAD, line, strict=True))}
        for line in LINES
    ]
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


FORMATS = {
    "csv": as_csv,
    "xlsx": as_xlsx,
    "ods": as_ods,
    "parquet": as_parquet,
    "geojson": as_geojson,
}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_rows_come_from_every_format(name: str, tmp_path: Path) -> None:
    opened = service(tmp_path, {"s": {**SOURCE, "format": name}})
    load_ = loaded(opened, FORMATS[name](), tmp_path, file="aides.bin")
    assert (load_.told["kind"], load_.rows, load_.rejects) == (name, 4, 0)
    assert rows(opened, "id", "lieu", "montant") == EXPECTED
    other = "csv" if name != "csv" else "ods"
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, FORMATS[other](), tmp_path)
    assert (refused.value.code, refused.value.params["found"]) == ("format", other)


@pytest.mark.parametrize("name", ["xlsx", "ods", "parquet", "geojson"])
def test_numbers_are_numbers_where_texts_have_a_decimal_comma(name: str, tmp_path: Path) -> None:
    opened = service(tmp_path, {"s": changed(montant={"column": "montant", "decimal": ","})})
    assert loaded(opened, FORMATS[name](), tmp_path).rejects == 0
    assert rows(opened, "id", "lieu", "montant") == EXPECTED


def test_a_sheet_is_found_by_its_name_among_others(tmp_path: Path) -> None:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet("Lisez-moi").write(0, 0, "Rien ici")
        sheet = book.add_worksheet("Données 2018")
        for rank, line in enumerate([HEAD, *LINES]):
            sheet.write_row(rank, 0, line)
    opened = service(tmp_path, {"s": {**SOURCE, "sheet": "Données 2018"}})
    assert loaded(opened, out.getvalue(), tmp_path).rows == 4
    opened = service(tmp_path, {"s": {**SOURCE, "sheet": "Données"}})
    with pytest.raises(RefusedLoad) as refused:
        loaded(opened, out.getvalue(), tmp_path)
    assert refused.value.params["choices"] == ["Lisez-moi", "Données 2018"]
    with pytest.raises(RefusedLoad) as refused:
        loaded(service(tmp_path), out.getvalue(), tmp_path)
    assert "Lisez-moi" in str(refused.value)


def test_headers_over_several_lines_and_notes_at_the_end(tmp_path: Path) -> None:
    text = (
        "Critères de répartition;;;\n\n"
        "Informations générales;;;Montants\n"
        "Code de l'aide;Nom;Code INSEE ;DETR\n"
        "a;x;01001;10,5\n"
        "b;y;01001;1 200\n"
        "Source : DGCL;;;\n"
        "Lecture : a a reçu 10,5;;;\n"
    )
    columns = {
        "id": "Informations générales - Code de l’aide",
        "genre": ["Absent", "informations generales - nom"],
        "lieu": {"commune": "Informations générales - Code INSEE"},
        "montant": "Montants - DETR",
        "annee": {"value": 2018},
    }
    source = {**SOURCE, "columns": columns, "header": [3, 4], "footer": 2, "decimal": ","}
    load_ = loaded(service(tmp_path, {"s": source}), text, tmp_path)
    assert (load_.rows, load_.rejects) == (2, 0)


def test_a_wide_file_becomes_a_row_per_year(tmp_path: Path) -> None:
    text = (
        "CODGEO,LIBGEO,PMUN2021,PMUN2020,PSDC99,AUTRE\n"
        "01001,L'Abergement,800,790,600,1\n01002,Fermée,,,70,1\n"
    )
    columns = {"id": "CODGEO", "genre": "LIBGEO", "lieu": {"commune": "CODGEO"}, "nombre": {}}
    unpivot = {"column": "annee", "values": {"nombre": ["PMUN{yyyy}", "PSDC{yy}"]}}
    opened = service(tmp_path, {"s": {**SOURCE, "columns": columns, "unpivot": unpivot}})
    load_ = loaded(opened, text, tmp_path)
    assert (load_.rows, load_.rejects) == (4, 0)
    assert rows(opened, "id", "annee", "nombre", "_line", order="id, annee") == [
        ("01001", 1999, 600, 2),
        ("01001", 2020, 790, 2),
        ("01001", 2021, 800, 2),
        ("01002", 1999, 70, 3),
    ]
    bad = text.replace("790", "beaucoup")
    assert loaded(opened, bad, tmp_path).told["first_rejects"] == [
        [2, "nombre", "nombre", "integer", "beaucoup"]
    ]


def test_columns_become_rows_under_names_of_ours(tmp_path: Path) -> None:
    text = "code,ACCES,SCORE GLOBAL \n01001,1,2\n"
    columns = {"id": "code", "lieu": {"commune": "code"}}
    unpivot = {
        "column": "genre",
        "values": {"montant": {"acces": "ACCES", "global": "SCORE GLOBAL"}},
    }
    opened = service(tmp_path, {"s": {**SOURCE, "columns": columns, "unpivot": unpivot}})
    loaded(opened, text, tmp_path)
    assert rows(opened, "genre", "montant", order="genre") == [
        ("acces", Decimal("1.000000")),
        ("global", Decimal("2.000000")),
    ]


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_what_separates_cells_is_found(delimiter: str, tmp_path: Path) -> None:
    text = as_csv().decode().replace(",", delimiter)
    opened = service(tmp_path)
    assert loaded(opened, text, tmp_path).told["delimiter"] == delimiter
    assert rows(opened, "id", "lieu", "montant") == EXPECTED


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("quoted", [False, True])
def test_ends_of_lines_and_quotes_change_nothing(end: str, *, quoted: bool, tmp_path: Path) -> None:
    mark = '"' if quoted else ""
    lines = [",".join(f"{mark}{cell}{mark}" for cell in line) for line in [HEAD, *LINES]]
    opened = service(tmp_path)
    assert loaded(opened, end.join(lines) + end * 2, tmp_path).rejects == 0
    assert rows(opened, "id", "lieu", "montant") == EXPECTED


def test_a_value_is_multiplied_by_another_column(tmp_path: Path) -> None:
    text = 'id,genre,commune,score,population\na,x,01001,"1,5",200\nb,x,01001,2,\nc,x,01001,2,?\n'
    weighted = {"column": "score", "times": "population", "decimal": ","}
    opened = service(tmp_path, {"s": changed(montant={"value": 1}, part=weighted)})
    load_ = loaded(opened, text, tmp_path)
    assert rows(opened, "id", "part") == [("a", Decimal("300.0000000000")), ("b", None)]
    assert [each[:2] for each in load_.told["first_rejects"]] == [[4, "part"]]


def test_a_product_may_be_of_a_large_town(tmp_path: Path) -> None:
    text = "id,genre,commune,score,population\na,x,01001,8,142346\nb,x,01001,118.25,2133111\n"
    weighted = {"column": "score", "times": "population", "decimal": "."}
    opened = service(tmp_path, {"s": changed(montant={"value": 1}, part=weighted)})
    assert loaded(opened, text, tmp_path).rejects == 0
    found = [part for _, part in rows(opened, "id", "part")]
    assert found == [Decimal(8 * 142346), Decimal("118.25") * 2133111]
