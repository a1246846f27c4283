"""Records through the API: the same ones, with the same fields, as on the pages."""

import csv
import io
from typing import Any
from urllib.parse import quote

import pytest
from django.db import connection
from django.test import Client, override_settings
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.registry import open_service

from .calling import Caller, agent, token

pytestmark = pytest.mark.django_db
PROJECTS = "/api/services/reseau/datasets/projets"
SITES = "/api/services/epreuve/datasets/lieux"


def site(code: str, *, organisation: int | None = None, state: str = "publie", **data: Any) -> str:
    """Write a record of the trial; return its uuid."""
    dataset = open_service("epreuve").dataset("lieux")
    raw = {"code": code, "nom": f"Lieu {code}", **data}
    written = create_record(dataset, raw, by=SYSTEM, organisation=organisation, state=state)
    return str(written.uuid)


def test_the_place_lists_its_services_and_their_datasets() -> None:
    anyone = Caller()
    names = [each["name"] for each in anyone.get("/api/services")["items"]]
    assert {"reseau", "epreuve", "maraudes"} <= set(names)
    found = anyone.get("/api/services/epreuve?lang=en")
    assert (found["title"], found["datasets"]) == ("Trial", ["lieux", "reperes", "carnet"])
    datasets = {
        each["name"]: each for each in anyone.get("/api/services/epreuve/datasets")["items"]
    }
    assert datasets["reperes"]["can"] == ["read", "totals"]
    assert datasets["carnet"]["can"] == datasets["carnet"]["fields"] == []
    shown = [each["name"] for each in datasets["lieux"]["fields"]]
    assert "nom" in shown
    assert {"surnom", "secret", "interne"}.isdisjoint(shown)


def test_a_list_holds_what_the_page_holds() -> None:
    page = Client().get("/s/reseau/projets/?format=json&q=jeunes").json()
    found = Caller().get(f"{PROJECTS}/records?q=jeunes")
    assert found["count"] == page["count"] > 0
    assert {each["id"] for each in found["items"]} == {each["id"] for each in page["items"]}
    first = {each["id"]: each["data"] for each in page["items"]}
    assert all(each["data"] == first[each["id"]] for each in found["items"])


def test_pages_follow_one_another_without_a_gap() -> None:
    anyone = Caller()
    address, seen = f"{PROJECTS}/records?sort=-page&size=7&lang=fr", []
    while address:
        page = anyone.get(address)
        seen += [each["id"] for each in page["items"]]
        address = page["next"]
    whole = anyone.get(f"{PROJECTS}/records?sort=-page&size=200")
    assert seen == [each["id"] for each in whole["items"]]
    assert len(seen) == whole["count"]


@pytest.mark.parametrize(
    ("query", "parameter", "said"),
    [
        ("theem=x", "theem", "did you mean “theme”?"),
        ("sort=inconnu", "sort", "sorted by"),
        ("size=0", "size", "from 1 to 200"),
        ("size=abc", "size", "from 1 to 200"),
        ("cursor=abc", "cursor", "start again without it"),
        ("near=1", "near", "near=45.43,4.39"),
        ("near=45,4&km=nan", "near", "near=45.43,4.39"),
        ("km=3", "km", "goes with a position"),
        ("within=nowhere", "within", "departement:42"),
        ("state=parti", "state", "The states of these records"),
        ("q=" + "a" * 300, "q", "At most 200"),
        ("theme=", "theme", "1 to 200 signs"),
        ("interne=x", "interne", "no parameter of this name"),
    ],
)
def test_what_is_not_understood_is_refused_with_its_place(
    query: str, parameter: str, said: str
) -> None:
    caller = Caller()
    problem = caller.get(f"{PROJECTS}/records?{query}&lang=en", 400)
    assert caller.headers["Content-Type"] == "application/problem+json"
    assert problem["type"] == "urn:lieucommun:problem:bad-request"
    (fault,) = problem["errors"]
    assert fault["parameter"] == parameter
    assert said in fault["detail"], fault["detail"]


