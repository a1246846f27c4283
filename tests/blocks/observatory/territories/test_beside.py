"""Two maps side by side: two periods in the same classes, or two indicators; a slider over both."""

import re

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from tests.place import SERVICES, place

from .conftest import Store
from .test_screens import TOTAL, get

MAP = f"{TOTAL}?view=map&level=departement&period=2024"


def legends(html: str) -> list[list[str]]:
    """Return the classes of each legend, without how many are in them."""
    found = re.findall(r'<ul class="legend".*?</ul>', html, re.DOTALL)
    return [re.findall(r"</svg>\s*(.*?)\s*<span", each, re.DOTALL) for each in found]


@pytest.mark.django_db
def test_two_periods_have_the_same_classes(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{MAP}&with=2023")
    first, second = legends(page.html)
    assert first == second
    assert first != []
    assert [h.text for h in page.all("h2")][:2] == [
        "Subventions de l’État, 2024 (Pays de la Loire)",
        "Subventions de l’État, 2023 (Pays de la Loire)",
    ]


@pytest.mark.django_db
def test_another_indicator_has_its_own_classes(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{MAP}&with=part_financee")
    first, second = legends(page.html)
    assert first != second
    assert page.html.count("<figure") == 2


@pytest.mark.django_db
def test_what_is_beside_is_chosen_on_the_page(client: Client, store: Store) -> None:
    store()
    page = get(client, MAP).html
    chosen = page.partition('name="with"')[2].partition("</select>")[0]
    assert re.findall(r'value="(\w*)"', chosen)[:2] == ["", "2023"]
    assert "data-swipe" not in page
    assert get(client, f"{MAP}&with=rien").html.count("<figure") == 1


@pytest.mark.django_db
def test_how_classes_are_made_is_chosen_on_the_page(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{MAP}&method=equal&classes=3")
    assert '<option value="equal" selected>' in page.html
    assert len(legends(page.html)[0]) <= 4


@pytest.mark.django_db(transaction=True)
def test_the_slider_lays_one_map_over_the_other(
    live_server: LiveServer, screen: Page, store: Store
) -> None:
    with place(SERVICES):  # what a test commits is flushed, services too
        store()
        screen.goto(f"{live_server.url}{MAP}&with=2023&lang=fr")
        slider = screen.get_by_role("slider")
        slider.focus()
        screen.keyboard.press("Home")
        assert screen.locator(".swipe").evaluate("e => e.style.getPropertyValue('--at')") == "0%"
        boxes = screen.locator(".swipe svg").evaluate_all(
            "all => all.map(e => JSON.stringify(e.getBoundingClientRect()))"
        )
        assert boxes[0] == boxes[1]
