import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from lieucommun.kernel.services.workbooks import UnreadableWorkbookError, read_workbook
from tests.ending import ending

RELS = "xl/_rels/workbook.xml.rels"


def workbook(rows: list[list[object]]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in rows:
        sheet.append(row)
    kept = io.BytesIO()
    book.save(kept)
    return kept.getvalue()


def with_part(content: bytes, path: str, part: bytes) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(packed, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, part if name == path else old.read(name))
    return packed.getvalue()


def test_cells_are_read_by_reference_and_heading() -> None:
    sheet = read_workbook(workbook([["type", "name", None], ["text", "nom"], [None, 12, "é"]]))[
        "survey"
    ]
    assert sheet.cells == {
        "A1": "type",
        "B1": "name",
        "A2": "text",
        "B2": "nom",
        "B3": "12",
        "C3": "é",
    }
    assert list(sheet.column("name")) == [("B2", "nom"), ("B3", "12")]
    assert list(sheet.column("absent")) == []


def test_the_workbooks_of_the_gallery_open() -> None:
    forms = Path(__file__).resolve().parents[3] / "services"
    for path in sorted(forms.glob("*/forms/*.xlsx")):
        assert {"type", "name"} <= set(read_workbook(path.read_bytes())["survey"].columns())


@pytest.mark.parametrize("content", [b"", b"not a zip", b"PK\x05\x06" + b"\0" * 18])
def test_what_is_not_a_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadableWorkbookError):
        read_workbook(content)


def test_entities_are_never_expanded() -> None:
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
    with pytest.raises(UnreadableWorkbookError, match="DOCTYPE"):
        read_workbook(with_part(workbook([["type"]]), RELS, bomb))


def test_damaged_xml_is_refused() -> None:
    with pytest.raises(UnreadableWorkbookError, match="damaged"):
        read_workbook(with_part(workbook([["type"]]), RELS, b"<a><b></a>"))


def test_a_workbook_that_unfolds_is_refused_at_once() -> None:
    huge = with_part(workbook([["type"]]), "xl/worksheets/sheet1.xml", b"0" * 300_000_000)
    with ending(), pytest.raises(UnreadableWorkbookError, match="large"):
        read_workbook(huge)
