"""Words in another language than the page say so (RGAA 8.7), with their direction (8.10)."""

from xml.etree.ElementTree import Element

import pytest
from django.test import Client

from lieucommun.kernel.services.registry import open_service
from tests.screen import screen, words

pytestmark = pytest.mark.django_db


def tongues(elements: list[Element]) -> set[str]:
    return {element.get("lang", "") for element in elements}


@pytest.mark.parametrize(("language", "said"), [("ar", "fr"), ("fr", ""), ("en", "")])
def test_cards_of_the_home(client: Client, language: str, said: str) -> None:
    page = screen(client.get(f"/?lang={language}"))
    assert page.language == language
    cards = [card for card in page.all("article") if "card" in card.get("class", "")]
    assert len(cards) >= 36
    cards = [card for card in cards if not _translated(card, language)]
    assert len(cards) >= 35
    assert tongues([heading for card in cards for heading in card.iter("h3")]) == {said}
    assert tongues([next(card.iter("p")) for card in cards]) == {said}


@pytest.mark.parametrize(("language", "said"), [("ar", "fr"), ("uk", ""), ("fr", ""), ("en", "")])
def test_bar_of_a_service(client: Client, language: str, said: str) -> None:
    page = screen(client.get(f"/s/reseau/projets/?lang={language}"))
    bar = [each for each in page.root.iter("div") if each.get("class") == "service-bar"]
    assert tongues([link for part in bar for link in part.iter("a")]) == {said}
    assert tongues(list(page.main.iter("h1"))) == {said}
    titles = [link for heading in page.all("h2") for link in heading.iter("a")]
    assert len(titles) == 20
    assert tongues(titles) == {said}


@pytest.mark.parametrize(
    "path", ["projets/stade-de-la-reussite/", "laboratoires/", "index/", "avis/"]
)
def test_sheets_and_lists_in_arabic(client: Client, path: str) -> None:
    page = screen(client.get(f"/s/reseau/{path}?lang=ar", follow=True))
    assert tongues(list(page.main.iter("h1"))) == {"fr"}
    for heading in page.main.iter("h1"):
        assert heading.get("dir") == "auto"


def test_answers_of_the_search_in_arabic(client: Client) -> None:
    page = screen(client.get("/search/?q=inclusion&lang=ar"))
    titles = [link for heading in page.all("h2") for link in heading.iter("a")]
    assert titles
    assert tongues(titles) == {"fr"}


def test_menu_of_the_place_in_arabic(client: Client) -> None:
    page = screen(client.get("/?lang=ar"))
    links = {words(link): link.get("lang", "") for link in page.root.iter("a")}
    assert links["Projets"] == "fr"
    assert links["الخدمات"] == ""


def _translated(card: Element, language: str) -> bool:
    """Whether the service of a card is written in the language of the visit itself, in Arabic."""
    slug = next(card.iter("a")).get("href", "").split("/")[2]
    return language == "ar" and open_service(slug).manifest.title.has("ar")
