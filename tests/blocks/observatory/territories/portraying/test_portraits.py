"""The screen of a portrait: figures, sentences, charts, maps, tables, method and sources."""

import re

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from tests.blocks.observatory.territories.conftest import Store
from tests.blocks.observatory.territories.test_screens import HOME, get
from tests.screen import Screen, words

pytestmark = pytest.mark.django_db
MAYENNE = f"{HOME}territoires/departement/53/"
LAVAL = f"{HOME}territoires/commune/53130/"


def table(page: Screen, caption: str) -> list[list[str]]:
    """Return the cells of the rows of a table, found by its caption."""
    found = [each for each in page.all("table") if words(each.find("caption")) == caption]
    assert len(found) == 1, [words(each.find("caption")) for each in page.all("table")]
    return [
        [re.sub(r"\s+", " ", "".join(cell.itertext())).strip() for cell in row]
        for row in found[0].iter("tr")
    ][1:]


def paragraphs(page: Screen) -> list[str]:
    return [
        re.sub(r"\s", " ", words(each))
        for block in page.all("div", class_="reads")
        for each in block.iter("p")
    ]


def test_a_portrait_tells_the_figures_of_a_territory(client: Client, store: Store) -> None:
    store()
    page = get(client, MAYENNE)
    assert page.heading == "Mayenne"
    assert "34 000" in page.text
    assert "Pays de la Loire" in page.text
    below = table(page, "Intercommunalités : Mayenne")
    assert below[0][:2] == ["CC du Bocage Mayennais", "20 000,00"]
    assert page.links()["CC du Bocage Mayennais"] == f"{HOME}territoires/epci/245300389/"


def test_a_portrait_of_a_town_compares_it_with_those_of_its_size(
    client: Client, store: Store
) -> None:
    store()
    page = get(client, LAVAL)
    assert "communes de même taille" in page.text
    assert [row[0] for row in table(page, "Subventions par domaine")] == [
        "Écoles",
        "Voirie et déplacements",
    ]
    assert [row[0] for row in table(page, "Année par année")] == ["2024", "2023"]


def test_sentences_read_the_figures_with_their_comparisons_and_ranks(
    client: Client, store: Store
) -> None:
    store()
    told = paragraphs(get(client, MAYENNE))
    assert told == [
        (
            "Subventions de l’État par habitant en 2024, en Mayenne : 0,11 €/hab., "
            "plus de trois fois plus que dans les Pays de la Loire (0,03 €/hab.). "
            "En 2023 : 0,00 €/hab. C’est le 1er rang parmi 5 départements des Pays de la Loire."
        ),
        (
            "Part du coût des projets payée par l’État en 2024, en Mayenne : 33,3 %, "
            "4,8 points de moins que dans les Pays de la Loire (38,1 %). "
            "C’est 8,3 points de plus qu’en 2023 (25,0 %). "
            "C’est le 2e rang parmi 2 départements des Pays de la Loire."
        ),
    ]


def test_a_sentence_is_said_to_be_in_its_own_language(client: Client, store: Store) -> None:
    store()
    (block,) = get(client, MAYENNE, "ar").all("div", class_="reads")
    assert (block.get("lang"), block.get("dir")) == ("fr", "auto")
    (english,) = get(client, MAYENNE, "en").all("div", class_="reads")
    assert english.get("lang") is None
    assert words(english).startswith("State subsidies per inhabitant in 2024, in the Mayenne")


def test_every_chart_is_named_and_has_its_table(client: Client, store: Store) -> None:
    store()
    page = get(client, MAYENNE)
    figures = page.all("figure", class_="part")
    titles = [words(each.find("figcaption")) for each in figures]
    assert titles == [
        "Subventions de l’État par habitant, 2024 (Pays de la Loire)",
        "Subventions par domaine",
        "Subventions de l’État par habitant",
        "Subventions de l’État par habitant, 2024",
    ]
    for figure, title in zip(figures, titles, strict=True):
        drawings = [each for each in figure.iter("svg") if each.get("role") in {"img", "group"}]
        assert all(words(each.find("title")) and words(each.find("desc")) for each in drawings)
        (shown,) = figure.iter("table")
        assert words(shown.find("caption")) == title
    assert table(page, "Subventions par domaine") == [
        ["Eau et assainissement", "20 500,00 €"],
        ["Voirie et déplacements", "10 500,00 €"],
        ["Écoles", "3 000,00 €"],
    ]
    years = table(page, "Subventions de l’État par habitant")
    assert years == [["2023", "0,00 €/hab.", "0,00 €/hab."], ["2024", "0,11 €/hab.", "0,03 €/hab."]]


def test_the_map_shows_the_territory_within_what_holds_it(client: Client, store: Store) -> None:
    store()
    page = get(client, MAYENNE)
    rows = table(page, "Subventions de l’État par habitant, 2024 (Pays de la Loire)")
    assert [row[0] for row in rows[:2]] == ["Mayenne", "Loire-Atlantique"]
    assert "Mayenne" not in page.links() or page.links()["Mayenne"] != MAYENNE
    assert page.links()["Loire-Atlantique"] == f"{HOME}territoires/departement/44/"
    assert "Natural Earth" in page.text
    assert "observatory/maps" in page.html
    town = get(client, LAVAL)  # no outline of towns is loaded here
    assert "observatory/maps" not in town.html
    assert town.all("figure", class_="part")


def test_a_region_shows_what_it_holds(client: Client, store: Store) -> None:
    store()
    page = get(client, f"{HOME}territoires/region/52/")
    rows = table(page, "Subventions de l’État par habitant, 2024 (Pays de la Loire)")
    assert len(rows) == 5
    assert page.links()["Vendée"] == f"{HOME}territoires/departement/85/"


def test_the_method_and_the_sources_end_a_portrait(client: Client, store: Store) -> None:
    store(
        provenance={
            "title": {"fr": "Subventions 2024", "en": "Subsidies 2024"},
            "publisher": {"fr": "DGCL"},
            "licence": "Licence Ouverte 2.0",
            "url": "https://exemple.fr/jeu",
            "published": "2025-02-01",
        }
    )
    page = get(client, MAYENNE)
    (method,) = page.all("section", class_="method")
    terms = [words(each) for each in method.iter("dt")]
    assert terms[-2:] == ["Source : Subventions 2024", "Géographie"]
    assert "DGCL, 2025-02-01, Licence Ouverte 2.0" in words(method)
    assert "https://exemple.fr/jeu" in words(method)


def test_a_territory_that_figures_do_not_cover_has_no_map_and_no_empty_part(
    client: Client, store: Store
) -> None:
    store()
    page = get(client, f"{HOME}territoires/departement/2A/")
    assert page.all("figure", class_="part") == []
    assert "À quoi servent ces subventions" not in page.text
    assert "On ne sait encore rien de ce territoire" in page.text
    assert "format=pdf" not in page.html


def test_a_portrait_asks_the_database_little_whatever_it_shows(
    client: Client, store: Store, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    store()
    client.get(MAYENNE)
    for address in (MAYENNE, LAVAL, f"{HOME}territoires/region/52/"):
        with django_assert_max_num_queries(8):
            client.get(address)
