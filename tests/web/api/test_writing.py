"""Writes through the API: rights, versions, keys that write once, faults with their place."""

import json
from typing import Any

import pytest

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.people.models import Organisation

from .calling import Caller, agent, token
from .test_reading import site

pytestmark = pytest.mark.django_db
SITES = "/api/services/epreuve/datasets/lieux/records"
NOTEBOOKS = "/api/services/epreuve/datasets/carnet/records"


def test_a_record_is_created_read_changed_moved_and_kept(coordinator: Caller) -> None:
    made = coordinator.send("POST", SITES, {"data": {"code": "n1", "nom": "Neuf"}}, 201)
    assert (made["version"], made["state"]) == (1, "propose")
    assert coordinator.headers["Location"] == f"{SITES}/{made['id']}"
    assert coordinator.headers["ETag"] == '"1"'
    found = coordinator.get(coordinator.headers["Location"])
    assert found["data"] == {"code": "n1", "nom": {"fr": "Neuf"}}
    tag = coordinator.headers["ETag"]
    path = f"{SITES}/{made['id']}"
    done = coordinator.send("PATCH", path, {"data": {"rang": 3}}, if_match=tag)
    assert done["version"] == 2
    moved = coordinator.send("POST", f"{path}/transitions/publier", {}, if_match='W/"2"')
    assert (moved["version"], moved["state"]) == (3, "publie")
    assert coordinator.get(path)["data"]["rang"] == 3


def test_a_change_says_which_version_was_read(coordinator: Caller) -> None:
    path = f"{SITES}/{site('n1')}"
    change = {"data": {"rang": 1}}
    assert coordinator.send("PATCH", path, change, 428)["status"] == 428
    coordinator.send("PATCH", path, change, if_match='"1-abc"')
    problem = coordinator.send(
        "PATCH", f"{path}?lang=en", {"data": {"rang": 2}}, 412, if_match='"1"'
    )
    assert problem["detail"] == "You have read version 1; version 2 is there now."
    coordinator.send("PATCH", path, change, 412, if_match='"abc"')
    coordinator.send("POST", f"{path}/transitions/retirer", {}, 412, if_match='"1"')
    assert Record.objects.get(key="n1").data["rang"] == 1


def test_faults_are_told_field_by_field(coordinator: Caller) -> None:
    body = {"data": {"nom": "x", "rang": "beaucoup", "nmo": "y", "siren": "1"}}
    problem = coordinator.send("POST", f"{SITES}?lang=en", body, 422)
    faults = {each["pointer"]: each["detail"] for each in problem["errors"]}
    assert faults == {
        "/data/nmo": "There is no field of this name here; the nearest is “nom”.",
        "/data/code": "This answer is required.",
        "/data/rang": "A whole number is expected, such as 12; “beaucoup” is not one.",
        "/data/siren": "A SIREN number is expected: nine digits whose check digit agrees.",
    }
    assert not Record.objects.filter(dataset="lieux").exists()


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b"", 400),
        (b"{", 400),
        (b"\xff", 400),
        (b"[]", 400),
        (b'{"data": {"titre": NaN}}', 400),
        (b'{"data": {"titre": "a", "titre": "b"}}', 400),
        (b'{"data": ' + b"[" * 100_000 + b"]" * 100_000 + b"}", 400),
        (b'{"data": {"titre": ' + b"[" * 30 + b"]" * 30 + b"}}", 400),
        (b'{"data": {"titre": "' + b"a" * 1_100_000 + b'"}}', 413),
        (b'{"data": {"titre": ' + b"9" * 5_000 + b"}}", 400),
        (b'{"data": []}', 422),
        (b'{"dat": {}}', 422),
        (b'{"data": {}, "organisation": 3}', 422),
        (b'{"data": {}, "organisation": "nulle"}', 422),
        (b'{"data": {"titre": "\\ud800"}}', 422),
        (b'{"data": {"titre": "\\u0000"}}', 422),
        (b'{"data": {"titre": {"a": 1}}}', 422),
    ],
    ids=range(17),
)
def test_a_body_of_any_kind_is_refused_in_a_sentence(
    coordinator: Caller, body: bytes, status: int
) -> None:
    problem = coordinator.send("POST", NOTEBOOKS, body, status)
    assert problem["title"]
    assert Record.objects.filter(dataset="carnet").count() == 0


def test_a_record_is_sent_as_json(coordinator: Caller) -> None:
    answer = coordinator.client.post(NOTEBOOKS, {"titre": "x"})
    assert answer.status_code == 415


