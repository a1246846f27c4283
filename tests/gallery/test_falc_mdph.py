"""The disability claim: written in three ways, and asking each person only what concerns them."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import yaml
from openpyxl import load_workbook
from pyxform.xls2xform import convert

from lieucommun.engines.xforms import Form, compile_form
from tests.place import SERVICES

FOLDER = SERVICES / "falc-mdph"
WORKBOOK = FOLDER / "forms" / "demande.xlsx"
LANGUAGES = ("Français (fr)", "Facile à lire (fr-x-falc)", "English (en)")
ZONE = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 26, 9, tzinfo=ZONE)
PERSONAS = yaml.safe_load((FOLDER / "personas.yaml").read_text("utf-8"))["personas"]


def sheet(name: str) -> list[dict[str, Any]]:
    lines = load_workbook(WORKBOOK)[name].iter_rows(values_only=True)
    heads = [str(cell) for cell in next(lines)]
    return [dict(zip(heads, line, strict=False)) for line in lines]


def questions() -> Iterator[str]:
    """Yield the path of each question that a person answers."""
    around: list[str] = []
    for row in sheet("survey"):
        if row["type"] == "begin_group":
            around.append(row["name"])
        elif row["type"] == "end_group":
            around.pop()
        elif row["type"] != "calculate":
            yield "/".join(["/data", *around, row["name"]])


@pytest.fixture(scope="module")
def form(tmp_path_factory: pytest.TempPathFactory) -> Form:
    copy = tmp_path_factory.mktemp("falc") / Path(WORKBOOK).name
    copy.write_bytes(WORKBOOK.read_bytes())
    return compile_form(convert(str(copy)).xform.encode())


@pytest.mark.parametrize("name", ["survey", "choices"])
def test_every_text_is_in_french_easy_french_and_english(name: str) -> None:
    for row in sheet(name):
        if row.get("type") in {"end_group", "calculate"}:
            continue
        for column in ("label", "hint", "required_message", "constraint_message"):
            texts = [row.get(f"{column}::{language}") for language in LANGUAGES]
            assert all(texts) or (column != "label" and not any(texts)), (row["name"], column)


#: The certificate goes from physician to physician: no question is about it.
MEDICAL = ("diagnostic", "maladie", "traitement", "pathologie")


def test_nothing_medical_is_asked() -> None:
    asked = " ".join(str(row.get(f"label::{LANGUAGES[0]}")) for row in sheet("survey")).lower()
    found = [word for word in MEDICAL if word in asked]
    assert found == []


@pytest.mark.parametrize("name", PERSONAS)
def test_each_persona_sees_only_their_part(form: Form, name: str) -> None:
    every = list(questions())
    paths = {path.rsplit("/", 1)[1]: path for path in every}
    answers = form.start(now=NOW, zone=ZONE)
    for question, given in PERSONAS[name]["answers"].items():
        answers.set(paths[question], " ".join(given) if isinstance(given, list) else given)
        assert answers.is_relevant(paths[question]), question
    assert {each.kind for each in answers.problems()} <= {"required"}
    shown = sum(answers.is_relevant(path) for path in every)
    assert 0.15 <= shown / len(every) <= 0.60


def test_there_are_enough_personas() -> None:
    assert len(PERSONAS) >= 6
