"""Papers after a death: what each requires, and the dates that the law allows."""

import csv
import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from openpyxl import load_workbook

from lieucommun.engines.xforms import Answers, Form
from lieucommun.kernel.forms.compiling import compiled_file
from lieucommun.kernel.services.folder import Folder
from tests.place import SERVICES

FOLDER = SERVICES / "actes-deces"
ZONE = ZoneInfo("Europe/Paris")
NOW = dt.datetime(2026, 11, 26, 9, tzinfo=ZONE)
DEATH = dt.date(2026, 11, 20)


def rows(path: str) -> list[dict[str, str]]:
    with (FOLDER / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def form() -> Form:
    return compiled_file(Folder.on_disk(FOLDER), "forms/demande.xlsx").form


def path_of(form: Form, name: str) -> str:
    return next("/" + "/".join(names) for names in form.places if names[-1] == name)


def answered(form: Form, **given: str) -> Answers:
    answers = form.start(now=NOW, zone=ZONE)
    for name, value in given.items():
        answers.set(path_of(form, name), value)
    return answers


def wrong(answers: Answers, name: str) -> list[str]:
    path = path_of(answers.form, name)
    return [problem.kind for problem in answers.problems() if problem.path == path]


def test_every_paper_says_what_it_requires() -> None:
    asked = {row["value"] for row in rows("vocab/objets.csv")}
    assert {row["objet"] for row in rows("data/pieces.csv")} == asked
    assert all(row["article"] and row["piece@en"] for row in rows("data/pieces.csv"))
    sheet = load_workbook(FOLDER / "forms" / "demande.xlsx")["choices"]
    listed = {str(row[1]) for row in sheet.iter_rows(values_only=True) if row[0] == "objets"}
    assert listed == asked


@pytest.mark.parametrize(
    ("days", "exempted", "allowed"),
    [(0, "non", False), (1, "non", True), (14, "non", True), (15, "non", False), (15, "oui", True)],
)
def test_a_funeral_comes_from_the_next_day_to_the_fourteenth(
    form: Form, days: int, exempted: str, *, allowed: bool
) -> None:
    """CGCT, articles R. 2213-33 and R. 2213-35."""
    on = DEATH + dt.timedelta(days=days)
    answers = answered(
        form,
        objets="cremation",
        naissance="1940-05-04",
        deces_le=DEATH.isoformat(),
        obstacle="non",
        derogation=exempted,
        obseques_le=on.isoformat(),
    )
    assert (wrong(answers, "obseques_le") == []) is allowed


def test_copies_alone_ask_for_no_document(form: Form) -> None:
    answers = answered(form, objets="copie")
    for name in ("certificat", "pouvoir", "volontes", "parquet", "obseques_le", "deces_heure"):
        assert wrong(answers, name) == []
    assert wrong(answers, "nom") == ["required"]


def test_an_obstacle_asks_for_the_prosecutor(form: Form) -> None:
    assert wrong(answered(form, objets="fermeture", obstacle="non"), "parquet") == []
    assert wrong(answered(form, objets="fermeture", obstacle="oui"), "parquet") == ["required"]
