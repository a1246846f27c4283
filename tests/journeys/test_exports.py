"""A file prepared apart, without JavaScript; the screens of exports as they look."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from lieucommun.stories.place import Place

from .pages import in_language
from .test_signed_in import become, faults

if TYPE_CHECKING:
    from playwright.sync_api import Page, Response

Go = Callable[[str], "Response"]
MINE = "/me/exports/"


def test_exports_are_sound_and_need_no_script(go: Go, screen: "Page", place: Place) -> None:
    language = "fr"
    become(screen, go, "Maëlle")
    assert go(in_language(MINE, language)).status == 200
    found = faults(screen, language)
    assert go(in_language("/s/reseau/projets/?save=1", language)).status == 200
    found += faults(screen, language)
    state = screen.context.storage_state()
    browser = screen.context.browser
    assert browser is not None
    with browser.new_context(java_script_enabled=False, storage_state=state) as bare:
        page = bare.new_page()
        page.goto(place.address + "/s/reseau/projets/?save=1")
        button = page.locator("main button[value=prepare]")
        button.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**{MINE}")
        assert page.locator("main button[value=delete]").count() == 1
    assert go(MINE).status == 200
    found += faults(screen, language)
    assert go("/me/").status == 200
    found += faults(screen, language)
    assert found == []
    place.restore()
