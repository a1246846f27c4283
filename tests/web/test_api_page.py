"""The page that tells people about the API: public, in three languages, with real addresses."""

import pytest
from django.test import Client

from tests.screen import screen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("language", "heading"), [("fr", "L’API de ce lieu"), ("en", "The API of this place")]
)
def test_anyone_reads_it_and_follows_its_links(language: str, heading: str) -> None:
    client = Client(headers={"accept-language": language})
    page = screen(client.get("/api/"))
    assert page.heading == heading
    api = [each for each in page.links().values() if each.startswith("/api/")]
    assert "/api/openapi.json" in api
    descriptions = [
        each.get("href", "") for each in page.all("a") if "openapi" in each.get("href", "")
    ]
    assert "/api/services/reseau/openapi.json" in descriptions
    assert client.get("/api/services/reseau/openapi.json").json()["openapi"].startswith("3.1")
    assert "429" in page.texts("th", scope="row")


def test_it_is_read_in_arabic() -> None:
    page = screen(Client().get("/api/?lang=ar"))
    assert (page.language, page.root.get("dir")) == ("ar", "rtl")
    assert page.heading != "The API of this place"
