"""A workbook that is wrong says in which cell, and why, in the language of who wrote it."""

from pathlib import Path

import pytest
from openpyxl import Workbook

from lieucommun.kernel.forms.pointing import pointed
from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder

HEADS = (
    "type", "name", "label::Français (fr)", "relevant", "constraint", "calculation", "appearance",
)  # fmt: skip
MANIFEST = """
service: essai
version: 0.1.0
title: {fr: Essai, en: Try}
languages: [fr]
state: partly
privacy: none
forms:
  f: {title: {fr: F}, file: forms/f.xlsx, for: [anyone]}
pages:
  - {path: '', block: pages, title: {fr: A}, file: pages/a.md}
  - {path: f, block: forms, title: {fr: F}, form: f, for: [anyone]}
"""
Row = tuple[str, ...]
CASES: dict[str, tuple[list[Row], list[Row], str, str]] = {
    "type": ([("texte", "a", "A")], [], "survey!A2", "le type « texte » n’existe pas"),
    "no name": ([("text", "", "A")], [], "survey!B2", "cette ligne n’a pas de nom"),
    "bad name": ([("text", "1 a", "A")], [], "survey!B2", "un nom commence par une lettre"),
    "taken": ([("text", "a", "A"), ("text", "a", "B")], [], "survey!B3", "ce nom est déjà pris"),
    "list": ([("select_one non", "a", "A")], [], "survey!A2", "la liste « non » n’est pas"),
    "reference": ([("text", "a", "A", "${z} = 1")], [], "survey!D2", "aucune question"),
    "open": ([("begin_group", "g", "G"), ("text", "a", "A")], [], "survey!A2", "rien ne ferme"),
    "closed": ([("text", "a", "A"), ("end_group", "", "")], [], "survey!A3", "ne ferme rien"),
    "expression": ([("text", "a", "A", "(( 1")], [], "survey!D2", "il manque « ) » à la fin"),
    "function": ([("text", "a", "A", "foo(1)")], [], "survey!D2", "la fonction « foo() »"),
    "constraint": ([("integer", "a", "A", "", ". >")], [], "survey!E2", "il manque ici le nom"),
    "circle": (
        [("calculate", "a", "", "", "", "${b}"), ("calculate", "b", "", "", "", "${a}"),
         ("text", "c", "C")], [], "survey!F2", "ce calcul tourne en rond",
    ),
    "no label": ([("text", "a", "")], [], "survey!C2", "n’a ni texte ni aide"),
    "appearance": ([("text", "a", "A", "", "", "", "zzz")], [], "survey!G2", "demande « zzz »"),
    "video": ([("text", "a", "A"), ("video", "v", "V")], [], "survey!A3", "aucun écran"),
    "choice": ([("select_one oui", "a", "A")], [("oui", "o", "Encore")], "choices!B4",
               "déjà un choix"),
    "nameless choice": ([("select_one oui", "a", "A")], [("oui", "", "Rien")], "choices!B4",
                        "ce choix n’a pas de nom"),
}  # fmt: skip


def written(folder: Path, survey: list[Row], choices: list[Row]) -> Folder:
    for name in ("forms", "pages"):
        (folder / name).mkdir()
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "survey"
    for row in (HEADS, *survey):
        sheet.append(row)
    listed = book.create_sheet("choices")
    for row in (
        ("list_name", "name", HEADS[2]),
        ("oui", "o", "Oui"),
        ("oui", "n", "Non"),
        *choices,
    ):
        listed.append(row)
    settings = book.create_sheet("settings")
    for row in (("form_title", "form_id", "default_language"), ("F", "f", "Français (fr)")):
        settings.append(row)
    book.save(folder / "forms/f.xlsx")
    (folder / "pages/a.md").write_text("Bonjour.\n", "utf-8")
    (folder / "service.yaml").write_text(MANIFEST, "utf-8")
    return Folder.on_disk(folder)


@pytest.mark.parametrize("name", CASES)
def test_a_mistake_is_said_in_its_cell(tmp_path: Path, name: str) -> None:
    survey, choices, cell, sentence = CASES[name]
    folder = tmp_path / "essai"
    folder.mkdir()
    found = check(written(folder, survey, choices)).errors
    assert [(each.path, each.cell) for each in found] == [("forms/f.xlsx", cell)]
    assert sentence in found[0].message("fr")
    assert found[0].message("en")


def test_what_is_not_known_is_said_as_it_is() -> None:
    told = pointed("Something new went wrong.", {})
    assert (told.cell, told.words.fr) == ("", "Something new went wrong.")
