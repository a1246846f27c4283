"""The interface speaks French and English whole, and its catalogues follow the code."""

import re
import string

import pytest

from tools.messages import __main__ as messages
from tools.messages.catalogue import parse

PLACES = re.compile(r"%\((\w+)\)[sd]")


def test_catalogues_follow_the_code() -> None:
    assert messages.stale() == [], "run: make messages"


@pytest.mark.parametrize("language", messages.WHOLE)
def test_catalogues_are_whole(language: str) -> None:
    assert messages.missing(language) == []


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_translations_keep_what_is_put_in(language: str) -> None:
    path = messages.PACKAGE / "locale" / language / "LC_MESSAGES" / "django.po"
    broken = [
        message.text
        for message, strings in parse(language, path.read_text("utf-8")).entries.items()
        for text in strings
        if text and not _put_in(text) <= _put_in(message.text + message.plural)
    ]
    assert broken == []


def _put_in(text: str) -> set[str]:
    braces = {name for _, name, _, _ in string.Formatter().parse(text.replace("%", "")) if name}
    return set(PLACES.findall(text)) | braces
