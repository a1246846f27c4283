"""Open a round on a device, and see what the team does."""

import base64
import datetime as dt
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from lieucommun.blocks.field.connecting import collect_settings
from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.devices.actions import add_device
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.devices.queries import device_with
from lieucommun.kernel.services.checking import check
from lieucommun.kernel.services.folder import Folder
from tests.field.making import MANIFEST, written
from tests.field.place import Ground, ask, opened
from tests.screen import screen, words
from tests.web.openrosa.test_client import met

ROUND = "/s/terrain/tournee/"


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("terrain"))


@pytest.fixture
def ground(db: None, folders: Path, tmp_path: Path, settings: Settings) -> Iterator[Ground]:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    with opened(folders) as service:
        yield Ground(service)


@pytest.fixture
def amel(ground: Ground) -> Client:
    client = Client()
    client.force_login(ground.person("amel", "maraudeur", "port"))
    return client


def test_someone_opens_the_round_on_the_device_in_hand(ground: Ground, amel: Client) -> None:
    page = screen(amel.get(ROUND)).text
    assert "Ouvrir sur cet appareil" in page
    answer = amel.post(f"{ROUND}start/", {"name": "Vieux téléphone"})
    place, _, fragment = answer["Location"].partition("#key=")
    assert (answer.status_code, place) == (302, "/s/terrain/_app/")
    device = device_with(fragment)
    assert device is not None
    assert (device.name, device.role, device.organisation) == (
        "Vieux téléphone",
        "maraudeur",
        ground.organisation("port"),
    )
    shown = {"Authorization": f"Bearer {fragment}"}
    asked = ask("GET", "/s/terrain/_openrosa/round.json", headers=shown)
    assert json.loads(asked.body)["device"]["name"] == "Vieux téléphone"
    assert "Vieux téléphone" in screen(amel.get(ROUND)).text


def test_another_device_is_given_codes_once(ground: Ground, amel: Client) -> None:
    answer = amel.post(f"{ROUND}connect/", {"name": "Tablette"})
    page = screen(answer)
    assert answer["Cache-Control"] == "no-store"
    codes = [img.get("src", "") for img in page.all("img") if "svg+xml" in img.get("src", "")]
    assert len(codes) == 2
    base = re.search(r"http://testserver/key/(field_\S+)/s/terrain", page.text)
    assert base is not None
    device = device_with(base[1])
    assert device is not None
    assert device.name == "Tablette"
    assert "field_" not in screen(amel.get(f"{ROUND}connect/")).text
    assert ground.service.slug == "terrain"


def test_the_settings_of_collect_are_read_back() -> None:
    packed = collect_settings("https://lieu.example/key/k/s/terrain", "Terrain d’essai")
    told = json.loads(zlib.decompress(base64.b64decode(packed)))
    assert told["general"]["server_url"] == "https://lieu.example/key/k/s/terrain"
    assert told["general"]["form_update_mode"] == "match_exactly"
    assert told["project"]["name"] == "Terrain d’essai"


def test_nobody_else_opens_a_round(ground: Ground) -> None:
    stranger = Client()
    assert stranger.post(f"{ROUND}start/").status_code == 302
    head = Client()
    head.force_login(ground.person("nadia", "coordination"))
    assert head.post(f"{ROUND}start/").status_code == 403
    assert not DeviceKey.objects.exists()


def test_a_role_of_someone_else_is_not_given(ground: Ground, amel: Client) -> None:
    other = ground.organisation("gare")
    assert amel.post(f"{ROUND}start/", {"way": f"maraudeur:{other.pk}"}).status_code == 403
    assert not DeviceKey.objects.exists()


def test_a_team_ends_its_own_devices_and_no_other(ground: Ground, amel: Client) -> None:
    port, gare = ground.device("port"), ground.device("gare")
    mine, theirs = ground.keys["maraudeur port"], ground.keys["maraudeur gare"]
    assert amel.get(f"{ROUND}devices/{theirs.uuid}/end/").status_code == 404
    assert amel.get(f"{ROUND}devices/{mine.uuid}/end/").status_code == 200
    amel.post(f"{ROUND}devices/{mine.uuid}/end/")
    assert (port.get("formList").status, gare.get("formList").status) == (401, 200)