def test_sentences_are_in_the_language_of_the_reader() -> None:
    problem = Caller().get(f"{PROJECTS}/records?size=0", 400, accept_language="fr")
    assert problem["title"] == "Cette demande ne se lit pas"
    assert problem["errors"][0]["detail"] == "Un nombre entier de 1 à 200 est attendu."


def test_hidden_fields_are_absent_and_cannot_be_asked(home: Organisation) -> None:
    uuid = site("a1", surnom="Canari", interne="mot", organisation=home.pk)
    anyone, agent_there = Caller(), Caller(token(agent(organisation=home)))
    data = anyone.get(f"{SITES}/records/{uuid}")["data"]
    assert data == {"code": "a1", "nom": {"fr": "Lieu a1"}}
    assert agent_there.get(f"{SITES}/records/a1")["data"]["surnom"] == "Canari"
    assert anyone.get(f"{SITES}/records?q=canari")["count"] == 0
    assert agent_there.get(f"{SITES}/records?q=canari")["count"] == 1
    anyone.get(f"{SITES}/records?surnom=Canari", 400)
    assert agent_there.get(f"{SITES}/records?surnom=Canari")["count"] == 1
    assert "surnom" not in anyone.get(f"{SITES}/facets")["facets"]


def test_a_record_that_is_not_open_is_as_one_that_does_not_exist() -> None:
    hidden = site("b1", state="propose")
    missing = Caller().get(f"{SITES}/records/b2", 404)
    for address in (hidden, "b1"):
        assert Caller().get(f"{SITES}/records/{address}", 404) == missing
    Caller(token(agent(role="coordination"))).get(f"{SITES}/records/{hidden}")


def test_points_are_blurred_as_on_pages(home: Organisation) -> None:
    away = Organisation.objects.create(slug="ailleurs", name="Ailleurs")
    site("c1", organisation=away.pk, partage=True, position="45.4321,4.3901", state="propose")
    found = Caller(token(agent(organisation=home))).get(f"{SITES}/records/c1")
    assert found["blurred"] == {"position": 300.0}
    assert found["data"]["position"] != {"lat": 45.4321, "lon": 4.3901}


def test_totals_are_open_to_who_only_counts() -> None:
    for rank in range(6):
        site(f"d{rank}", genre="cafe")
    site("d9", genre="musee")
    counting = Caller(token(agent(role="statistique")))
    totals = counting.get(f"{SITES}/aggregates?by=genre")
    assert totals["threshold"] == 5
    assert all(cell["count"] is None or cell["count"] >= 5 for cell in totals["cells"])
    found = counting.get("/api/services/epreuve/datasets/lieux")
    assert found["can"] == ["read", "totals"]  # anyone reads what is published
    problem = counting.get(f"{SITES}/aggregates?lang=en", 400)
    assert problem["errors"][0]["parameter"] == "by"


def test_facets_count_as_pages_do() -> None:
    page = Client().get("/s/reseau/projets/?format=json").json()
    found = Caller().get(f"{PROJECTS}/facets?" + "&".join(f"field={n}" for n in page["facets"]))
    assert found["facets"] == page["facets"]
    assert found["count"] == page["count"]


@pytest.mark.parametrize("wanted", ["csv", "xlsx", "ods", "geojson", "json"])
def test_exports_hold_what_is_asked(wanted: str) -> None:
    answer = Client().get(f"{PROJECTS}/records.{wanted}?q=jeunes")
    content = answer.getvalue()
    assert answer["Content-Disposition"] == f'attachment; filename="reseau-projets.{wanted}"'
    count = Caller().get(f"{PROJECTS}/records?q=jeunes")["count"]
    if wanted == "csv":
        assert len(list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))) == count + 1
    assert len(content) > 200


def test_an_unknown_form_of_export_names_the_known_ones() -> None:
    problem = Caller().get(f"{PROJECTS}/records.exe?lang=en", 404)
    assert problem["detail"] == "Exports are made as: csv, xlsx, ods, geojson, json, zip."


