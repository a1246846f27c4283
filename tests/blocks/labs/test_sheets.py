"""Sheets of the network: a lab with its figures, a project with its service, the index."""

import json
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.datasets.actions import SYSTEM, create_record, import_records
from lieucommun.kernel.datasets.importing import Row
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import open_service
from tests.screen import Screen, screen, words

pytestmark = pytest.mark.django_db


def become(name: str) -> Client:
    client = Client()
    client.force_login(Person.objects.get(email=f"{name}@example.org", demo=True))
    return client


def keys(client: Client, path: str) -> list[str]:
    found = client.get(f"/s/reseau/{path}/?format=json").json()
    return [item["key"] for item in found["items"]]


def figures(page: Screen, heading: str) -> list[str]:
    """Return the words of each figure under a heading of level 3."""
    for part in page.all("div"):
        first = part.find("h3")
        if first is not None and words(first) == heading:
            return [words(one) for one in part.iter() if "figure" in one.get("class", "").split()]
    return []


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_each_lab_has_a_sheet(client: Client, language: str) -> None:
    labs = keys(client, "laboratoires")
    assert len(labs) == 10
    for key in labs:
        page = screen(client.get(f"/s/reseau/laboratoire/{key}/?lang={language}"))
        assert page.heading
        assert page.all("section", aria_labelledby="offer")
        assert page.all("section", aria_labelledby="projects")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_each_project_has_a_sheet_that_leads_to_its_service_and_folder(
    client: Client, language: str
) -> None:
    projects = keys(client, "projets")
    assert len(projects) == 36
    for key in projects:
        page = screen(client.get(f"/s/reseau/projet/{key}/?lang={language}"))
        addresses = set(page.links().values())
        services = {url for url in addresses if re.fullmatch(r"/s/(?!reseau)[a-z0-9-]+/", url)}
        assert len(services) == 1, key
        (service,) = services
        assert f"{service}_folder/" in addresses
        assert [url for url in addresses if url.startswith("/s/reseau/laboratoire/")], key


def test_lab_shows_its_projects(client: Client) -> None:
    page = screen(client.get("/s/reseau/laboratoire/archipel/"))
    found = client.get("/s/reseau/projets/?laboratoire=archipel&format=json").json()
    shown = {url for url in page.links().values() if url.startswith("/s/reseau/projet/")}
    assert shown == {f"/s/reseau/projet/{item['key']}/" for item in found["items"]}
    assert len(shown) > 0


def test_declared_figures_have_their_page_and_are_not_added(client: Client) -> None:
    page = screen(client.get("/s/reseau/laboratoire/archipel/"))
    declared = figures(page, "Déclaré")
    assert len(declared) == 4
    assert all("livret, p. 7" in one for one in declared)
    for label, value in (
        ("Actions d’accélération de projets", "70"),
        ("Projets incubés", "8"),
        ("Services accompagnés dans leur transformation", "4"),
        ("Agents publics formés, devenus animateurs", "50"),
    ):
        (one,) = [text for text in declared if text.startswith(label)]
        assert f" {value} " in one
    assert "132" not in page.text, "figures of several natures are never added"


def test_every_figure_of_every_lab_tells_its_page(client: Client) -> None:
    for key in keys(client, "laboratoires"):
        page = screen(client.get(f"/s/reseau/laboratoire/{key}/"))
        for one in figures(page, "Déclaré"):
            assert re.search(r"livret, p\. \d+", one), one


def test_counted_figures_stand_beside_the_declared_ones() -> None:
    page = screen(become("maelle").get("/s/reseau/laboratoire/labo-de-la-brume/"))
    counted = figures(page, "Compté ici")
    assert len(counted) == 3
    assert [re.search(r"\d+", one).group() for one in counted] == ["3", "12", "8"]  # type: ignore[union-attr]


def test_whoever_coordinates_counts_without_reading() -> None:
    client = become("violette")
    page = screen(client.get("/s/reseau/laboratoire/labo-de-la-brume/"))
    counted = figures(page, "Compté ici")
    assert [re.search(r"\d+", one).group() for one in counted] == ["3", "12", "8"]  # type: ignore[union-attr]
    assert "B01" not in page.html


def test_too_few_participations_are_not_told() -> None:
    page = screen(become("idris").get("/s/reseau/laboratoire/atelier-des-sables/"))
    sessions, participations, persons = figures(page, "Compté ici")
    assert re.search(r"\b1\b", sessions)
    for one in (participations, persons):
        assert not re.search(r"\d", one.replace("1 séance", ""))
        assert "trop peu" in one


def test_real_lab_has_no_invented_session(client: Client) -> None:
    page = screen(client.get("/s/reseau/laboratoire/archipel/"))
    assert figures(page, "Compté ici") == []


def test_lab_being_prepared_is_unknown_to_visitors(client: Client) -> None:
    screen(client.get("/s/reseau/laboratoire/labo-de-la-brume/"), 404)
    screen(become("idris").get("/s/reseau/laboratoire/labo-de-la-brume/"), 404)


