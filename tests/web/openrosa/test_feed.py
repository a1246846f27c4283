"""What changed since a cursor, as each role may read it."""

import json
from typing import Any

import pytest
from django.db import connection
from pytest_django import DjangoAssertNumQueries, Settings

from lieucommun.kernel.datasets import changes
from lieucommun.kernel.datasets.actions import SYSTEM, create_record, delete_record, update_record
from tests.field.client import Client
from tests.field.place import Ground


def feed(client: Client, since: str = "", dataset: str = "personnes") -> dict[str, Any]:
    reply = client.get(f"records/{dataset}.json?since={since}")
    assert reply.status == 200, reply.body
    found: dict[str, Any] = json.loads(reply.body)
    return found


def whole(client: Client, since: str = "") -> tuple[dict[str, Any], list[str], str]:
    """Return everything that a feed gives, as a device keeps it."""
    kept: dict[str, Any] = {}
    gone: list[str] = []
    while True:
        page = feed(client, since)
        if page["reset"]:
            kept = {}
        kept |= {each["id"]: each for each in page["records"]}
        gone += page["gone"]
        since = page["next"]
        if not page["more"]:
            return kept, gone, since


@pytest.fixture
def people(ground: Ground) -> list[str]:
    port = ground.organisation("port").pk
    return [
        str(
            create_record(
                ground.service.dataset("personnes"),
                {"surnom": name, "partage": shared, "position": {"lat": 43.1204, "lon": 5.9312}},
                by=SYSTEM,
                organisation=port,
            ).uuid
        )
        for name, shared in (("Un", True), ("Deux", False), ("Trois", True))
    ]


def test_a_list_comes_whole_then_what_changed(
    ground: Ground, people: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(changes, "SETTLED", changes.dt.timedelta(0))
    client = ground.device("port")
    first = feed(client)
    assert (first["reset"], first["more"], first["gone"]) == (True, False, [])
    assert [each["label"] for each in first["records"]] == ["Un", "Deux", "Trois"]
    assert first["records"][0]["organisation"] == {"id": "port", "name": "Port", "mine": True}
    after = feed(client, first["next"])
    assert (after["reset"], after["records"], after["gone"]) == (False, [], [])

    dataset = ground.service.dataset("personnes")
    update_record(dataset, people[1], {"surnom": "Deux bis"}, by=SYSTEM)
    delete_record(dataset, people[2], by=SYSTEM)
    then = feed(client, after["next"])
    assert [each["label"] for each in then["records"]] == ["Deux bis"]
    assert then["gone"] == [people[2]]


def test_what_is_recent_is_told_again_and_never_missed(
    ground: Ground, people: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection.features, "has_select_for_update", True)
    client = ground.device("port")
    kept, _gone, cursor = whole(client)
    assert sorted(kept) == sorted(people)
    again = feed(client, cursor)
    assert [each["id"] for each in again["records"]] == people
    assert again["more"] is False


@pytest.mark.usefixtures("people")
def test_pages_follow_one_another(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lieucommun.kernel.datasets.changes.SIZE", 2)
    monkeypatch.setattr(changes.changes, "__defaults__", (2,))
    client = ground.device("port")
    first = feed(client)
    assert (len(first["records"]), first["more"], first["reset"]) == (2, True, True)
    second = feed(client, first["next"])
    assert (len(second["records"]), second["more"], second["reset"]) == (1, False, False)


def test_an_agreement_withdrawn_takes_the_record_away_from_others(
    ground: Ground, people: list[str]
) -> None:
    gare = ground.device("gare")
    kept, _gone, cursor = whole(gare)
    assert sorted(each["label"] for each in kept.values()) == ["Trois", "Un"]
    assert kept[people[0]]["data"]["position"] != {"lat": 43.1204, "lon": 5.9312}
    assert kept[people[0]]["shared"] is True
    update_record(ground.service.dataset("personnes"), people[0], {"partage": False}, by=SYSTEM)
    _kept, gone, _cursor = whole(gare, cursor)
    assert people[0] in gone


@pytest.mark.usefixtures("people")
def test_a_cursor_of_another_sight_begins_again(ground: Ground) -> None:
    port, volunteer = ground.device("port"), ground.device("port", "benevole")
    _kept, _gone, cursor = whole(port)
    page = feed(volunteer, cursor)
    assert (page["reset"], len(page["records"])) == (True, 3)
    assert all("position" not in each["data"] for each in page["records"])
    for wrong in ("x", "1.2.3", f"{cursor}9999999999999999999999", cursor.replace(".", "")):
        assert feed(port, wrong)["reset"] is True


def test_a_register_that_the_device_does_not_keep_is_not_there(ground: Ground) -> None:
    client = ground.device("port")
    assert client.get("records/inconnu.json").status == 404
    head = ground.device("port", "coordination")
    assert head.get("records/rencontres.json").status == 404


def test_a_feed_costs_the_same_at_two_and_two_hundred_rows(
    ground: Ground, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SERVICE_CACHE_SECONDS = 3600
    client = ground.device("port")
    dataset = ground.service.dataset("personnes")
    port = ground.organisation("port").pk

    def add(count: int) -> None:
        for rank in range(count):
            create_record(dataset, {"surnom": f"P{rank}"}, by=SYSTEM, organisation=port)

    feed(client)
    add(2)
    with django_assert_num_queries(5, exact=False) as few:
        feed(client)
    add(198)
    with django_assert_num_queries(len(few.captured_queries)):
        assert len(feed(client)["records"]) == 200


def test_round_tells_what_the_device_may_do(ground: Ground) -> None:
    body = json.loads(ground.device("port").get("round.json").body)
    assert body["device"]["role"] == "maraudeur"
    assert body["device"]["organisation"] == {"id": "port", "name": "Port"}
    assert body["page"]["begin"] == ["rencontre"]
    assert body["page"]["follow"] == {"personnes": ["suivi", "rencontre"]}
    assert body["page"]["last"]["dataset"] == "rencontres"
    assert [each["name"] for each in body["forms"]] == ["rencontre", "suivi"]
    assert body["forms"][0]["lists"] == [{"name": "personnes.csv", "dataset": "personnes"}]
    assert body["forms"][0]["languages"] == ["fr", "en"]
    volunteer = json.loads(ground.device("port", "benevole").get("round.json").body)
    assert volunteer["page"]["follow"] == {"personnes": ["rencontre"]}
    assert ground.device("port", "coordination").get("round.json").status == 404
