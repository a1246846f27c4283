"""Screens that only some may open: the canvas of a lab and the cases of a team, once signed in."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lieucommun.stories.place import Place

from .looking import geometry, violations
from .pages import LANGUAGES, in_language

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

Go = Callable[[str], "Response"]


def become(screen: "Page", go: Go, name: str) -> None:
    go("/personas/")
    card = screen.get_by_role("article").filter(
        has=screen.get_by_role("heading", name=name, exact=True)
    )
    card.first.get_by_role("button").click()
    screen.wait_for_url("**/s/**")


def faults(screen: "Page", language: str) -> list[str]:
    found = violations(screen)
    for width in (1280, 360):
        found += geometry(screen, language, width)
    screen.set_viewport_size({"width": 1280, "height": 800})
    return found


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_canvas_of_a_lab_is_sound(language: str, go: Go, screen: "Page", place: Place) -> None:
    become(screen, go, "Maëlle")
    assert go(in_language("/s/reseau/canevas/", language)).status == 200
    found = faults(screen, language)
    canvas = screen.locator("main a[href*='/s/reseau/canevas/']").filter(
        has_text=re.compile("Brume")
    )
    canvas.first.click()
    screen.wait_for_url(re.compile(r"/s/reseau/canevas/[^/]+/"))
    found += faults(screen, language)
    screen.locator("main a[href$='/edit/'], main a[href*='modif'], main a.button").first.click()
    screen.wait_for_load_state("load")
    assert screen.locator("main form textarea").count() == 10
    found += faults(screen, language)
    assert found == []
    place.restore()


@pytest.mark.parametrize("language", LANGUAGES)
def test_cases_and_counts_are_sound(language: str, go: Go, screen: "Page", place: Place) -> None:
    become(screen, go, "Nadia")
    assert go(in_language("/s/maraudes/observatoire/", language)).status == 200
    found = faults(screen, language)
    assert go(in_language("/s/maraudes/personnes/", language)).status == 200
    found += faults(screen, language)
    screen.locator("main a[href*='/s/maraudes/personnes/']").locator("visible=true").last.click()
    screen.wait_for_url(re.compile(r"/s/maraudes/personnes/[^/?]+/"))
    found += faults(screen, language)
    assert found == []
    place.restore()


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_files_of_a_service_are_sound(language: str, go: Go, screen: "Page") -> None:
    become(screen, go, "Nadia")
    assert go(in_language("/s/maraudes/_manage/files/", language)).status == 200
    assert screen.get_by_role("progressbar").count() == 1
    assert faults(screen, language) == []
