"""A password that can be guessed is refused; a sentence is accepted."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

WEAK = [
    "",
    "short",
    "azertyuiop12",
    "aaaaaaaaaaaaaaaaaaaaaaaa",
    "abcabcabcabcabcabc",
    "123456789012345",
]
STRONG = [
    "tempête-sous-un-crâne",
    "a long enough word",
    "Zx7!qP2#mL9&",
    "quatre moutons dansent au bal",
]


@pytest.mark.parametrize("password", WEAK)
def test_a_weak_one_is_refused(password: str) -> None:
    with pytest.raises(ValidationError):
        validate_password(password)


@pytest.mark.parametrize("password", STRONG)
def test_a_strong_one_is_accepted(password: str) -> None:
    validate_password(password)
