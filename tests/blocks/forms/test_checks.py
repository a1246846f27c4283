"""What `lieu check` says of a page that asks a form."""

import shutil
from pathlib import Path

import pytest

from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.diagnostics import Level
from lieucommun.kernel.services.folder import Folder
from tests.forms.place import SERVICES


def _codes(folder: Path) -> list[str]:
    return sorted({found.code for found in check(Folder.on_disk(folder)).diagnostics})


def test_texts_that_a_language_lacks_are_a_warning() -> None:
    found = check(Folder.on_disk(SERVICES / "demarche")).diagnostics
    told = [each for each in found if each.code == "LC145"]
    assert {each.level for each in told} == {Level.WARNING}
    assert sum("fr-x-falc" in each.message() for each in told) == 2


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ('mediatype="image/*" appearance="signature"', 'mediatype="video/*"', "LC143"),
        ('appearance="minimal"', 'appearance="image-map"', "LC143"),
        ('appearance="field-list"', 'appearance="table-list"', "LC143"),
        ('type="geopoint"', 'type="geotrace"', "LC143"),
        ('<input ref="/data/vous/nom"', '<input query="x" ref="/data/vous/nom"', "LC143"),
        ('nodeset="/data/vous/nom"', 'nodeset="/data/vous/rien"', "LC142"),
        ("int((today()", "int((nowhere()", "LC142"),
    ],
)
def test_what_no_screen_asks_or_computes_is_a_mistake(
    tmp_path: Path, before: str, after: str, code: str
) -> None:
    folder = tmp_path / "demarche"
    shutil.copytree(SERVICES / "demarche", folder)
    form = folder / "forms" / "demande.xml"
    text = form.read_text("utf-8")
    assert before in text
    form.write_text(text.replace(before, after), "utf-8")
    assert code in _codes(folder)


def test_a_role_that_may_not_create_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "demarche"
    shutil.copytree(SERVICES / "demarche", folder)
    manifest = folder / "service.yaml"
    manifest.write_text(manifest.read_text("utf-8").replace("create: true", "create: false"))
    assert "LC144" in _codes(folder)
