"""The language of a visit: asked, kept, understood from the browser, never in the path."""

import pytest
from django.test import Client

from tests.screen import screen

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("asked", "browser", "kept", "language"),
    [
        ("", "", "", "fr"),
        ("", "en-GB,en;q=0.8", "", "en"),
        ("", "de,en;q=0.8", "", "en"),
        ("", "de", "", "fr"),
        ("", "en", "ar", "ar"),
        ("fr", "en", "ar", "fr"),
        ("en", "", "", "en"),
        ("xx", "", "", "fr"),
        ("xx", "en", "", "en"),
        ("../etc", "", "nothing", "fr"),
    ],
)
def test_language_is_the_asked_one_then_the_kept_then_the_browsers(
    client: Client, asked: str, browser: str, kept: str, language: str
) -> None:
    if kept:
        client.cookies["content-language"] = kept
    headers = {"Accept-Language": browser} if browser else {}
    answer = client.get("/", {"lang": asked} if asked else {}, headers=headers)
    assert screen(answer).language == language
    assert answer["Content-Language"] == language


def test_asked_language_is_kept_for_a_year(client: Client) -> None:
    answer = client.get("/?lang=en")
    cookie = answer.cookies["content-language"]
    assert (cookie.value, cookie["max-age"]) == ("en", 365 * 24 * 3600)
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")
    assert screen(client.get("/services/")).heading == "Services"
    assert "content-language" not in client.get("/").cookies


def test_unknown_language_is_not_kept(client: Client) -> None:
    assert "content-language" not in client.get("/?lang=klingon").cookies


def test_arabic_reads_from_the_right(client: Client) -> None:
    page = screen(client.get("/?lang=ar"))
    assert page.root.get("dir") == "rtl"


def test_content_language_without_a_catalogue_keeps_the_interface_in_french(
    client: Client,
) -> None:
    answer = client.get("/s/findaway/?lang=uk")
    page = screen(answer)
    assert (page.language, page.root.get("dir")) == ("fr", "ltr")
    assert answer["Content-Language"] == "uk"


def test_easy_to_read_is_a_switch_that_is_kept(client: Client) -> None:
    plain = screen(client.get("/s/reseau/"))
    easy = screen(client.get("/s/reseau/?easy=1"))
    assert easy.all("article")[0].get("lang") == "fr-x-falc"
    assert easy.text != plain.text
    assert screen(client.get("/s/reseau/")).text == easy.text
    assert screen(client.get("/s/reseau/?easy=0")).text == plain.text
    assert client.cookies["easy-to-read"].value == "0"


def test_easy_to_read_belongs_to_french(client: Client) -> None:
    assert screen(client.get("/s/reseau/?easy=1&lang=en")).language == "en"


def test_answers_vary_with_what_chooses_the_language(client: Client) -> None:
    varies = {word.strip() for word in client.get("/")["Vary"].split(",")}
    assert {"Accept-Language", "Cookie"} <= varies


def test_every_screen_names_itself_in_the_other_languages(client: Client) -> None:
    page = screen(client.get("/s/reseau/projets/?theme=inclusion&lang=en"))
    links = {
        link.get("hreflang"): link.get("href")
        for link in page.root.iter("link")
        if link.get("rel") == "alternate" and link.get("hreflang")
    }
    address = "http://testserver/s/reseau/projets/?theme=inclusion&lang="
    assert links == {code: address + code for code in ("fr", "en", "ar")}
    canonical = [link for link in page.root.iter("link") if link.get("rel") == "canonical"]
    assert [link.get("href") for link in canonical] == ["http://testserver/s/reseau/projets/"]