def test_a_step_waits_for_its_condition(coordinator: Caller) -> None:
    made = coordinator.send("POST", SITES, {"data": {"code": "n1", "nom": "Neuf", "rang": 3}}, 201)
    path = f"{SITES}/{made['id']}"
    coordinator.send("POST", f"{path}/transitions/publier", {}, if_match="*")
    step = f"{path}/transitions/suspendre?lang=en"
    problem = coordinator.send("POST", step, {}, 409, if_match="*")
    assert problem["detail"] == "This record does not meet the condition of this step."
    coordinator.send("PATCH", path, {"data": {"rang": 4}}, if_match="*")
    assert coordinator.send("POST", step, {}, if_match="*")["state"] == "propose"


def test_who_may_not_write_is_told(at_home: Caller, home: Organisation) -> None:
    public, own = site("n1"), site("n2", organisation=home.pk)
    change: Any = {"data": {"rang": 1}}
    assert Caller().send("POST", SITES, {"data": {}}, 401)["title"]
    at_home.send("PATCH", f"{SITES}/{public}", change, 403, if_match="*")
    at_home.send("PATCH", f"{SITES}/{own}", change, if_match="*")
    at_home.send("DELETE", f"{SITES}/{own}", None, 403, if_match="*")
    at_home.send("POST", f"{SITES}/{own}/transitions/retirer", {}, 403, if_match="*")
    at_home.send("POST", f"{SITES}/{own}/transitions/aucune", {}, 404, if_match="*")
    at_home.send("PATCH", f"{SITES}/n9", change, 404, if_match="*")
    Caller(token(agent(role="lecteur"))).send("POST", NOTEBOOKS, {"data": {"titre": "x"}}, 403)


def test_a_step_starts_from_its_states(coordinator: Caller) -> None:
    path = f"{SITES}/{site('n1')}/transitions/publier"
    assert coordinator.send("POST", path, {}, 409, if_match="*")["status"] == 409


def test_a_hidden_field_is_not_changed_blindly(home: Organisation) -> None:
    uuid = site("n1", organisation=home.pk, surnom="Canari")
    other = Organisation.objects.create(slug="ailleurs", name="Ailleurs")
    caller = Caller(token(agent(organisation=other)))
    caller.send("PATCH", f"{SITES}/{uuid}", {"data": {"surnom": "x"}}, 403, if_match="*")
    assert Record.objects.get(uuid=uuid).data["surnom"] == "Canari"


def test_a_record_is_deleted_once(coordinator: Caller) -> None:
    made = coordinator.send("POST", NOTEBOOKS, {"data": {"titre": "x"}}, 201)
    path = f"{NOTEBOOKS}/{made['id']}"
    coordinator.send("DELETE", path, None, 412, if_match='"9"')
    assert coordinator.send("DELETE", path, None, 204, if_match="*") is None
    coordinator.send("DELETE", path, None, 404, if_match="*")
    coordinator.get(path, 404)


def test_a_key_writes_once(coordinator: Caller) -> None:
    body = {"data": {"titre": "Une fois"}}
    first = coordinator.send("POST", NOTEBOOKS, body, 201, idempotency_key="k-1")
    again = coordinator.send("POST", NOTEBOOKS, body, 201, idempotency_key="k-1")
    assert again == first
    assert coordinator.headers["Location"] == f"{NOTEBOOKS}/{first['id']}"
    assert Record.objects.filter(dataset="carnet").count() == 1
    other = {"data": {"titre": "Autre"}}
    coordinator.send("POST", NOTEBOOKS, other, 409, idempotency_key="k-1")
    coordinator.send("POST", NOTEBOOKS, {"data": {}}, 422, idempotency_key="k-2")
    coordinator.send("POST", NOTEBOOKS, other, 201, idempotency_key="k-2")
    Caller(token(agent(role="coordination"))).send(
        "POST", NOTEBOOKS, other, 201, idempotency_key="k-1"
    )
    coordinator.send("POST", NOTEBOOKS, other, 400, idempotency_key="k" * 201)


def test_numbers_are_exact(coordinator: Caller) -> None:
    raw = json.dumps({"data": {"code": "n1", "nom": "x", "taux": 12.5, "cout": "1 234,50 €"}})
    made = coordinator.send("POST", SITES, raw, 201)
    data = coordinator.get(f"{SITES}/{made['id']}")["data"]
    assert (data["taux"], data["cout"]) == ("12.5", "1234.50")