def test_more_than_a_hundred_sessions_are_all_counted(client: Client) -> None:
    service = open_service("reseau")
    rows = [
        Row(n, {"identifiant": f"s{n}", "laboratoire": "archipel", "offre": "atelier",
                "titre": f"Séance {n}", "date": "2026-01-01"}, "publie")
        for n in range(130)
    ]  # fmt: skip
    import_records(service.dataset("sessions"), rows)
    for n in range(130):
        values = {
            "session": f"s{n}",
            "date": "2026-01-01",
            "participant": f"p{n % 13}",
            "presence": "sur-place",
        }
        create_record(service.dataset("participations"), values, by=SYSTEM)
    page = screen(client.get("/s/reseau/laboratoire/archipel/"))
    counted = figures(page, "Compté ici")
    assert [re.search(r"\d+", one).group() for one in counted] == ["130", "130", "13"]  # type: ignore[union-attr]


def test_suspended_lab_has_a_hand_over(client: Client) -> None:
    found = client.get("/s/reseau/laboratoires/?format=json").json()
    handed = [item["key"] for item in found["items"] if item["data"].get("passation")]
    assert handed
    for key in handed:
        page = screen(client.get(f"/s/reseau/laboratoire/{key}/"))
        assert "Passage de relais" in page.text


def test_notices_stand_on_the_sheet_they_are_about(client: Client) -> None:
    found = client.get("/s/reseau/avis/?format=json").json()
    about = [item for item in found["items"] if item["data"].get("laboratoire")]
    assert about
    for item in about:
        page = screen(client.get(f"/s/reseau/laboratoire/{item['data']['laboratoire']}/"))
        assert " ".join(item["label"].split()) in page.text


def test_data_for_machines_is_json(client: Client) -> None:
    for address in ("/s/reseau/laboratoire/archipel/", "/s/reseau/projet/findaway/"):
        page = screen(client.get(address))
        (data,) = [
            script
            for script in page.root.iter("script")
            if script.get("type") == "application/ld+json"
        ]
        told = json.loads("".join(data.itertext()))
        assert told["@context"] == "https://schema.org"
        assert " ".join(told["name"].split()) == page.heading


def test_hostile_name_stays_inside_its_data(client: Client) -> None:
    dataset = open_service("reseau").dataset("laboratoires")
    evil = "</script><script>alert(1)</script>"
    values = {"identifiant": "mal", "nom": evil, "statut": "actif", "region": "84"}
    create_record(dataset, values, by=SYSTEM, state="publie")
    page = screen(client.get("/s/reseau/laboratoire/mal/"))
    assert page.heading == evil
    (data,) = [
        script for script in page.root.iter("script") if script.get("type") == "application/ld+json"
    ]
    assert json.loads("".join(data.itertext()))["name"] == evil
    assert "<script>alert" not in page.html


def test_index_counts_are_those_of_the_booklet(client: Client) -> None:
    page = screen(client.get("/s/reseau/index/"))
    assert page.texts("h2") == ["Thème", "Fonds", "Genre"]
    (themes,) = page.all("section", aria_labelledby="by-theme")
    counts = [
        int(n) for heading in themes.iter("h3") for n in re.findall(r"\((\d+)\)", words(heading))
    ]
    assert sorted(counts[:9]) == [2, 3, 5, 6, 6, 6, 7, 7, 10]
    listed = {link.get("href") for link in themes.iter("a")}
    assert len({url for url in listed if url and url.startswith("/s/reseau/projet/")}) == 36


@pytest.mark.parametrize("language", ["fr", "en", "ar"])
def test_index_is_valid(client: Client, language: str) -> None:
    screen(client.get(f"/s/reseau/index/?lang={language}"))


@pytest.mark.parametrize("path", ["laboratoire", "projet"])
def test_page_of_sheets_leads_to_the_list(client: Client, path: str) -> None:
    answer = client.get(f"/s/reseau/{path}/")
    assert (answer.status_code, answer["Location"]) == (
        302,
        {"laboratoire": "/s/reseau/laboratoires/", "projet": "/s/reseau/projets/"}[path],
    )


@pytest.mark.parametrize("key", ["nothing", "%00", "é", "x" * 400, "new"])
@pytest.mark.parametrize("path", ["laboratoire", "projet", "index"])
def test_unknown_sheet(client: Client, path: str, key: str) -> None:
    screen(client.get(f"/s/reseau/{path}/{key}/"), 404)


def test_minute_of_a_new_user_has_no_dead_end(client: Client) -> None:
    home = screen(client.get("/"))
    (figure,) = home.all("figure", class_="map")
    region = next(
        link.get("href", "") for link in figure.iter("a") if "region:84" in link.get("href", "")
    )
    labs = screen(client.get(region))
    lab = next(url for url in labs.links().values() if url.startswith("/s/reseau/laboratoire/"))
    sheet = screen(client.get(lab))
    project = next(url for url in sheet.links().values() if url.startswith("/s/reseau/projet/"))
    page = screen(client.get(project))
    folder = page.links()["Voir son dossier"]
    assert screen(client.get(folder)).links()["service.yaml"]


def test_sheet_of_a_lab_asks_the_same_whatever_its_projects(client: Client) -> None:
    def asked() -> int:
        client.get("/s/reseau/laboratoire/archipel/")
        with CaptureQueriesContext(connection) as queries:
            client.get("/s/reseau/laboratoire/archipel/")
        return len(queries)

    few = asked()
    rows = [
        Row(n, {"identifiant": f"p{n}", "nom": f"Projet {n}", "laboratoire": "archipel", "page": 1})
        for n in range(100)
    ]
    import_records(open_service("reseau").dataset("projets"), rows)
    assert asked() <= few + 1, "a page more of the registry, never one query per project"
