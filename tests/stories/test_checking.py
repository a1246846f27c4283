"""Unknown steps are named by line, whatever the shape of the story."""

import subprocess
import sys

import pytest

from lieucommun.stories.checking import UnknownStep, UnreadableStoryError, unknown_steps

STORY = """\
# language: fr
Fonctionnalité: Trouver
  Contexte:
    Étant donné une visiteuse
  Scénario: Un thème
    Quand elle ouvre « Projets »
    Et qu'elle danse la gigue
    Alors elle voit 36 projets
  Règle: Sans réseau
    Plan du Scénario: Deux thèmes
      Quand elle ouvre <quoi>
      Alors elle voit « <texte> »
      Exemples:
        | quoi       | texte |
        | « Thèmes » | Un    |
        | Thèmes     | Deux  |
"""


def test_unknown_steps_are_named_by_line() -> None:
    assert [(found.line, found.step) for found in unknown_steps(STORY)] == [
        (7, "elle danse la gigue"),
        (11, "elle ouvre Thèmes"),
    ]


def test_a_known_story_has_none() -> None:
    assert (
        unknown_steps('Feature: X\n  Scenario: Y\n    Given a visitor\n    When she opens "Z"\n')
        == []
    )


def test_an_empty_file_has_none() -> None:
    assert unknown_steps("") == []


def test_the_nearest_sentence_is_given() -> None:
    (unknown,) = unknown_steps('Feature: X\n  Scenario: Y\n    When she opens big "Z"\n')
    assert unknown == UnknownStep(3, 'she opens big "Z"', 'Amel opens "Projects"')


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (
            "# language: fr\nFonctionnalité: X\n  Scénario: Y\n    Quand elle part\n    Elle rit\n",
            5,
        ),
        ("# language: klingonais\nFonctionnalité: X\n", 1),
        ("Feature: X\n  Scenario: Y\n    When she sees\n      | a | b |\n      | c |\n", 5),
    ],
)
def test_what_is_not_gherkin_is_refused_with_its_line(text: str, line: int) -> None:
    with pytest.raises(UnreadableStoryError) as refused:
        unknown_steps(text)
    assert refused.value.line == line


def test_neither_a_browser_nor_pytest_is_needed() -> None:
    code = (
        "import sys; from lieucommun.stories.checking import unknown_steps; unknown_steps('');"
        "print(sorted({'playwright', 'pytest', 'pytest_bdd', 'django'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"
