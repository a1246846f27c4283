"""The sheet of one entry."""

import pytest
from django.test import Client

from tests.blocks.trial import WHOLE, Trial
from tests.screen import screen

from .lines import LIST

pytestmark = pytest.mark.django_db

#: Hidden from anyone; or the title of the sheet and the key of its address.
HIDDEN_OR_ELSEWHERE = ("surnom", "secret", "interne", "nom", "code")


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_sheet_says_every_field(trial: Trial, language: str) -> None:
    trial.add_whole()
    page = screen(trial.client().get(f"{LIST}grand-cafe/?lang={language}"))
    terms = page.terms()
    fields = trial.dataset().fields
    shown = {
        field.title.get(language)
        for name, field in fields.items()
        if name in {*WHOLE, "repere", "porteur"}
    }
    hidden = {fields[name].title.get(language) for name in HIDDEN_OR_ELSEWHERE}
    assert set(terms) == shown - hidden
    assert "{" not in page.text


def test_sheet_draws_each_type(trial: Trial) -> None:
    trial.add_whole()
    page = screen(trial.client().get(f"{LIST}grand-cafe/"))
    terms, links = page.terms(), page.links()
    assert page.heading == "Le Grand Café"
    assert terms["Rang"] == "1 234"
    assert (terms["Taux"], terms["Coût"]) == ("12,5 %", "63,60 €")
    assert terms["Ouvert"] == "Oui"
    assert terms["Genre"] == "Café"
    assert terms["Publics"] == "Tous publics Jeunes"
    assert terms["Commune"] == "Saint-Étienne"
    assert terms["Repère"] == "Le pont"
    assert terms["Porteur"] == "Équipe du Nord"
    assert terms["Salles"] == "Salle bleue · 12 Salle <rouge>"
    assert terms["Contour"] == "45.0, 4.0 · 45.0, 4.1 · 45.1, 4.1"
    assert links["petit.csv"] == "/s/epreuve/_files/data/petit.csv"
    assert links["contact@example.org"] == "mailto:contact@example.org"
    assert links["https://example.org/cafe?a=1&b=2"] == "https://example.org/cafe?a=1&b=2"
    (image,) = page.all("img")
    assert (image.get("src"), image.get("alt")) == (
        "/s/epreuve/_files/images/un%20dessin.png",
        "Photo",
    )
    assert trial.client().get(image.get("src", "")).status_code == 200
    assert terms["Son"] == "audio/absent.mp3", "a file that is not there is only named"
    assert page.all("figure", class_="map")


@pytest.mark.parametrize(("language", "shown"), [("fr", "12,5 %"), ("en", "12.5 %")])
def test_numbers_have_the_comma_of_the_language(trial: Trial, language: str, shown: str) -> None:
    trial.add_whole()
    terms = screen(trial.client().get(f"{LIST}grand-cafe/?lang={language}")).terms()
    assert terms[trial.dataset().fields["taux"].title.get(language)] == shown


def test_a_record_is_named_by_its_title_where_its_uuid_is_kept(trial: Trial) -> None:
    uuid = trial.add(dataset="reperes", code="tour", titre="La tour")
    trial.add_whole(repere=uuid)
    assert screen(trial.client().get(f"{LIST}grand-cafe/")).terms()["Repère"] == "La tour"
    page = screen(trial.client().get(LIST))
    assert "La tour" in page.text
    assert uuid not in page.text


def test_sheet_without_a_key_has_its_uuid(trial: Trial) -> None:
    uuid = trial.add_whole()
    assert screen(trial.client().get(f"{LIST}{uuid}/")).heading == "Le Grand Café"


@pytest.mark.parametrize(
    "key",
    [
        "nothing",
        "%00",
        "a%0Ab",
        "é",
        "x" * 500,
        "grand-cafe%20",
        "00000000-0000-0000-0000-000000000000",
    ],
)
def test_unknown_sheet(trial: Trial, key: str) -> None:
    trial.add_whole()
    screen(trial.client().get(f"{LIST}{key}/"), 404)


def test_longer_path_of_another_page_wins_over_a_key(trial: Trial) -> None:
    trial.add(code="brut", nom="Lieu brut")
    assert screen(trial.client().get(f"{LIST}brut/")).heading == "Liste brute"


@pytest.mark.django_db
def test_sheet_that_another_page_shows_is_shown_there(client: Client) -> None:
    answer = client.get("/s/reseau/projets/findaway/")
    assert answer["Location"] == "/s/reseau/projet/findaway/"


def test_hostile_record_is_shown_as_text(trial: Trial) -> None:
    evil = '"><script>alert(1)</script><img src=x onerror=alert(1)>'
    trial.add_whole(
        nom={"fr": evil}, texte={"fr": f"{evil}\n\n[x](javascript:alert(1))"}, surnom=evil,
        salles=[{"nom": evil}], interne=evil, secret=evil,
    )  # fmt: skip
    for who in ("anyone", "agent", "coordination"):
        client = trial.client(who)
        for address in (
            "lieux/",
            "lieux/?view=map",
            "lieux/grand-cafe/",
            "coulisses/",
            "coulisses/grand-cafe/",
        ):
            page = screen(client.get(f"/s/epreuve/{address}"))
            assert [script for script in page.all("script") if not script.get("src")] == []
            assert page.all("img", src="x") == []
            assert not [link for link in page.all("a") if "javascript" in link.get("href", "")]