def test_history_shows_what_was_open_then(coordinator: Caller) -> None:
    uuid = site("e1", state="propose")
    coordinator.send("PATCH", f"{SITES}/records/{uuid}", {"data": {"nom": "Neuf"}}, if_match="*")
    coordinator.send("POST", f"{SITES}/records/{uuid}/transitions/publier", {}, if_match="*")
    acts = [each["action"] for each in coordinator.get(f"{SITES}/records/e1/history")["items"]]
    assert acts == ["moved", "updated", "created"]
    public = Caller().get(f"{SITES}/records/e1/history")["items"]
    assert [each["action"] for each in public] == ["moved"]


def test_nothing_is_sent_twice_to_who_has_it() -> None:
    caller = Caller()
    caller.get(f"{PROJECTS}/records?size=3")
    tag = caller.headers["ETag"]
    assert caller.get(f"{PROJECTS}/records?size=3", 304, if_none_match=f"W/{tag}") is None
    uuid = site("f1")
    caller.get(f"{SITES}/records/{uuid}")
    assert caller.headers["ETag"].startswith('"1-')
    caller.get(f"{SITES}/records/{uuid}", 304, if_none_match=caller.headers["ETag"])


def test_unknown_names_and_ways_are_problems() -> None:
    caller = Caller()
    for path in ("/api/nothing", "/api/services/aucun", "/api/services/reseau/datasets/aucun"):
        assert caller.get(path, 404)["type"] == "urn:lieucommun:problem:not-found"
    caller.send("PUT", f"{PROJECTS}/records", {}, 405)
    assert set(caller.headers["Allow"].split(", ")) == {"GET", "POST"}
    assert caller.headers["Content-Type"] == "application/problem+json"
    answer = Client().head(f"{PROJECTS}/records")
    assert (answer.status_code, answer.content) == (200, b"")


def test_what_no_role_reads_is_known_and_closed() -> None:
    notebooks = "/api/services/epreuve/datasets/carnet/records"
    caller = Caller()
    caller.get(notebooks, 401)
    assert caller.headers["WWW-Authenticate"] == 'Bearer realm="lieu"'
    Caller(token(agent(role="statistique"))).get(notebooks, 403)


def test_a_sensitive_service_without_a_host_keeps_its_records() -> None:
    person = agent("maraudes", "coordination")
    caller = Caller(token(person))
    path = "/api/services/maraudes/datasets/personnes/records"
    assert caller.get(path)["count"] > 0
    with override_settings(DEMO=False, DECLARED_HOST=""):
        assert caller.get(path, 403)["type"] == "urn:lieucommun:problem:withheld"


def test_reads_of_personal_fields_are_journaled_under_the_person_of_the_token() -> None:
    person = agent("maraudes", "coordination")
    Caller(token(person)).get("/api/services/maraudes/datasets/personnes/records")
    (entry,) = JournalEntry.objects.filter(action="records.read", object_kind="personnes")
    assert (entry.person, entry.service) == (person.pk, "maraudes")
    assert entry.count > 1


def test_a_list_costs_as_many_statements_at_2_and_200_rows() -> None:
    counts = []
    for codes in (range(2), range(2, 200)):
        for code in codes:
            site(f"g{code}")
        caller = Caller()
        with CaptureQueriesContext(connection) as captured:
            caller.get(f"{SITES}/records?size=200&lang=fr")
        counts.append(len(captured))
    assert counts[0] == counts[1] <= 7  # a place of several processes counts calls by three


def test_any_address_is_answered() -> None:
    caller = Caller()
    for name in ("%00", "a" * 500, "..", quote("é\ud7ff"), "%FF", "{x}", "a b"):
        answer = caller.client.get(f"{SITES}/records/{name}")
        assert answer.status_code in {404, 400}, name


def test_a_viewer_is_the_same_as_on_pages() -> None:
    assert Caller().get(f"{SITES}/records?lang=fr")["count"] == 0
    assert ANYONE.roles == {"anyone"}
