"""Workbooks made XForms apart: the same form as pyxform makes, and hostile ones refused."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from pytest_django import Settings

from lieucommun.kernel.forms.compiling import compiled, media_file
from lieucommun.kernel.forms.converting import (
    Converted,
    UnreadWorkbook,
    convert,
    remembering,
)
from lieucommun.kernel.services.loaded import LoadedService
from tests.forms.making import workbook


def _content(book: Workbook) -> bytes:
    found = io.BytesIO()
    book.save(found)
    return found.getvalue()


def _survey(*rows: tuple[Any, ...]) -> bytes:
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "survey"
    for row in (("type", "name", "label", "calculation"), *rows):
        sheet.append(row)
    return _content(book)


def test_a_workbook_and_its_xform_are_the_same_form(service: LoadedService) -> None:
    first, second = (compiled(service, name).form for name in ("demande", "reserve"))
    assert [*first.places] == [*second.places]
    assert first.languages == second.languages
    assert first.id == second.id


def test_what_pyxform_warns_of_is_told() -> None:
    assert "Facile à lire (fr-x-falc)" in " ".join(convert(_content(workbook())).warnings)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((("begin group", "g", "G", ""),), "Unmatched"),
        ((("text", "a", "A", ""), ("text", "a", "A", "")), "[row : 3]"),
        ((("unknown", "a", "A", ""),), "unknown"),
        ((("text", "1a b", "A", ""),), "[row : 2]"),
        ((("calculate", "a", "", "${nowhere}"),), "nowhere"),
    ],
)
def test_a_mistake_is_told_in_a_sentence(rows: tuple[tuple[Any, ...], ...], told: str) -> None:
    with pytest.raises(UnreadWorkbook) as wrong:
        convert(_survey(*rows))
    assert told in str(wrong.value)


def _bomb() -> bytes:
    found = io.BytesIO()
    with zipfile.ZipFile(found, "w", zipfile.ZIP_DEFLATED) as book:
        book.writestr("xl/workbook.xml", b" " * 300_000_000)
    return found.getvalue()


@pytest.mark.parametrize("content", [b"", b"PK", b"<a>", _bomb()], ids=["", "pk", "html", "bomb"])
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(UnreadWorkbook):
        convert(content)


def test_files_of_labels_are_found_beside_the_form_or_in_their_folders(
    service: LoadedService,
) -> None:
    found = media_file(service.folder, "forms/demande.xlsx", "jr://images/personne.png")
    absent = media_file(service.folder, "forms/demande.xlsx", "jr://images/../../x.png")
    assert (found, absent) == ("media/personne.png", "")


@pytest.fixture
def kept(tmp_path: Path, settings: Settings) -> Path:
    settings.CACHE_DIR = tmp_path
    convert.cache_clear()
    return tmp_path / "forms"


def test_a_workbook_is_converted_once_whatever_process_asks(kept: Path) -> None:
    content = _survey(("text", "a", "A", ""))
    first = convert(content)
    (file,) = kept.iterdir()
    file.write_text(json.dumps({"xform": "<kept/>", "warnings": ["w"]}))
    assert convert(content) is first  # in this process
    convert.cache_clear()
    assert convert(content) == Converted(b"<kept/>", ("w",))


@pytest.mark.parametrize("content", ["", "{", "[]", "{}", '{"xform": 1, "warnings": []}'])
def test_what_was_kept_badly_is_made_again(kept: Path, content: str) -> None:
    book = _survey(("text", "a", "A", ""))
    first = convert(book)
    (file,) = kept.iterdir()
    file.write_text(content)
    convert.cache_clear()
    assert convert(book) == first


def test_few_are_kept_and_a_folder_that_cannot_be_written_stops_nothing(
    kept: Path, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(remembering, "MOST", 2)
    for name in "abc":
        remembering.keep(name.encode(), b"<x/>", ())
    assert len([*kept.iterdir()]) == 2
    settings.CACHE_DIR = next(kept.iterdir())  # a file where a folder should be
    remembering.keep(b"d", b"<x/>", ())
    assert remembering.recall(b"d") is None
