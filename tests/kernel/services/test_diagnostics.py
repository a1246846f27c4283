from pathlib import Path

import pytest

from lieucommun.kernel.services.actions import _stored, unstored
from lieucommun.kernel.services.diagnostics import CODES, Code, Diagnostic, nearest, shown
from lieucommun.kernel.services.diagnostics.codes import declare
from lieucommun.kernel.services.diagnostics.pages import diagnostic_pages
from lieucommun.kernel.services.diagnostics.words import KINDS

DOCS = Path(__file__).resolve().parents[3] / "docs" / "reference" / "diagnostics"


@pytest.mark.parametrize("name", diagnostic_pages())
def test_the_page_of_a_diagnostic_is_fresh(name: str) -> None:
    assert (DOCS / name).read_text("utf-8") == diagnostic_pages()[name], "run `lieu schema`"


def test_no_page_is_left_behind() -> None:
    assert {path.name for path in DOCS.glob("*.md")} == set(diagnostic_pages())


def test_every_code_says_why_in_both_languages() -> None:
    for code in CODES.values():
        assert all((code.fr, code.en, code.why_fr, code.why_en)), code.name
        assert code.fr.count("{") == code.en.count("{"), code.name
        assert code.en.count("“") == code.en.count("”"), code.name


def test_a_code_keeps_its_meaning() -> None:
    with pytest.raises(ValueError, match="LC001"):
        declare(Code("LC001", "autre chose", "something else"))


def test_a_diagnostic_reads_in_both_languages() -> None:
    params = {"found": "titel", "nearest": "title", "among": ["title", "state"]}
    found = Diagnostic("service.yaml", 3, 1, "LC031", params)
    assert str(found).startswith("service.yaml:3:1: LC031 ")
    assert found.message("fr") == (
        "La clé « titel » n’existe pas ici. Vouliez-vous dire « title » ? Attendu : title, state."
    )
    assert found.message("en") == (
        "The key “titel” does not exist here. Did you mean “title”? Expected: title, state."
    )


def test_a_cell_stands_for_line_and_column() -> None:
    found = Diagnostic("forms/x.xlsx", 1, 1, "LC108", cell="survey!C14")
    assert found.position == "forms/x.xlsx:survey!C14"


def test_a_diagnostic_survives_the_database() -> None:
    params = {"found": 3, "expected": KINDS["text"], "among": ["a", "b"]}
    found = Diagnostic("service.yaml", 3, 1, "LC032", params)
    (again,) = unstored([_stored(found)])
    assert again == found
    assert again.message("fr") == "« 3 » n’est pas un texte. Attendu : a, b."


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (None, "null"),
        ({"a": 1, "b": 2}, "{a, b}"),
        (["x", 1], "[x, 1]"),
        ("a\nb\x1b[1m", "a b [1m"),
        ("é" * 80, "é" * 59 + "…"),
    ],
)
def test_values_are_shown_on_one_short_line(value: object, text: str) -> None:
    assert shown(value) == text


def test_the_nearest_name_is_offered_or_none() -> None:
    assert nearest("titel", ["title", "state"]) == "title"
    assert nearest("STATE", ["title", "state"]) == "state"
    assert nearest("zzz", ["title", "state"]) == ""
    assert nearest(3, []) == ""
