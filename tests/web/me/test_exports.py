"""Exports prepared apart: asked, written with the rights of who asked, given while they last."""

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone
from pytest_django import Settings

from lieucommun.kernel.datasets.actions import create_record
from lieucommun.kernel.datasets.saved.models import SavedExport
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.viewer import Grant, Viewer
from lieucommun.kernel.services.models import Service
from lieucommun.kernel.services.registry import forget, open_service, synchronise
from tests.jobs import run_jobs
from tests.kernel.services.folders import service
from tests.screen import screen
from tests.web.manage.conftest import MANIFEST, someone

pytestmark = pytest.mark.django_db
MINE = "/me/exports/"
LIST = "/s/essai/gens/"
ASKED = {"act": "prepare", "service": "essai", "page": "gens", "question": "q=zoe", "kind": "csv"}
PAGE = "  - {path: gens, block: directory, title: {fr: Les gens}, dataset: gens, for: [chef]}\n"
SEARCHED = "nom: {type: text, search: true,"


def write(parent: Path, sensitivity: str = "personal") -> None:
    manifest = MANIFEST.replace("datasets:", f"{PAGE}datasets:")
    manifest = manifest.replace("nom: {type: text,", SEARCHED)
    manifest = manifest.replace("sensitivity: personal", f"sensitivity: {sensitivity}")
    service(parent, manifest, "essai", **{"accueil.md": "# Bonjour\n"})


@pytest.fixture
def chief(tmp_path: Path, db: None, settings: Settings) -> Iterator[Client]:
    del db
    write(tmp_path)
    settings.MEDIA_ROOT = tmp_path / "files"
    with override_settings(SERVICE_FOLDERS=[tmp_path], DEMO=False, SERVICE_CACHE_SECONDS=3600.0):
        forget()
        assert synchronise().problems == ()
        yield someone("charles", "essai", "chef")
    forget()


@pytest.fixture(autouse=True)
def people(chief: Client) -> None:
    del chief
    dataset = open_service("essai").dataset("gens")
    for name in ("Zoé", "Ami", "Zoé bis"):
        by = Viewer(None, (Grant("chef"),))
        create_record(dataset, {"nom": name}, by=by)


def prepared(client: Client, **changes: str) -> SavedExport:
    assert client.post(MINE, ASKED | changes).status_code == 302
    run_jobs()
    return SavedExport.objects.latest("pk")


def body(client: Client, export: SavedExport, **headers: str) -> str:
    answer = client.get(f"{MINE}{export.uuid}/", headers=headers)
    assert answer.status_code in {200, 206}, answer.status_code
    return b"".join(answer).decode("utf-8-sig", "replace")  # type: ignore[call-overload]


def test_an_export_is_prepared_kept_given_in_part_and_deleted(chief: Client) -> None:
    assert "Aucun export" in screen(chief.get(MINE)).text
    chief.post(MINE, ASKED)
    chief.post(MINE, ASKED)
    assert Job.objects.filter(name="exports.prepare").count() == 1
    assert "Regarder de nouveau" in screen(chief.get(MINE)).text
    run_jobs()
    export = SavedExport.objects.get()
    text = screen(chief.get(MINE)).text
    assert (export.rows, "Prêt" in text, "2 lignes" in text) == (2, True, True)
    lines = body(chief, export).splitlines()
    assert (len(lines), all("Zoé" in line for line in lines[1:])) == (3, True)
    assert export.file is not None
    part = body(chief, export, range=f"bytes={export.file.size - 3}-")
    assert len(part) == 3
    acts = JournalEntry.objects.values_list("action", flat=True)
    told = {"records.exported", "records.read", "export.taken", "file.kept"}
    assert told <= set(acts)
    read = JournalEntry.objects.get(action="records.read")
    assert (read.count, read.fields) == (2, ["nom"])
    chief.post(MINE, {"act": "delete", "export": str(export.uuid)})
    assert (SavedExport.objects.count(), Attachment.objects.count()) == (0, 0)


