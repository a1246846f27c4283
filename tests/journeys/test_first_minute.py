"""What a newcomer tries first: home, region, lab, project, folder; 36 cards; no dead end."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from lieucommun.stories.place import Place

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Response

LABS = (
    "État’LIN", "InsoLab", "La Base", "La Fabrique RH", "Lab@Archipel", "Lab’O", "Lab Zéro",
    "Liric", "SiiLab", "Ti Lab",
)  # fmt: skip
Go = Callable[[str], "Response"]


def leads_on(screen: "Page") -> bool:
    """Whether the main part of a screen offers somewhere to go."""
    return screen.locator("main a[href]").count() > 0


def test_from_home_to_a_folder_without_a_dead_end(go: Go, screen: "Page") -> None:
    go("/")
    regions = screen.locator("main").get_by_role("link", name=re.compile("Bretagne"))
    regions.locator("visible=true").first.click()
    screen.wait_for_url("**/s/reseau/**")
    assert leads_on(screen)
    screen.locator("main").get_by_role("link", name="Ti Lab", exact=True).first.click()
    screen.wait_for_url("**/laboratoire/ti-lab/")
    assert screen.locator("h1").inner_text() == "Ti Lab"
    screen.locator("main").get_by_role("link", name="Utilo").first.click()
    screen.wait_for_url("**/projet/utilo/")
    assert leads_on(screen)
    screen.locator("main").get_by_role("link", name=re.compile("dossier")).first.click()
    screen.wait_for_url("**/s/utilo/_folder/")
    screen.get_by_role("link", name="service.yaml").first.click()
    assert "service: utilo" in screen.locator("main").inner_text()
    assert leads_on(screen)


def test_the_home_says_what_this_is_and_shows_ten_labs(go: Go, screen: "Page") -> None:
    go("/")
    assert screen.locator("html").get_attribute("lang") == "fr"
    main = screen.locator("main")
    assert main.get_by_role("searchbox").count() == 1
    regions = main.locator("a[href*='region=region']").evaluate_all(
        "links => new Set(links.map(link => link.getAttribute('href'))).size"
    )
    assert regions == 8
    text = screen.locator("body").inner_text()
    assert [lab for lab in LABS if lab not in text] == []
    assert "fictives" in text
    assert "indépendant de l’État" in text


def test_thirty_six_cards_each_open_a_page(go: Go, screen: "Page", place: Place) -> None:
    go("/")
    cards = screen.locator("article.card:has(.tags)")
    links = cards.locator("h2 a, h3 a, h4 a")
    paths = links.evaluate_all(
        "links => [...new Set(links.map(link => link.getAttribute('href')))]"
    )
    paths = [path for path in paths if path != "/s/reseau/"]
    assert len(paths) == 36
    answers = {path: screen.request.get(place.address + path).status for path in paths}
    assert set(answers.values()) == {200}, answers
    states = set(cards.locator(".tag").all_inner_texts())
    assert states


def test_one_click_makes_a_visitor_someone(go: Go, screen: "Page") -> None:
    go("/personas/")
    screen.get_by_role("article").filter(has_text="Maëlle").get_by_role("button").click()
    screen.wait_for_url("**/s/**")
    assert screen.get_by_text("Maëlle").locator("visible=true").count() >= 1


def test_a_search_from_home_finds_across_services(go: Go, screen: "Page") -> None:
    go("/")
    box = screen.locator("main").get_by_role("searchbox")
    box.fill("refugies")
    box.press("Enter")
    screen.wait_for_url("**/search/**")
    main = screen.locator("main").inner_text()
    assert "Happy FLE" in main


@pytest.mark.parametrize("path", ["/", "/s/reseau/projets/", "/s/reseau/projet/utilo/"])
def test_the_same_pages_exist_in_english(path: str, go: Go, screen: "Page") -> None:
    go(path)
    french = screen.locator("main").inner_text()
    go(f"{path}?lang=en")
    english = screen.locator("main").inner_text()
    assert screen.locator("html").get_attribute("lang") == "en"
    assert english != french


def test_the_first_minute_needs_no_javascript(browser: "Browser", place: Place) -> None:
    context = browser.new_context(locale="fr-FR", java_script_enabled=False)
    page = context.new_page()
    page.goto(place.address)
    page.locator("main").get_by_role("searchbox").fill("inclusion")
    page.locator("main").get_by_role("searchbox").press("Enter")
    page.wait_for_url("**/search/**")
    page.goto(f"{place.address}/s/reseau/projets/")
    page.get_by_role("checkbox", name=re.compile("^Inclusion")).check()
    page.get_by_role("button", name="Filtrer").click()
    page.wait_for_url("**theme=inclusion**")
    assert page.locator("[data-announce]").inner_text().startswith("6 ")
    page.locator("main").get_by_role("link", name="Happy FLE").first.click()
    page.wait_for_url("**/projet/happy-fle/")
    context.close()
