"""Whoever only counts gets no record: every route of the service, walked."""

import re
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import Client

from lieucommun.kernel.devices.actions import add_device
from lieucommun.kernel.tokens.actions import Scope, create_token
from tests.field.place import Ground, opened
from tests.routes import Route, routes

from .making import CANARY, PAGE, SLUG, add, folder, invented, signed_in

pytestmark = pytest.mark.django_db
FORMATS = ("csv", "xlsx", "ods", "json", "geojson", "points", "zip", "pdf")
DEVICE = (
    "",
    "formList",
    "forms/rencontre.xml",
    "forms/rencontre/manifest",
    "forms/rencontre/media/personnes.csv",
    "forms/rencontre/entities/personnes.csv",
    "forms/suivi/entities/personnes.csv",
    "entities/personnes/integrity",
    "round.json",
    "records/personnes.json",
    "records/rencontres.json",
)


@pytest.fixture
def ground(tmp_path: Path) -> Iterator[Ground]:
    with opened(folder(tmp_path)) as service:
        ground = Ground(service)
        add(ground.service, invented(Random(5), 40, ["2026-01", "2026-02"]))  # noqa: S311
        yield ground


def told(answer: Any) -> str:
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return str(body.decode("utf-8", "replace"))


def addresses(ground: Ground) -> Iterator[str]:
    first = ground.records()[0]
    home, api = f"/s/{SLUG}/", f"/api/services/{SLUG}"
    for page in ("liste", "suivis", "observatoire", "tournee", "ecrire", ""):
        base = f"{home}{page}/" if page else home
        yield base
        yield from (f"{base}?format={kind}&table=personnes" for kind in FORMATS)
        yield from (f"{base}{rest}" for rest in (f"{first.uuid}/", "feed/", f"{first.pk}/"))
        yield f"{base}?q={CANARY}&view=map"
        yield f"{base}?save=1&format=csv"
    for dataset in ("personnes", "rencontres"):
        base = f"{api}/datasets/{dataset}"
        yield from (base, f"{base}/records", f"{base}/facets", f"{base}/records?q={CANARY}")
        yield from (f"{base}/records.{kind}" for kind in FORMATS)
        one = f"{base}/records/{first.uuid}"
        yield from (one, f"{one}/history", f"{one}/files")
    yield from (
        api,
        f"{api}/openapi.json",
        f"/search/?q={CANARY}",
        f"/search/?q=Qui&service={SLUG}",
    )
    values = {"slug": SLUG, "uuid": str(first.uuid), "dataset": "personnes", "number": "1"}
    for route in routes():
        yield _filled(route, values)
    for call in DEVICE:
        yield f"/s/{SLUG}/_openrosa/{call}"


def _filled(route: Route, values: dict[str, str]) -> str:
    filled = route.address
    if "slug" in route.parts:
        filled = filled.replace("/reseau/", f"/{SLUG}/", 1)
    return filled.replace("00000000-0000-4000-8000-000000000000", values["uuid"])


def clients(ground: Ground) -> Iterator[tuple[str, Client]]:
    person = ground.person("compteur", "observatoire", "observatoire")
    yield "session", signed_in(person)
    text = create_token("essai", of=person, scope=Scope(writes=True), days=9, by=person)[1]
    yield "token", Client(headers={"Authorization": f"Bearer {text}"})


def test_no_request_of_the_observatory_role_returns_a_record(ground: Ground) -> None:
    known = {str(record.uuid) for record in ground.records()}
    assert len(known) == 40
    tried, answered = 0, 0
    for name, client in clients(ground):
        for address in dict.fromkeys(addresses(ground)):
            if address.startswith("/sign-out"):
                continue
            answer = client.get(address)
            assert answer.status_code < 500, (name, address)
            _nothing(address, told(answer), known)
            tried += 1
            answered += answer.status_code == 200
    assert tried > 250
    assert answered > 40


def test_no_device_of_the_observatory_role_is_given_a_record(ground: Ground) -> None:
    known = {str(record.uuid) for record in ground.records()}
    key = _key(ground)
    for call in DEVICE:
        address = f"/key/{key}/s/{SLUG}/{call}"
        answer = Client().get(address, headers={"X-OpenRosa-Version": "1.0"})
        assert answer.status_code < 500, address
        _nothing(address, told(answer), known)


def test_the_walk_finds_what_a_coordination_reads(ground: Ground) -> None:
    known = {str(record.uuid) for record in ground.records()}
    client = signed_in(ground.person("chef", "coordination"))
    found = [a for a in addresses(ground) if _bears(told(client.get(a)), known, a)]
    assert len(found) > 8


def _key(ground: Ground) -> str:
    home = ground.organisation("observatoire")
    return add_device("o", service=SLUG, role="observatoire", organisation=home)[1]


def _bears(text: str, known: set[str], address: str) -> bool:
    """Say whether an answer holds a canary, or a record that the address did not name itself."""
    text = text.replace(address, "")
    asked = set(re.findall(r"[0-9a-f-]{36}", address))
    canary = CANARY in text and CANARY not in address
    return canary or any(uuid in text for uuid in known - asked)


def _nothing(address: str, text: str, known: set[str]) -> None:
    assert not _bears(text, known, address), address


def test_the_api_counts_nothing_at_once_where_editions_are_published(ground: Ground) -> None:
    client = signed_in(ground.person("compteur", "observatoire"))
    assert client.get(PAGE).status_code == 200
    base = f"/api/services/{SLUG}/datasets/personnes/aggregates"
    answer = client.get(f"{base}?by=besoins")
    assert answer.status_code in {403, 404} or answer.json()["cells"] == []