def test_large_exports_are_offered_apart_and_small_ones_given(
    chief: Client, settings: Settings
) -> None:
    assert chief.get(f"{LIST}?format=csv").headers["Content-Type"].startswith("text/csv")
    assert "Préparer et garder" in screen(chief.get(LIST)).text
    assert "3 lignes" in screen(chief.get(f"{LIST}?save=1&q=")).text
    settings.EXPORTS_DIRECT = 1
    page = screen(chief.get(f"{LIST}?format=xlsx&q=zoe&lang=fr"))
    assert ("2 lignes" in page.text, "préparé à part" in page.text) == (True, True)
    assert prepared(chief, kind="xlsx").rows == 2


def test_rights_are_those_of_who_asked_and_are_asked_again(chief: Client) -> None:
    export = prepared(chief)
    other = someone("autre", "essai", "chef")
    assert other.get(f"{MINE}{export.uuid}/").status_code == 404
    assert Client().get(f"{MINE}{export.uuid}/").status_code == 302
    charles = Person.objects.get(name="Charles")
    charles.grants.update(role="agent")
    assert chief.get(f"{MINE}{export.uuid}/").status_code == 403
    assert chief.post(MINE, ASKED).status_code == 404
    charles.grants.update(role="chef")
    assert "Zoé" in body(chief, export)
    Person.objects.filter(pk=charles.pk).update(is_active=False)
    assert chief.get(f"{MINE}{export.uuid}/").status_code == 302


def test_a_role_lost_before_the_job_writes_nothing(chief: Client) -> None:
    chief.post(MINE, ASKED)
    Person.objects.get(name="Charles").grants.all().delete()
    run_jobs(failing=True)
    assert Attachment.objects.count() == 0
    assert "N’a pas pu être préparé" in screen(chief.get(MINE)).text


def test_a_service_that_the_guard_closes_gives_nothing(chief: Client, tmp_path: Path) -> None:
    export = prepared(chief)
    write(tmp_path, "social")
    forget()
    assert synchronise().problems == ()
    assert chief.get(f"{MINE}{export.uuid}/").status_code == 403


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "exe"},
        {"page": "autre"},
        {"page": ""},
        {"service": "zzz"},
        {"question": "q" * 4001},
    ],
)
def test_what_no_page_gives_is_refused(chief: Client, changes: dict[str, str]) -> None:
    assert chief.post(MINE, ASKED | changes).status_code == 404
    assert chief.post(MINE, {"act": "zzz"}).status_code == 404
    assert SavedExport.objects.count() == 0


def test_exports_go_in_their_time_and_with_their_person(chief: Client) -> None:
    over, kept = prepared(chief), prepared(chief, kind="json")
    SavedExport.objects.filter(pk=over.pk).update(expires_at=timezone.now())
    assert chief.get(f"{MINE}{over.uuid}/").status_code == 404
    enqueue("exports.forget")
    run_jobs()
    assert list(Attachment.objects.all()) == [kept.file]
    Person.objects.get(name="Charles").delete()
    Attachment.objects.update(created_at=timezone.now() - dt.timedelta(days=2))
    enqueue("exports.forget")
    run_jobs()
    assert (SavedExport.objects.count(), Attachment.objects.count()) == (0, 0)


def test_a_list_of_many_costs_no_more(chief: Client) -> None:
    charles = Person.objects.get(name="Charles")
    essai = Service.objects.get(slug="essai")
    until = timezone.now() + dt.timedelta(days=1)
    counts = []
    for many in (2, 198):
        SavedExport.objects.bulk_create(
            SavedExport(
                uuid=uuid4(), service=essai, page="gens", kind="csv", by=charles, expires_at=until
            )
            for _ in range(many)
        )
        chief.get(MINE)
        with CaptureQueriesContext(connection) as counted:
            chief.get(MINE)
        counts.append(len(counted))
    assert counts[0] == counts[1]
    assert "before=" in screen(chief.get(MINE)).html


def test_my_page_leads_to_exports_and_to_imports(chief: Client) -> None:
    page = screen(chief.get("/me/"))
    assert "Mes exports" in page.text
    assert "Importer des fiches" in page.text
