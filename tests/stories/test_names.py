"""Names of a screen are found whatever their apostrophes, spaces and counts."""

import pytest

from lieucommun.stories import names


@pytest.mark.parametrize("shown", ["L’accueil", "L'accueil", " l’accueil ", "L’ACCUEIL"])
def test_apostrophes_case_and_edges_are_alike(shown: str) -> None:
    assert names.exact("L'accueil").search(shown)


def test_spaces_are_alike_and_signs_are_plain() -> None:
    assert names.exact("Prix (en €) : 3,5").search("Prix\u00a0(en\u202f€)\u00a0: 3,5")
    assert not names.exact("a.b").search("axb")


def test_a_start_is_a_whole_word() -> None:
    assert names.start("Inclusion").search("Inclusion 6")
    assert not names.start("Inclusion").search("Inclusions")
    assert not names.exact("Inclusion").search("Inclusion 6")


def test_anywhere_is_whole_words_too() -> None:
    assert names.anywhere("6").search("il y a 6 projets")
    assert not names.anywhere("6").search("36 projets")
    assert names.anywhere("« Utilo »").search("Voir « Utilo » ici")


@pytest.mark.parametrize(
    "shown", ["1234 projets", "1 234 projets", "1\u202f234 projets", "1,234 projets"]
)
def test_a_quantity_is_read_in_both_languages(shown: str) -> None:
    assert names.quantity(1234, "projets").search(shown)
    assert not names.quantity(234, "projets").search(shown)


@pytest.mark.parametrize("shown", ["Aucun projet", "0 projet", "No projet"])
def test_nothing_is_a_quantity(shown: str) -> None:
    assert names.quantity(0, "projet").search(shown)


def test_an_amount_stands_first() -> None:
    assert names.amount(10).match("10 résultats · Laboratoires")
    assert not names.amount(1).match("10 résultats")


def test_a_screen_may_say_the_same_in_other_words() -> None:
    said = names.OTHER_WORDS.set(
        (
            ("Date de naissance", "Le jour où vous êtes né"),
            ("De ${a} à ${b} copies.", "${a} ou plus."),
        )
    )
    try:
        assert names.exact("Date de naissance").search("Le jour où vous êtes né")
        assert not names.exact("Date").search("Le jour où vous êtes né")
        assert names.start("Date de").search("Le jour où vous êtes né (facultatif)")
        assert names.anywhere("à ${b} copies").search("1 ou plus.")
        assert names.exact("Date de naissance").search("Date de naissance")
    finally:
        names.OTHER_WORDS.reset(said)
    assert not names.exact("Date de naissance").search("Le jour où vous êtes né")
