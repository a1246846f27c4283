import re

import pytest
from django.template.loader import render_to_string
from django.test import Client

from lieucommun.design.shapes import Problem

from .drawing import tree, words
from .html import assert_valid_html

SCREENS = [
    "/",
    "/projects/",
    "/projects/?theme=t1&theme=t5",
    "/design/",
    "/?signed=1&easy=1&accent=1&theme=dark",
]
_INLINE = re.compile(r"<[^>]+\s(?:style|on[a-z]+)=", re.IGNORECASE)


def read(client: Client, address: str, language: str = "fr") -> str:
    response = client.get(address, {"lang": language} if "?" not in address else None)
    return response.content.decode()


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
@pytest.mark.parametrize("address", SCREENS)
def test_screens_are_valid_and_hold_nothing_inline(
    client: Client, address: str, language: str
) -> None:
    html = read(client, address, language)
    assert_valid_html(html)
    assert _INLINE.search(html) is None
    assert "<style" not in html
    scripts = list(tree(html).iter("script"))
    assert all(script.get("src") and "defer" in script.attrib for script in scripts)


@pytest.mark.parametrize(("language", "direction"), [("fr", "ltr"), ("en", "ltr"), ("ar", "rtl")])
def test_a_screen_says_its_language_and_direction(
    client: Client, language: str, direction: str
) -> None:
    root = tree(read(client, "/design/", language))
    assert (root.get("lang"), root.get("dir")) == (language, direction)


def test_a_screen_names_itself_and_its_other_languages(client: Client) -> None:
    root = tree(read(client, "/design/"))
    assert root.findtext(".//title") == "La charte vivante – Lieu commun"
    links = {
        (link.get("rel"), link.get("hreflang")): link.get("href") for link in root.iter("link")
    }
    assert links["canonical", None] == "http://testserver/design/"
    assert links["alternate", "ar"] == "http://testserver/design/?lang=ar"


def test_each_language_is_named_in_itself(client: Client) -> None:
    named = {
        link.get("lang"): words(link)
        for link in tree(read(client, "/")).iter("a")
        if link.get("hreflang")
    }
    assert named == {"fr": "Français", "en": "English", "ar": "العربية"}


def test_the_skip_link_comes_first_and_leads_to_the_content(client: Client) -> None:
    root = tree(read(client, "/"))
    first = next(iter(root.iter("a")))
    assert first.get("href") == "#content"
    main = root.find(".//main")
    assert main is not None
    assert main.get("id") == "content"


def test_one_page_is_current_in_the_menu(client: Client) -> None:
    nav = tree(read(client, "/")).find(".//header//nav")
    assert nav is not None
    assert [words(link) for link in nav.iter("a") if link.get("aria-current")] == ["Accueil"]


def test_fictional_data_says_so(client: Client) -> None:
    ribbon = tree(read(client, "/")).find(".//header/p")
    assert ribbon is not None
    assert ribbon.get("class") == "ribbon"


def test_a_chosen_theme_and_accent_are_kept(client: Client) -> None:
    root = tree(read(client, "/?theme=dark&accent=1"))
    assert root.get("data-theme") == "dark"
    sheets = [link.get("href") for link in root.iter("link") if link.get("rel") == "stylesheet"]
    assert sheets[-1] == "/design/accent-7a2e8e.css"


@pytest.mark.parametrize("template", ["404.html", "403.html", "500.html", "design/base.html"])
def test_error_screens_need_no_context(template: str) -> None:
    html = render_to_string(template)
    assert_valid_html(html)
    assert "Lieu commun" in (tree(html).findtext(".//title") or "")


def test_a_failure_gives_its_reference() -> None:
    assert "<strong>A1B2</strong>" in render_to_string("500.html", {"reference": "A1B2"})


def test_mistakes_of_a_folder_are_told_with_their_place() -> None:
    found = [Problem("service.yaml", 14, 7, "LC012", "Unknown key.", "Did you mean “title”?")]
    html = render_to_string("design/problems.html", {"problems": found, "service": "essai"})
    assert_valid_html(html)
    assert "service.yaml:14:7" in html
    assert "Did you mean “title”?" in html
