"""What is found in texts, where, and what is left alone."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lieucommun.engines.readability import Kind, Level, lint, score, split
from tests.patience import patience


def found(text: str, language: str = "fr") -> list[tuple[str, str]]:
    """Return the kinds that are found with the part of the text that they point at."""
    return [(each.kind.value, text[each.start : each.end]) for each in lint(text, language)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Venez lundi.", []),
        ("Venez lundi. La lettre est envoyée.", [("passive", "est envoyée")]),
        ("La lettre n’a pas été envoyée.", [("negation", "n"), ("passive", "été envoyée")]),
        ("Elle s’est inscrite. Elle est arrivée.", []),
        ("Le bureau est fermé.", []),
        ("Payez 12 500 euros.", [("number", "12 500")]),
        ("Appelez le 01 23 45 67 89.", []),
        ("Payez 1 200 euros en 2026.", []),
        ("12345678901 personnes.", [("number", "12345678901")]),
        ("Il y a 3,5 % de places.", [("number", "3,5 %")]),
        ("Il y a 3 pour cent de places.", [("number", "3 pour cent")]),
        ("Prenez vingt euros.", [("number-in-words", "vingt")]),
        ("Le 3/4/2026 ou 2026-04-03.", [("date", "3/4/2026"), ("date", "2026-04-03")]),
        ("Au XVIIIe siècle.", [("roman-number", "XVIIIe")]),
        ("Louis XIV.", [("roman-number", "XIV")]),
        ("Le musée. Ce papier. De Paris. Me voici.", []),
        ("La CAF. Puis la CAF.", [("acronym", "CAF")]),
        ("La Caisse d’allocations familiales (CAF) paie. La CAF répond.", []),
        ("La CAF (Caisse d’allocations) paie.", []),
        ("ATTENTION AU CHIEN", []),
        ("Apportez une facture, etc.", [("abbreviation", "etc")]),
        ("Ne signez rien.", [("negation", "Ne")]),
        ("Ne signez rien sans lire.", [("double-negation", "Ne signez rien sans")]),
        ("Qui peut venir ?", []),
    ],
)
def test_what_is_found(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Send us your letter.", []),
        ("Your letter was sent on Monday.", [("passive", "was sent")]),
        ("You do not pay.", [("negation", "not")]),
        ("Do not come without a letter.", [("double-negation", "not come without")]),
        ("About 40 per cent of people.", [("number", "40 per cent")]),
        ("Call the NHS.", [("acronym", "NHS")]),
        ("Hereby we notify you.", [("rare-word", "Hereby"), ("rare-word", "notify")]),
    ],
)
def test_what_is_found_in_english(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "en") == expected


def test_advice_is_told_from_rules() -> None:
    levels = {each.kind: each.level for each in lint("Vous ne payez pas. Le vote est annulé.")}
    assert levels == {Kind.NEGATION: Level.ADVICE, Kind.PASSIVE: Level.RULE}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Un. Deux ! Trois ? Quatre…", ["Un.", "Deux !", "Trois ?", "Quatre…"]),
        ("M. Martin et Mme. Petit viennent.", ["M. Martin et Mme. Petit viennent."]),
        ("Une table, etc. Puis une chaise.", ["Une table, etc.", "Puis une chaise."]),
        ("Titre\nPremière ligne\n\n- point", ["Titre", "Première ligne", "- point"]),
        ("« Venez. » Elle sort.", ["« Venez.", "» Elle sort."]),
        ("Version 2.1 du site.", ["Version 2.1 du site."]),
        ("Fin du mois de p.", ["Fin du mois de p."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert [each.text for each in split(text)] == expected


def test_scores_order_texts_as_readers_do() -> None:
    easy = score("Venez lundi. Le bureau est ouvert. Une dame vous aide.")
    hard = score(
        "Conformément aux dispositions réglementaires susvisées, l’administration territoriale"
        " procédera à la notification de la décision d’attribution."
    )
    assert easy is not None
    assert hard is not None
    assert (easy.sentences, easy.words) == (3, 10)
    assert easy.ease > 80
    assert hard.ease < 10
    assert score(" … ") is None


@given(st.text(alphabet=st.sampled_from(" \n.!?;’éaeMnN1%()/-&CAFestsontvendu’"), max_size=300))
def test_places_are_within_the_text_and_its_sentences(text: str) -> None:
    sentences = split(text)
    for each in sentences:
        assert text[each.start : each.end] == each.text
        assert all(text[word.start : word.end] == word.text for word in each.words)
    assert all(one.end <= two.start for one, two in pairwise(sentences))
    for finding in lint(text):
        assert any(each.start <= finding.start < finding.end <= each.end for each in sentences)


@given(st.lists(st.sampled_from(["Venez lundi.", "La CAF paie.", "Il est élu."]), max_size=6))
def test_sentences_do_not_depend_on_their_neighbours_except_for_acronyms(parts: list[str]) -> None:
    kinds = [kind for kind, _ in found(" ".join(parts))]
    apart = [kind for each in parts for kind, _ in found(each) if kind != "acronym"]
    assert [kind for kind in kinds if kind != "acronym"] == apart
    assert kinds.count("acronym") == ("La CAF paie." in parts)


@pytest.mark.parametrize(
    "part",
    [
        "a",
        "1",
        "1 ",
        ".",
        ". ",
        "A. ",
        "etc. ",
        "CAF ",
        "est ",
        "ne ",
        "IX",
        "%",
        "1%",
        "\n",
        "(",
        "é-",
    ],
)
def test_hostile_texts_take_a_time_that_grows_as_they_do(part: str) -> None:
    with patience():
        lint(part * (200_000 // len(part)))
