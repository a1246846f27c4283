"""The directories of the network: what the booklet holds, found, crossed and taken away."""

import csv
import io
import json
import zipfile
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest
from django.test import Client

from tests.screen import screen

pytestmark = pytest.mark.django_db

PROJECTS = "/s/reseau/projets/"
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


def taken(client: Client, query: str) -> dict[str, Any]:
    answer = client.get(f"{PROJECTS}?{query}&format=json")
    assert answer.status_code == 200
    return dict(answer.json())


def test_there_are_36_projects(client: Client) -> None:
    found = taken(client, "")
    assert (found["count"], len(found["items"]), found["next"]) == (36, 36, None)
    assert len({item["key"] for item in found["items"]}) == 36


@pytest.mark.parametrize(("theme", "number"), THEMES.items())
def test_projects_of_a_theme(client: Client, theme: str, number: int) -> None:
    found = taken(client, f"theme={theme}")
    assert (found["count"], len(found["items"])) == (number, number)
    assert all(theme in item["data"]["theme"] for item in found["items"])
    page = screen(client.get(f"{PROJECTS}?theme={theme}"))
    assert len(page.all("ul", class_="rows")[0].findall("li")) == number


def test_facet_counts_are_those_of_the_booklet(client: Client) -> None:
    counted = {value["value"]: value["count"] for value in taken(client, "")["facets"]["theme"]}
    assert counted == THEMES


def test_two_values_of_a_facet_widen_and_two_facets_narrow(client: Client) -> None:
    inclusion = {item["key"] for item in taken(client, "theme=inclusion")["items"]}
    training = {item["key"] for item in taken(client, "theme=formation")["items"]}
    both = {item["key"] for item in taken(client, "theme=inclusion&theme=formation")["items"]}
    assert both == inclusion | training
    lab = {item["key"] for item in taken(client, "laboratoire=archipel")["items"]}
    crossed = {
        item["key"] for item in taken(client, "theme=inclusion&laboratoire=archipel")["items"]
    }
    assert crossed == inclusion & lab


def test_facet_says_how_many_each_choice_would_leave(client: Client) -> None:
    found = taken(client, "laboratoire=archipel")
    for value in found["facets"]["theme"]:
        crossed = taken(client, f"laboratoire=archipel&theme={value['value']}")
        assert crossed["count"] == value["count"]


def test_item_leads_to_its_sheet(client: Client) -> None:
    for item in taken(client, "theme=inclusion")["items"]:
        page = screen(client.get(item["url"].removeprefix("http://testserver")))
        assert page.heading == " ".join(item["label"].split())


def test_list_and_sheet_in_english(client: Client) -> None:
    found = taken(client, "theme=transition-ecologique&lang=en")
    page = screen(client.get(f"{PROJECTS}?theme=transition-ecologique&lang=en"))
    assert {" ".join(item["label"].split()) for item in found["items"]} <= set(page.links())
    french = taken(client, "theme=transition-ecologique&lang=fr")
    assert {item["label"] for item in french["items"]} != {item["label"] for item in found["items"]}


@pytest.mark.parametrize(("words", "key"), [("refugies", "findaway"), ("réfugiées", "findaway")])
def test_search_folds_accents_and_endings(client: Client, words: str, key: str) -> None:
    assert key in {item["key"] for item in taken(client, f"q={words}")["items"]}


def test_projects_start_in_the_order_of_the_booklet(client: Client) -> None:
    pages = [item["data"]["page"] for item in taken(client, "")["items"]]
    assert pages == sorted(pages)
    backwards = [item["data"]["page"] for item in taken(client, "sort=-page")["items"]]
    assert backwards == sorted(pages, reverse=True)


def exported(client: Client, kind: str, query: str = "") -> bytes:
    answer = client.get(f"{PROJECTS}?format={kind}&{query}")
    assert answer.status_code == 200
    return bytes(answer.getvalue())


