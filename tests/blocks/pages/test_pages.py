"""Pages in Markdown: the best language there is, addresses of the service, nothing that runs."""

import pytest
from django.test import Client

from tests.blocks.trial import Trial
from tests.screen import screen

HOME = "/s/epreuve/"
pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("query", "heading", "language", "noticed"),
    [
        ("", "Accueil de l’épreuve", None, False),
        ("?lang=en", "Home of the trial", None, False),
        ("?easy=1", "Bienvenue", "fr-x-falc", False),
        ("?lang=en&easy=1", "Home of the trial", None, False),
        ("?lang=ar", "Accueil de l’épreuve", "fr", True),
        ("?lang=uk", "Accueil de l’épreuve", None, True),
    ],
)
def test_text_is_in_the_asked_language_or_says_so(
    client: Client,
    query: str,
    heading: str,
    language: str | None,
    noticed: bool,  # noqa: FBT001
) -> None:
    page = screen(client.get(HOME + query))
    assert page.heading == heading
    (article,) = page.all("article")
    assert article.get("lang") == language
    assert bool(page.all("div", class_="notice")) is noticed


def test_french_text_stays_from_the_left_on_an_arabic_screen(client: Client) -> None:
    page = screen(client.get(f"{HOME}?lang=ar"))
    assert page.root.get("dir") == "rtl"
    assert page.all("article")[0].get("dir") == "auto"


def test_addresses_are_relative_to_the_service(client: Client) -> None:
    page = screen(client.get(HOME))
    links = page.links()
    assert links["les lieux"] == "/s/epreuve/lieux/"
    assert links["la carte"] == "/s/epreuve/lieux/?view=map"
    assert links["une partie"] == "#premiere-partie"
    assert links["ailleurs"] == "https://example.org/"
    assert links["le dessin"] == "/s/epreuve/_files/images/un%20dessin.png"
    assert links["les valeurs"] == "/s/epreuve/_files/vocab/publics.csv"
    (image,) = page.all("img")
    assert (image.get("src"), image.get("alt")) == (
        "/s/epreuve/_files/images/un%20dessin.png",
        "Un dessin",
    )
    assert client.get(image.get("src", ""))["Content-Type"] == "image/png"
    assert page.all("h2", id="premiere-partie")


def test_title_and_summary_come_from_the_front_matter(client: Client) -> None:
    page = screen(client.get(HOME))
    assert page.title == "Accueil de l’épreuve – Épreuve – Lieu commun"
    assert page.texts("p", class_="lead") == ["Une phrase."]


def test_odd_front_matter_leaves_the_title_of_the_page(client: Client) -> None:
    page = screen(client.get(f"{HOME}entete/"))
    assert page.heading == "En-tête"
    assert page.texts("p", class_="lead") == []
    assert "Le texte." in page.text
    assert "{" not in page.text


def test_hostile_text_runs_nothing(client: Client) -> None:
    page = screen(client.get(f"{HOME}piege/"))
    (article,) = page.all("article")
    inside = list(article.iter())
    assert {element.tag for element in inside} & {"script", "style", "iframe", "b"} == set()
    for element in inside:
        assert [name for name in element.attrib if name.startswith("on")] == []
        for name in ("href", "src"):
            address = element.get(name, "").casefold()
            assert not address.startswith(("javascript:", "data:", "vbscript:"))
    assert "alert(1)" in page.text


def test_text_writes_nothing(trial: Trial) -> None:
    assert trial.client().post(HOME).status_code == 405
