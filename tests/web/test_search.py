"""The search of the place: territories lead to the portraits that services give of them."""

import pytest
from django.test import Client

from tests.screen import screen

pytestmark = pytest.mark.django_db


def test_a_territory_leads_to_its_portrait(client: Client) -> None:
    page = screen(client.get("/search/", {"q": "Ancenis-Saint-Géréon"}))
    address = "/s/smart/territoires/territoires/commune/44003/"
    assert address in page.links().values()
    assert "Loire-Atlantique" in page.text
    assert screen(client.get(address)).heading == "Ancenis-Saint-Géréon"


def test_a_postcode_leads_to_its_communes(client: Client) -> None:
    page = screen(client.get("/search/", {"q": "44150"}))
    found = [at for at in page.links().values() if "/territoires/commune/" in at]
    assert "/s/smart/territoires/territoires/commune/44003/" in found


def test_answers_count_territories(client: Client) -> None:
    page = screen(client.get("/search/", {"q": "Ancenis-Saint-Géréon"}))
    assert "0 réponse" not in page.text


def test_a_service_kept_apart_gives_no_portrait(client: Client) -> None:
    page = screen(client.get("/search/", {"q": "Nantes"}))
    assert [at for at in page.links().values() if at.startswith("/s/maraudes/")] == []