@pytest.mark.parametrize(
    ("language", "title", "kind"),
    [("fr", "Page du livret", "Genre"), ("en", "Page of the booklet", "Kind")],
)
def test_csv_opens_with_its_rows_and_titles(
    client: Client, language: str, title: str, kind: str
) -> None:
    text = exported(client, "csv", f"lang={language}&theme=inclusion").decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert len(rows) == 6
    assert {title, kind} <= set(rows[0])
    assert all(row[title].isdecimal() for row in rows)


@pytest.mark.parametrize(("language", "title"), [("fr", "Nom"), ("en", "Name")])
def test_workbook_opens_with_its_rows_and_titles(client: Client, language: str, title: str) -> None:
    content = exported(client, "xlsx", f"lang={language}&theme=inclusion")
    book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    book.close()
    assert len(rows) == 7
    assert rows[0][0] == title
    labels = {item["label"] for item in taken(client, f"theme=inclusion&lang={language}")["items"]}
    assert {row[0] for row in rows[1:]} == labels


@pytest.mark.parametrize(("language", "title"), [("fr", "Nom"), ("en", "Name")])
def test_ods_opens_with_its_rows_and_titles(client: Client, language: str, title: str) -> None:
    content = exported(client, "ods", f"lang={language}&theme=inclusion")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        tree = ET.fromstring(archive.read("content.xml"))  # noqa: S314 - our own file
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    sheet = next(tree.iter(f"{table}table"))
    rows = [["".join(cell.itertext()) for cell in row] for row in sheet.iter(f"{table}table-row")]
    assert len(rows) == 7
    assert rows[0][0] == title


def test_map_of_labs_is_geojson(client: Client) -> None:
    answer = client.get("/s/reseau/laboratoires/?format=geojson")
    assert answer["Content-Type"] == "application/geo+json"
    drawn = json.loads(answer.getvalue())
    assert (drawn["type"], len(drawn["features"])) == ("FeatureCollection", 10)
    for feature in drawn["features"]:
        longitude, latitude = feature["geometry"]["coordinates"]
        assert -62 < longitude < 56
        assert -22 < latitude < 52


def test_projects_as_geojson_are_all_there(client: Client) -> None:
    assert len(json.loads(exported(client, "geojson"))["features"]) == 36


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods"])
def test_export_is_named_after_what_it_holds(client: Client, kind: str) -> None:
    answer = client.get(f"{PROJECTS}?format={kind}")
    assert answer["Content-Disposition"] == f'attachment; filename="reseau-projets.{kind}"'
    assert answer.getvalue()


def test_exports_are_offered_as_they_are_filtered(client: Client) -> None:
    page = screen(client.get(f"{PROJECTS}?theme=inclusion&q=eau"))
    links = {text.partition(" ")[0]: url for text, url in page.links().items()}
    for name in ("CSV", "XLSX", "ODS", "GeoJSON", "JSON"):
        assert links[name] == f"?q=eau&theme=inclusion&format={name.casefold()}"


def test_translated_line_under_a_notice_is_in_words(client: Client) -> None:
    text = screen(client.get("/s/reseau/avis/")).text
    assert "{'fr'" not in text
    assert "; index des thèmes" in text


@pytest.mark.parametrize("path", ["laboratoires", "projets", "avis"])
@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_each_directory_is_valid_in_each_language(client: Client, path: str, language: str) -> None:
    for view in ("list", "map"):
        screen(client.get(f"/s/reseau/{path}/?lang={language}&view={view}"))


def test_map_shows_each_lab_with_the_way_to_the_list(client: Client) -> None:
    page = screen(client.get("/s/reseau/laboratoires/?view=map"))
    points = [link for link in page.all("a") if link.find("circle") is not None]
    assert len(points) == 10
    assert {link.get("href") for link in points} == {
        url for url in page.links().values() if url.startswith("/s/reseau/laboratoire/")
    }
