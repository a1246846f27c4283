"""Open a round on a device, and see what the team does."""

import base64
import json
import re
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.blocks.field.connecting import collect_settings
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.devices.queries import device_with
from tests.field.making import written
from tests.field.place import Ground, ask, opened
from tests.screen import screen
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
