"""The wording of stories: both languages, elision, pronouns, quotes, several actions in a step."""

from pathlib import Path

import pytest

from lieucommun.stories import reference
from lieucommun.stories.sentences import SENTENCES, Said, Sentence, UnknownStepError, understand

PAGE = Path(__file__).resolve().parents[2] / "docs" / "reference" / "steps.md"


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.name)
def test_every_sentence_reads_its_own_examples(sentence: Sentence) -> None:
    read = [understand(example, table=sentence.table) for example in sentence.examples]
    assert [[said.sentence for said in step] for step in read] == [[sentence.name]] * 2


@pytest.mark.parametrize(
    "step",
    [
        "elle ouvre « Projets »",
        "qu’elle ouvre « Projets »",
        "qu'il ouvre «Projets»",
        "que il ouvre « Projets »",
        "elle ouvre “Projets”",
        'she opens "Projets"',
        "j’ouvre la page « Projets »",
        "I open the page « Projets »",
        "Elle ouvre\u202f« Projets ».",
    ],
)
def test_elision_quotes_spaces_and_gender_say_the_same(step: str) -> None:
    assert understand(step) == [Said("opens", "", {"name": "Projets"})]


def test_who_acts_is_a_name_or_the_visitor() -> None:
    steps = ("qu'Amel ouvre « X »", "Jean-Pierre Ly ouvre « X »", "« Zoé B. » ouvre « X »")
    assert [understand(step)[0].who for step in steps] == ["Amel", "Jean-Pierre Ly", "Zoé B."]
    assert understand("la visiteuse ouvre « X »")[0].who == "visitor"


def test_what_is_quoted_is_left_as_written() -> None:
    (said,) = understand("elle remplit « L’adresse » avec « 12 rue de l’Orme »")
    assert said.words == {"field": "L’adresse", "value": "12 rue de l’Orme"}


def test_quotes_may_hold_quotes() -> None:
    (said,) = understand("elle ouvre « Espace « Le Phare » »")
    assert said.text("name") == "Espace « Le Phare »"


def test_two_actions_in_a_step_have_the_same_author() -> None:
    assert understand("Amel ouvre « Tournée puis retour » puis perd le réseau") == [
        Said("opens", "Amel", {"name": "Tournée puis retour"}),
        Said("offline", "Amel"),
    ]


def test_several_texts_are_looked_for_at_once() -> None:
    (said,) = understand("elle ne voit ni « A », ni « B » ni « C » dans la liste « R »")
    assert (said.sentence, said.texts("texts"), said.text("place")) == (
        "sees-not",
        ["A", "B", "C"],
        "R",
    )


@pytest.mark.parametrize(
    ("step", "count"),
    [
        ("elle voit 36 projets", 36),
        ("elle voit 1 234 projets", 1234),
        ("elle voit trois cartes dans « Thèmes »", 3),
        ("elle ne voit aucun résultat", 0),
        ("she sees no results", 0),
    ],
)
def test_numbers_are_figures_or_words(step: str, count: int) -> None:
    (said,) = understand(step)
    assert (said.sentence, said.number("count")) == ("sees-number", count)


def test_a_table_makes_another_sentence() -> None:
    assert understand("elle remplit « Rencontre » avec", table=True)[0].sentence == "fills-form"
    with pytest.raises(UnknownStepError):
        understand("elle remplit « Rencontre » avec")


def test_an_unknown_step_names_the_nearest_sentence() -> None:
    with pytest.raises(UnknownStepError) as unknown:
        understand("Amel ouvre grand « Projets »")
    assert unknown.value.nearest == "Amel ouvre « Projets »"


def test_the_reference_page_is_fresh() -> None:
    assert PAGE.read_text("utf-8") == reference.page()
