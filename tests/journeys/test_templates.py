"""Every template, in French, English and Arabic: axe, geometry, weight, valid HTML."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from lieucommun.stories.place import Place
from tests.design.html import assert_valid_html
from tests.requirements import require

from .looking import geometry, validated, violations, weigh
from .pages import LANGUAGES, TEMPLATES, in_language

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page, Response

MOST_BYTES = 120_000
MOST_REQUESTS = 12
EXPECTED = {"missing": 404}
#: The reference of components shows them all at once: it is no public page.
WEIGHED = sorted(set(TEMPLATES) - {"design"})
Go = Callable[[str], "Response"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", TEMPLATES)
def test_a_template_is_sound(name: str, language: str, go: Go, screen: "Page") -> None:
    answer = go(in_language(TEMPLATES[name], language))
    assert answer.status == EXPECTED.get(name, 200)
    html = screen.locator("html")
    found = (html.get_attribute("lang"), html.get_attribute("dir"))
    assert found == (language, "rtl" if language == "ar" else "ltr")
    assert screen.locator("h1").count() == 1
    faults = violations(screen)
    for width in (1280, 360):
        faults += geometry(screen, language, width)
    assert faults == []


@pytest.mark.parametrize("name", WEIGHED)
def test_a_public_page_is_light(name: str, visitor: "BrowserContext", place: Place) -> None:
    weight = weigh(visitor, place.address + TEMPLATES[name])
    assert weight.size <= MOST_BYTES, f"{weight.size} bytes"
    assert weight.requests <= MOST_REQUESTS


@pytest.fixture(scope="module")
def sources(browser: "Browser", place: Place) -> dict[str, str]:
    """The HTML of every template as the server sends it, by name and language."""
    context = browser.new_context()
    found = {
        f"{name}.{language}": context.request.get(
            place.address + in_language(path, language)
        ).text()
        for name, path in TEMPLATES.items()
        for language in LANGUAGES
    }
    context.close()
    return found


def test_the_html_is_read_without_an_error(sources: dict[str, str]) -> None:
    faults = []
    for name, text in sources.items():
        try:
            assert_valid_html(text)
        except AssertionError as fault:
            faults.append(f"{name}: {fault}")
    assert faults == []


def test_the_html_is_valid(sources: dict[str, str], tmp_path: Path) -> None:
    """One run of the Nu validator over all pages."""
    require("java")
    for name, text in sources.items():
        (tmp_path / f"{name}.html").write_text(text, "utf-8")
    assert validated(tmp_path) == []