def test_what_came_and_where_is_shown_to_the_team(ground: Ground, amel: Client) -> None:
    page = screen(amel.get(ROUND)).text
    assert "Rien encore" in page
    port, gare = ground.device("port"), ground.device("gare")
    port.send(met(port))
    gare.send(met(gare, nouveau="De la gare", accord="false"))
    page = screen(amel.get(ROUND)).text
    assert ("1 reçu" in page, "Le Breton" in page, "De la gare" in page) == (True, True, False)


PLANNED = MANIFEST.replace(
    "dernier_contact: {type: date, title: {fr: Dernier contact, en: Last contact}}",
    "dernier_contact: {type: date, title: {fr: Dernier contact, en: Last contact}, sort: true}",
).replace(
    "    place: {personnes: position}\n",
    "    place: {personnes: position}\n    planned: {dataset: personnes, when: dernier_contact}\n",
)
STATES = """
    workflow:
      initial: suivi
      states:
        suivi: {title: {fr: Suivi, en: Followed}}
        clos: {title: {fr: Clos, en: Closed}, final: true}
      transitions:
        clore: {title: {fr: Clore, en: Close}, from: suivi, to: clos, by: coordination}
  rencontres:
"""


def _section(visitor: Client, name: str) -> str:
    (found,) = screen(visitor.get(ROUND)).all("section", aria_labelledby=name)
    return words(found)


def days_ago(count: int) -> str:
    return (timezone.localdate() - dt.timedelta(days=count)).isoformat()


def _planned(ground: Ground, name: str, day: str, state: str = "suivi") -> None:
    create_record(
        ground.service.dataset("personnes"),
        {"surnom": name, "dernier_contact": day},
        by=SYSTEM,
        organisation=ground.organisation("port").pk,
        state=state,
    )


def test_what_is_over_hides_no_visit_to_come(db: None, tmp_path: Path, settings: Settings) -> None:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    manifest = PLANNED.replace("\n  rencontres:\n    title", STATES.rstrip() + "\n    title")
    with opened(written(tmp_path / "planned", manifest=manifest)) as service:
        ground = Ground(service)
        amel = Client()
        amel.force_login(ground.person("amel", "maraudeur", "port"))
        assert "Aucune visite" in screen(amel.get(ROUND)).text
        for rank in range(60):
            _planned(ground, f"Fini {rank}", days_ago(40), "clos")
        _planned(ground, "Attendue", days_ago(-30))
        _planned(ground, "En retard", days_ago(30))
        visits = _section(amel, "visits")
    assert "Fini" not in visits
    assert visits.index("En retard") < visits.index("Attendue")


def test_visits_that_cannot_be_put_in_order_are_told(tmp_path: Path) -> None:
    manifest = PLANNED.replace(", sort: true}\n      partage", "}\n      partage")
    folder = Folder.on_disk(written(tmp_path, manifest=manifest) / "terrain")
    errors = [each for each in check(folder).diagnostics if each.level == "error"]
    told = [(each.code, each.params["found"]) for each in errors]
    assert told == [("LC129", "dernier_contact")]


def test_one_s_own_device_is_ended_among_hundreds(amel: Client) -> None:
    amel.post(f"{ROUND}start/", {"name": "Le mien"})
    mine = DeviceKey.objects.get()
    for _ in range(205):
        add_device("autre", service="terrain", role="maraudeur", organisation=None)
    assert "Le mien" in screen(amel.get(ROUND)).text
    amel.post(f"{ROUND}devices/{mine.uuid}/end/")
    mine.refresh_from_db()
    assert mine.revoked_at is not None
    assert "autre" not in _section(amel, "devices")
