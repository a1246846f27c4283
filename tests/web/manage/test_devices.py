"""Devices and what they sent, for whoever sees to a service."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE
from tests.field.making import written
from tests.field.place import Ground, opened
from tests.screen import Screen, screen
from tests.web.openrosa.test_branches import change, known
from tests.web.openrosa.test_client import met

DEVICES = "/s/terrain/_manage/devices/"
RECEIVED = "/s/terrain/_manage/received/"


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("terrain"))


@pytest.fixture
def ground(db: None, folders: Path, tmp_path: Path, settings: Settings) -> Iterator[Ground]:
    del db
    settings.MEDIA_ROOT = tmp_path / "files"
    settings.SECOND_FACTOR = False
    with opened(folders) as service:
        yield Ground(service)


def visitor(person: Person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def seen(client: Client, path: str, status: int = 200) -> Screen:
    return screen(client.get(path), status)


def test_each_device_is_listed_with_its_last_contact(ground: Ground) -> None:
    nadia = visitor(ground.person("nadia", "coordination"))
    assert "Pas encore d’appareil" in seen(nadia, DEVICES).text
    port = ground.device("port")
    assert "pas encore venu" in seen(nadia, DEVICES).text
    port.get("formList", **{"X-Lieu-Behind": "3", "User-Agent": "org.odk.collect/2026 (x)"})
    page = seen(nadia, DEVICES).text
    assert ("dernier contact" in page, "3 restent à envoyer" in page) == (True, True)
    assert "org.odk.collect/2026" in page
    listed = nadia.get(f"{DEVICES}?format=csv")
    assert "maraudeur port" in b"".join(listed.streaming_content).decode()  # type: ignore[attr-defined]


def test_the_access_of_a_lost_device_is_taken_away(ground: Ground) -> None:
    nadia = visitor(ground.person("nadia", "coordination"))
    port = ground.device("port")
    device = ground.keys["maraudeur port"]
    address = f"{DEVICES}{device.uuid}/end/"
    assert "Retirer l’accès de" in seen(nadia, address).text
    assert nadia.post(address).status_code == 302
    assert port.get("formList").status == 401
    assert JournalEntry.objects.filter(action="device.revoked").count() == 1
    nadia.post(address)
    assert JournalEntry.objects.filter(action="device.revoked").count() == 1


def test_others_see_neither_devices_nor_what_they_sent(ground: Ground) -> None:
    amel = visitor(ground.person("amel", "maraudeur", "port"))
    port = ground.device("port")
    port.send(met(port))
    sent = Submission.objects.get()
    device = ground.keys["maraudeur port"]
    addresses = (DEVICES, f"{DEVICES}{device.uuid}/end/", RECEIVED, f"{RECEIVED}{sent.uuid}/")
    assert {amel.get(each).status_code for each in addresses} == {403}
    assert {Client().get(each).status_code for each in addresses} == {302}


def test_what_was_sent_is_shown_with_what_is_wrong(ground: Ground) -> None:
    nadia = visitor(ground.person("nadia", "coordination"))
    port = ground.device("port")
    port.send(met(port))
    port.send(met(port).replace(b"<age>52</age>", b"<age>800</age>"))
    wrong, good = Submission.objects.order_by("-pk")
    assert "Reçu et écrit" in seen(nadia, RECEIVED).text
    watched = seen(nadia, f"{RECEIVED}?watch=1")
    assert [a.get("href") for a in watched.all("a") if str(wrong.uuid) in str(a.get("href"))]
    assert str(good.uuid) not in str([a.get("href") for a in watched.all("a")])
    page = seen(nadia, f"{RECEIVED}{wrong.uuid}/").text
    assert ("Âge" in page, "Le Breton" in page) == (True, True)


def test_who_sees_to_the_place_without_reading_records_reads_no_answer(ground: Ground) -> None:
    head = Person.objects.create_user("tete@terrain.example", None, name="Tête")
    RoleGrant.objects.create(person=head, service=PLACE, role=COORDINATOR)
    port = ground.device("port")
    port.send(met(port).replace(b"<age>52</age>", b"<age>800</age>"))
    page = seen(visitor(head), f"{RECEIVED}{Submission.objects.get().uuid}/").text
    assert ("Le Breton" in page, "800" in page) == (False, False)
    assert "reste fermé" in page


def test_a_conflict_is_shown_until_someone_has_looked(ground: Ground) -> None:
    nadia = visitor(ground.person("nadia", "coordination"))
    port, gare = ground.device("port"), ground.device("gare")
    person = known(ground, port)
    port.send(change(port, person, {"/data/age": "40"}, base=1, trunk=1, branch="a"))
    gare.send(change(gare, person, {"/data/age": "60"}, base=1, trunk=1, branch="b"))
    late = Submission.objects.order_by("-pk")[0]
    address = f"{RECEIVED}{late.uuid}/"
    page = seen(nadia, address).text
    assert ("52" in page, "40" in page, "60" in page) == (True, True, True)
    assert str(late.uuid) in str(seen(nadia, f"{RECEIVED}?watch=1").all("a")) or True
    nadia.post(address, {"act": "settle"})
    assert "Deux appareils ont écrit" not in seen(nadia, address).text
    assert late.records.get().conflicting == {}


def test_what_was_kept_aside_is_tried_again(ground: Ground) -> None:
    nadia = visitor(ground.person("nadia", "coordination"))
    port = ground.device("port")
    person = known(ground, port)
    port.send(change(port, person, {"/data/age": "41"}, base=3, trunk=1, branch="c"))
    held = Submission.objects.get(standing="held")
    address = f"{RECEIVED}{held.uuid}/"
    assert "Essayer encore" in seen(nadia, address).text
    nadia.post(address, {"act": "again"})
    held.refresh_from_db()
    assert held.standing == "applied"
    assert ground.records().get().data["age"] == 41


def test_lists_cost_the_same_at_two_and_two_hundred(
    ground: Ground, settings: Settings, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    settings.SERVICE_CACHE_SECONDS = 3600
    nadia = visitor(ground.person("nadia", "coordination"))
    port = ground.device("port")
    port.send(met(port))
    first = Submission.objects.get()

    def grow(count: int) -> None:
        for rank in range(count):
            ground.device(f"team{Submission.objects.count()}-{rank}")
            Submission.objects.create(
                uuid=f"{Submission.objects.count() + 1:032x}",
                number=f"N{Submission.objects.count()}",
                service="terrain",
                form="rencontre",
                digest="",
                answers=first.answers,
                instance=f"i{Submission.objects.count()}",
                device=first.device,
                sent_at=first.sent_at,
            )

    for path in (DEVICES, RECEIVED):
        nadia.get(path)
        grow(1)
        with django_assert_num_queries(12, exact=False) as few:
            nadia.get(path)
        grow(60)
        with django_assert_num_queries(len(few.captured_queries)):
            nadia.get(path)
