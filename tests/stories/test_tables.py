"""Exports are read back as rows, in each format the place writes."""

import io
import json

import xlsxwriter
from stream_write_ods import stream_write_ods

from lieucommun.stories.tables import rows_of

ROWS = [["Nom", "Région"], ["Utilo", "Bretagne"], ["Happy FLE; 2", ""]]


def test_csv_with_commas_semicolons_and_a_byte_order_mark() -> None:
    assert rows_of("\ufeffNom,Région\nUtilo,Bretagne\nHappy FLE; 2,\n".encode(), "x.csv") == ROWS
    semicolons = 'Nom;Région\nUtilo;Bretagne\n"Happy FLE; 2";\n'
    assert rows_of(semicolons.encode(), "x.csv") == ROWS


def test_json_and_geojson() -> None:
    records = [{"Nom": "Utilo", "Région": "Bretagne"}, {"Nom": "Happy FLE; 2"}]
    features = [{"type": "Feature", "properties": record} for record in records]
    assert rows_of(json.dumps({"items": records}).encode(), "x.json") == ROWS
    assert rows_of(json.dumps({"features": features}).encode(), "x.geojson") == ROWS


def test_xlsx() -> None:
    target = io.BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True}) as book:
        sheet = book.add_worksheet("Projets")
        for index, row in enumerate(ROWS):
            sheet.write_row(index, 0, row)
        book.add_worksheet("Source").write_row(0, 0, ["à part"])
    read = rows_of(target.getvalue(), "x.xlsx")
    assert [[*row, ""][:2] for row in read] == ROWS


def test_ods_reads_its_first_sheet() -> None:
    sheets = [("Projets", ROWS[0], ROWS[1:]), ("Source", ["à part"], [["x"]])]
    assert rows_of(b"".join(stream_write_ods(iter(sheets))), "x.ods") == ROWS
