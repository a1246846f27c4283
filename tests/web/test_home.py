"""The home of the place and the list of its services."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from lieucommun.kernel.services.registry import published
from tests.screen import screen, words

pytestmark = pytest.mark.django_db

THEMES = {
    "acces-aux-droits": 5,
    "inclusion": 6,
    "innovation-manageriale": 7,
    "participation-citoyenne": 3,
    "relation-usagers": 7,
    "formation": 6,
    "simplification": 6,
    "transformation-numerique": 10,
    "transition-ecologique": 2,
}


def test_home_shows_the_36_projects_and_the_network(client: Client) -> None:
    page = screen(client.get("/"))
    addresses = [
        link.get("href", "")
        for card in page.all("article", class_="card")
        for link in card.iter("a")
    ]
    assert len(addresses) == len(set(addresses)) == 37
    assert sorted(addresses) == [f"/s/{service.slug}/" for service in published()]
    assert "Des laboratoires d’innovation ont imaginé 36 services" in page.text


def test_each_card_opens_a_page(client: Client) -> None:
    for service in published():
        page = screen(client.get(f"/s/{service.slug}/"))
        assert page.heading


def test_card_says_state_lab_and_page_of_the_booklet(client: Client) -> None:
    page = screen(client.get("/"))
    (card,) = [
        card
        for card in page.all("article", class_="card")
        if any(link.get("href") == "/s/maraudes/" for link in card.iter("a"))
    ]
    assert words(card).endswith("◐Fonctionne en partie InsoLab livret p. 59")


def test_map_shows_8_regions_with_10_labs(client: Client) -> None:
    page = screen(client.get("/"))
    (figure,) = page.all("figure", class_="map")
    regions = [link for link in figure.iter("a") if "?region=" in link.get("href", "")]
    assert len(regions) == 8
    assert sum(int(words(text)) for text in figure.iter("text")) == 10
    assert "10 laboratoires dans 8 régions" in words(figure)
    for region in regions:
        listed = screen(client.get(region.get("href", "")))
        assert listed.all("li")


def test_themes_lead_to_their_projects(client: Client) -> None:
    page = screen(client.get("/"))
    (band,) = page.all("section", aria_labelledby="themes")
    found = {
        link.get("href", "").partition("?theme=")[2]: words(item)
        for item in band.iter("li")
        for link in item.iter("a")
    }
    assert set(found) == set(THEMES)
    for theme, number in THEMES.items():
        assert f"{number} projet" in found[theme]


def test_home_says_that_the_place_is_independent(client: Client) -> None:
    page = screen(client.get("/"))
    (footer,) = page.root.iter("footer")
    assert "indépendant" in words(footer)


def test_home_in_english_and_arabic(client: Client) -> None:
    assert screen(client.get("/?lang=en")).heading == "A public service fits in a folder"
    assert screen(client.get("/?lang=ar")).language == "ar"


def test_demonstration_is_said_on_every_screen(client: Client, settings: Settings) -> None:
    settings.DEMO = True
    assert "fictives" in client.get("/").content.decode()
    settings.DEMO = False
    assert "fictives" not in client.get("/").content.decode()


def test_services_are_listed_by_state(client: Client) -> None:
    everything = screen(client.get("/services/"))
    assert "37 services" in everything.text
    states = {service.manifest.state for service in published()}
    shown = 0
    for state in states:
        page = screen(client.get(f"/services/?state={state}"))
        cards = page.all("article", class_="card")
        wanted = [service for service in published() if service.manifest.state == state]
        assert len(cards) == len(wanted)
        shown += len(cards)
    assert shown == 37


@pytest.mark.parametrize(("theme", "number"), THEMES.items())
def test_services_are_listed_by_theme(client: Client, theme: str, number: int) -> None:
    page = screen(client.get(f"/services/?theme={theme}"))
    assert len(page.all("article", class_="card")) == number


@pytest.mark.parametrize("query", ["state=<b>", "state=%00", "theme=nothing", "state=runs&theme=x"])
def test_list_of_services_that_holds_none_leads_back(client: Client, query: str) -> None:
    page = screen(client.get(f"/services/?{query}"))
    assert page.all("article", class_="card") == []
    assert "/services/" in page.links().values()


def test_home_of_a_place_without_services(client: Client) -> None:
    from lieucommun.kernel.services.models import Service
    from lieucommun.kernel.services.registry import forget

    Service.objects.update(current=None)
    forget()
    try:
        page = screen(client.get("/"))
        assert "lieu new" in page.text
        assert "36" not in page.text
        assert "laboratoires" not in page.text
        assert screen(client.get("/services/")).all("article", class_="card") == []
    finally:
        forget()


def test_home_asks_the_database_little(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    client.get("/")
    with django_assert_max_num_queries(8):
        client.get("/")
