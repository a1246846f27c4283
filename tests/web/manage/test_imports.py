"""Files of records sent from a browser: looked at, tried, brought in once, taken back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.utils import timezone

from lieucommun.kernel.datasets.models import Import, Record, RecordVersion
from lieucommun.kernel.datasets.sending import keeping
from lieucommun.kernel.datasets.sending.models import ColumnMapping, SentFile
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.models import Service
from lieucommun.kernel.services.registry import forget, synchronise
from tests.jobs import run_jobs
from tests.kernel.services.folders import service
from tests.screen import screen
from tests.signing import app_code, come_in_by_code, with_app
from tests.web.manage.conftest import MANIFEST, someone

pytestmark = pytest.mark.django_db
ALL = "/s/essai/_manage/imports/"
CSV = "Nom;Vu le;Remarque\nZoé;23/11/2026;x\n=1+1;2026-11-24;\nAmi;hier;\n".encode("cp1252")


@pytest.fixture(autouse=True)
def _own_folder(tmp_path: Path) -> Iterator[None]:
    with override_settings(DATA_DIR=tmp_path):
        yield


@pytest.fixture
def guarded(folders: None, tmp_path: Path) -> Person:
    """Who brings records in, where that asks for a second factor."""
    del folders
    asking = MANIFEST.replace("{title: {fr: Chef},", "{title: {fr: Chef}, second_factor: true,")
    service(tmp_path, asking, "essai", **{"accueil.md": "# Bonjour\n"})
    forget()
    assert synchronise().problems == ()
    person = Person.objects.create_user("lea@example.org", name="Léa")
    grant_role(person.email, "essai", "chef")
    return person


def gens() -> QuerySet[Record]:
    return Record.objects.filter(dataset="gens")


def send(client: Client, content: bytes = CSV, name: str = "gens.csv") -> str:
    file = SimpleUploadedFile(name, content)
    answer = client.post(ALL, {"dataset": "gens", "file": file})
    assert answer.status_code == 302, screen(answer).text
    return str(answer["Location"])


def tried(client: Client, content: bytes = CSV) -> str:
    address = send(client, content)
    client.post(address, {"act": "try", "c0": "nom", "c1": "vu", "c2": ""})
    run_jobs()
    return address


def test_a_file_is_looked_at_tried_brought_in_once_and_taken_back(chief: Client) -> None:
    assert "Rien n’a encore été importé" in screen(chief.get(ALL)).text
    address = send(chief)
    page = screen(chief.get(address))
    assert "cp1252" in page.text
    assert "Zoé" in page.text
    assert SentFile.objects.get().targets == {"Nom": "nom", "Vu le": "vu", "Remarque": ""}
    refused = chief.post(address, {"act": "try", "c0": "nom", "c1": "nom"})
    assert (refused.status_code, Job.objects.count()) == (422, 0)
    chief.post(address, {"act": "try", "c0": "nom", "c1": "vu", "c2": ""})
    moving = screen(chief.get(address)).text
    assert "Le fichier est en cours de lecture" in moving
    assert "Regarder de nouveau" in moving
    run_jobs()
    text = screen(chief.get(address)).text
    assert "2 fiches créées" in text
    assert "1 ligne refusée" in text
    assert "Vu le" in text
    assert gens().count() == 0
    rejects = chief.get(f"{address}rejects/")
    told = b"".join(rejects).decode("utf-8-sig").splitlines()  # type: ignore[call-overload]
    assert told[0] == "Nom;Vu le;Remarque;reason"
    assert told[1].startswith("Ami;hier;;")
    for _ in range(2):
        chief.post(address, {"act": "bring"})
    assert Job.objects.filter(name="records.bring").count() == 1
    run_jobs()
    assert (gens().count(), Import.objects.count()) == (2, 1)
    sent = SentFile.objects.get()
    assert (sent.state, sent.sample, keeping.content_of(sent).exists()) == ("done", [], False)
    number = Import.objects.get().pk
    assert "2 fiches seront comme avant" in screen(chief.get(f"{ALL}{number}/undo/")).text
    chief.post(f"{ALL}{number}/undo/")
    run_jobs()
    assert gens().count() == 0
    assert RecordVersion.objects.filter(dataset="gens").count() == 4
    assert "Annulé" in screen(chief.get(ALL)).text


def test_columns_are_remembered_and_the_same_file_writes_nothing(chief: Client) -> None:
    content = b"qui;quand\nZoe;2026-11-24\n"
    address = send(chief, content)
    chief.post(address, {"act": "try", "c0": "nom", "c1": "vu"})
    assert ColumnMapping.objects.count() == 1
    send(chief, content)
    last = SentFile.objects.order_by("pk").last()
    assert last is not None
    assert last.targets == {"qui": "nom", "quand": "vu"}
    chief.post(address, {"act": "forget"})
    assert SentFile.objects.count() == 1
    run_jobs(failing=True)


@pytest.mark.parametrize(("content", "said"), [(b"%PDF-1.7", "PDF"), (b"", "aucune fiche")])
def test_a_refused_file_is_told_and_not_kept(chief: Client, content: bytes, said: str) -> None:
    file = SimpleUploadedFile("x.csv", content or b"a;b\n")
    answer = chief.post(ALL, {"dataset": "gens", "file": file})
    assert answer.status_code == 422
    assert said in screen(answer, 422).text
    assert SentFile.objects.count() == 0
    assert list(keeping.content_of(SentFile()).parent.iterdir()) == []
    assert "Choisissez un fichier" in screen(chief.post(ALL, {"dataset": "gens"}), 422).text


def test_only_who_may_create_and_change_every_record_comes_in(chief: Client) -> None:
    address = send(chief)
    agent = someone("agent", "essai", "agent")
    other = someone("autre", "essai", "chef")
    assert agent.get(ALL).status_code == 403
    assert agent.post(ALL, {"dataset": "gens"}).status_code == 403
    assert other.get(address).status_code == 404
    assert other.get(f"{address}rejects/").status_code == 404
    assert Client().get(ALL).status_code == 302
    assert chief.post(ALL, {"dataset": "autre"}).status_code == 403
    assert chief.get(f"{ALL}999/undo/").status_code == 404


def test_who_lost_the_role_imports_no_more(chief: Client) -> None:
    address = tried(chief)
    chief.post(address, {"act": "bring"})
    Person.objects.get(name="Charles").grants.all().delete()
    run_jobs(failing=True)
    assert gens().count() == 0
    assert Job.objects.get(name="records.bring").state == "failed"


def test_a_role_that_asks_for_proof_imports_only_for_a_session_that_proved(
    guarded: Person, client: Client
) -> None:
    come_in_by_code(client, guarded)
    assert str(client.get(ALL)["Location"]).startswith("/sign-in/second-factor/")
    with_app(guarded)
    client.post("/sign-in/second-factor/", {"code": app_code()})
    address = tried(client)
    assert "2 fiches créées" in screen(client.get(address)).text
    client.post(address, {"act": "bring"})
    unproved = Job.objects.get(name="records.bring")
    arguments = dict(unproved.arguments)
    Job.objects.update(arguments={"sent": arguments["sent"]})
    run_jobs(failing=True)
    assert gens().count() == 0
    Job.objects.filter(pk=unproved.pk).update(state="waiting", arguments=arguments)
    run_jobs()
    assert gens().count() == 2
    client.post(f"{ALL}{Import.objects.get().pk}/undo/")
    run_jobs()
    assert gens().count() == 0


def test_a_list_of_many_costs_no_more(chief: Client) -> None:
    essai = Service.objects.get(slug="essai")
    counts = []
    for many in (2, 45):
        Import.objects.bulk_create(
            Import(service=essai, dataset="gens", file="x", at=timezone.now()) for _ in range(many)
        )
        chief.get(ALL)
        with CaptureQueriesContext(connection) as counted:
            chief.get(ALL)
        counts.append(len(counted))
    assert counts[0] == counts[1]
