"""One form in place of fifteen: what each of their questions becomes, and that it is asked once."""

import csv
from collections import Counter

from openpyxl import load_workbook

from tests.place import SERVICES

FOLDER = SERVICES / "parcours-formation"


def rows(path: str) -> list[dict[str, str]]:
    with (FOLDER / path).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def asked() -> list[str]:
    lines = load_workbook(FOLDER / "forms" / "demande.xlsx")["survey"].iter_rows(values_only=True)
    apart = {"type", "begin_group", "end_group", "calculate"}
    return [str(line[1]) for line in lines if line[0] not in apart]


def test_fifteen_forms_ask_what_one_form_asks_once() -> None:
    questions = rows("data/anciennes-questions.csv")
    assert len({row["formulaire"] for row in questions}) == 15
    kept = {row["sujet"] for row in questions if row["devenir"] == "une-fois"}
    assert sorted(kept - set(asked())) == []
    assert max(Counter(asked()).values()) == 1
    assert len(asked()) < len(questions) / 5


def test_what_is_known_or_useless_is_not_asked() -> None:
    fates = {row["sujet"]: row["devenir"] for row in rows("data/anciennes-questions.csv")}
    gone = {subject for subject, fate in fates.items() if fate != "une-fois"}
    assert sorted(gone & set(asked())) == []


def test_a_subject_has_one_fate_and_every_word_is_explained() -> None:
    questions = rows("data/anciennes-questions.csv")
    pairs = {(row["sujet"], row["devenir"], row["rubrique"]) for row in questions}
    assert len(pairs) == len({subject for subject, _fate, _heading in pairs})
    for column, words in (
        ("sujet", "sujets"), ("devenir", "devenirs"), ("rubrique", "rubriques"),
        ("formulaire", "formulaires"),
    ):  # fmt: skip
        known = {row["value"] for row in rows(f"vocab/{words}.csv")}
        assert {row[column] for row in questions} == known
