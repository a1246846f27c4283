import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.kernel.search.folding import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("", ""),
        ("   ", ""),
        ("Saint-Étienne", "saint etienne"),
        ("L'Haÿ-les-Roses", "l hay les roses"),
        ("L’Haÿ-les-Roses", "l hay les roses"),
        ("ŒUVRES & Œufs", "oeuvres oeufs"),
        ("Ærøskøbing", "aeroskobing"),
        ("Straße", "strasse"),
        ("STRASSE", "strasse"),
        ("№ 12 / ½", "no 12 1 2"),
        ("e\u0301te\u0301", "ete"),
        ("  deux\t mots\u00a0ici ", "deux mots ici"),
        ("La Réunion (974)", "la reunion 974"),
        ("مَرْحَبًا", "مرحبا"),
        ("हिन्दी", "हिन्दी"),
        ("İstanbul", "istanbul"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_folding_twice_changes_nothing(text: str) -> None:
    once = fold(text)
    assert fold(once) == once


@given(st.text(st.characters(codec="latin-1")))
def test_case_does_not_count(text: str) -> None:
    assert fold(text.upper()) == fold(text.lower())


@given(st.text(), st.text())
def test_a_space_keeps_words_apart(left: str, right: str) -> None:
    assert fold(f"{left} {right}") == f"{fold(left)} {fold(right)}".strip()
