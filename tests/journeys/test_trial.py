"""The guided trial of the home page: two tablets on one laptop meet the same person."""

import re
from typing import TYPE_CHECKING

import pytest

from lieucommun.stories.place import Place
from tests.journeys.looking import violations

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

#: Milliseconds that a tablet may take to be ready, or to show what another one sent.
PATIENCE = 60_000


def tablet(page: "Page", rank: int) -> "Page":
    with page.context.expect_page() as opened:
        page.get_by_role("button", name="Ouvrir la tablette").nth(rank).click()
    found = opened.value
    found.set_viewport_size({"width": 420, "height": 800})
    found.locator(".pill").get_by_text("À jour").wait_for(timeout=PATIENCE)
    return found


def note(one: "Page", nickname: str) -> None:
    """Note an encounter as the page of the trial says: nickname, need, agreement."""
    one.get_by_role("link", name="Rencontre", exact=True).click()
    one.get_by_label("Surnom").first.fill(nickname)
    one.get_by_text("Manger").first.click()
    agreement = one.get_by_role("group", name=re.compile("accord", re.IGNORECASE))
    for _ in range(20):
        one.get_by_role("button", name="Continuer").click()
        one.wait_for_timeout(200)
        if agreement.count():
            break
    one.get_by_label("Oui", exact=True).first.check()
    one.get_by_role("button", name="Enregistrer maintenant").click()
    one.locator(".notice-success").wait_for(timeout=PATIENCE)


@pytest.mark.parametrize("language", ["fr-FR"])
def test_two_tablets_meet_the_same_person(browser: "Browser", place: Place, language: str) -> None:
    context = browser.new_context(locale=language, viewport={"width": 1280, "height": 900})
    try:
        page = context.new_page()
        page.goto(place.address + "/")
        page.get_by_role("link", name="Deux tablettes, une rencontre, pas de réseau").click()
        assert violations(page) == []
        one, two = tablet(page, 0), tablet(page, 1)
        names = [each.locator(".ribbon").inner_text() for each in (one, two)]
        assert names[0] != names[1]

        one.get_by_role("button", name="Couper le réseau de cette tablette").click()
        note(one, "Zébulon")
        assert "Hors réseau · 1" in one.locator(".pill").inner_text()
        two.get_by_role("link", name="Chercher").click()
        two.get_by_role("searchbox").fill("Zébulon")
        two.get_by_role("heading", name="Rien trouvé").wait_for(timeout=PATIENCE)
        assert violations(two) == []

        one.get_by_role("button", name="Rendre le réseau").click()
        two.locator(".found").get_by_text("Zébulon").wait_for(timeout=PATIENCE)
        one.locator(".pill").get_by_text("À jour").wait_for(timeout=PATIENCE)

        two.locator("a.found", has_text="Zébulon").click()
        two.get_by_role("link", name="Suivi", exact=True).wait_for(timeout=PATIENCE)
        assert "Zébulon" in two.locator("h1").inner_text()
    finally:
        context.close()
