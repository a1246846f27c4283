import pytest
from django.utils import translation
from pydantic import ValidationError

from lieucommun.kernel.services.texts import Text


def test_a_text_falls_back_to_the_nearest_language() -> None:
    text = Text({"fr": "Bonjour", "en": "Hello", "fr-x-falc": "Salut"})
    assert [text.get(language) for language in ("fr", "en", "fr-x-falc", "fr-CA", "ar")] == [
        "Bonjour",
        "Hello",
        "Salut",
        "Bonjour",
        "Bonjour",
    ]


def test_easy_to_read_falls_back_to_plain_french() -> None:
    assert Text({"en": "Hello", "fr": "Bonjour"}).get("fr-x-falc") == "Bonjour"


def test_a_plain_text_is_in_the_first_language_of_the_service() -> None:
    assert Text.model_validate("Ciao", context={"language": "it"}).root == {"it": "Ciao"}
    assert Text.model_validate("Bonjour").root == {"fr": "Bonjour"}


def test_as_a_string_it_is_in_the_language_of_the_visit() -> None:
    with translation.override("en"):
        assert str(Text.of(fr="Bonjour", en="Hello")) == "Hello"


@pytest.mark.parametrize("wrong", [{}, {"fr": ""}, {"fr": 3}, {"Français": "x"}, 3, None, ["a"]])
def test_what_is_not_a_text_is_refused(wrong: object) -> None:
    with pytest.raises(ValidationError):
        Text.model_validate(wrong)
