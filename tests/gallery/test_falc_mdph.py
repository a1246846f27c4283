"""The disability claim: written in three ways, and asking each person only what concerns them."""

import csv
import datetime as dt
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from lieucommun.engines.xforms import Form
from lieucommun.kernel.forms.compiling import compiled_file
from lieucommun.kernel.forms.personas import Persona, personas_of, seen_by
from lieucommun.kernel.services.folder import Folder
from tests.place import SERVICES

FOLDER = Folder.on_disk(SERVICES / "falc-mdph")
WORKBOOK = SERVICES / "falc-mdph" / "forms" / "demande.xlsx"
LANGUAGES = ("Français (fr)", "Facile à lire (fr-x-falc)", "English (en)")
ZONE = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 26, 9, tzinfo=ZONE)
PERSONAS = personas_of(FOLDER)[1]


def sheet(name: str) -> list[dict[str, Any]]:
    lines = load_workbook(WORKBOOK)[name].iter_rows(values_only=True)
    heads = [str(cell) for cell in next(lines)]
    return [dict(zip(heads, line, strict=False)) for line in lines]


@pytest.fixture(scope="module")
def form() -> Form:
    return compiled_file(FOLDER, "forms/demande.xlsx").form


@pytest.mark.parametrize("name", ["survey", "choices"])
def test_every_text_is_in_french_easy_french_and_english(name: str) -> None:
    for row in sheet(name):
        if row.get("type") in {"end_group", "calculate"}:
            continue
        for column in ("label", "hint", "required_message", "constraint_message"):
            texts = [row.get(f"{column}::{language}") for language in LANGUAGES]
            assert all(texts) or (column != "label" and not any(texts)), (row["name"], column)


def questions() -> list[dict[str, Any]]:
    """Return the rows of the workbook that ask something."""
    kinds = ("begin", "end", "calculate", "None")
    return [row for row in sheet("survey") if not str(row["type"]).startswith(kinds)]


def test_every_question_has_a_pictogram_in_easy_french() -> None:
    column = f"media::image::{LANGUAGES[1]}"
    missing = [row["name"] for row in questions() if not FOLDER.exists(f"images/{row[column]}")]
    assert (missing, len(questions())) == ([], 110)


def test_every_easy_text_says_whether_readers_have_reviewed_it() -> None:
    lines = csv.DictReader(FOLDER.text("data/relectures.csv").splitlines())
    told = {line["code"]: (line["texte"], line["statut"]) for line in lines}
    texts = {row["name"]: " ".join(row[f"label::{LANGUAGES[1]}"].split()) for row in questions()}
    assert {name: text for name, (text, _status) in told.items()} == texts
    assert {status for _text, status in told.values()} <= {"a-relire", "relu"}


#: The certificate goes from physician to physician: no question is about it.
MEDICAL = ("diagnostic", "maladie", "traitement", "pathologie")


def test_nothing_medical_is_asked() -> None:
    asked = " ".join(str(row.get(f"label::{LANGUAGES[0]}")) for row in sheet("survey")).lower()
    found = [word for word in MEDICAL if word in asked]
    assert found == []


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.name)
def test_each_persona_sees_only_their_part(form: Form, persona: Persona) -> None:
    seen = seen_by(persona, form, now=NOW, zone=ZONE)
    assert seen.unasked == ()
    assert seen.whole == 110
    assert 0.15 <= seen.share <= 0.60


def test_there_are_enough_personas() -> None:
    assert len(PERSONAS) >= 6
