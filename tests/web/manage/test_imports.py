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

from lieucommun.kernel.datasets.exchange.tables import read_table
from lieucommun.kernel.datasets.models import Import, Record, RecordVersion
from lieucommun.kernel.datasets.sending import keeping
from lieucommun.kernel.datasets.sending.models import ColumnMapping, SentFile
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.models import Service
from lieucommun.kernel.services.registry import forget, synchronise
from lieucommun.web.views.manage.imports.listing import PER_PAGE
from tests.jobs import run_jobs
from tests.kernel.services.folders import service
from tests.screen import Screen, screen
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


@pytest.fixture
def keyed(folders: None, tmp_path: Path) -> Client:
    """Who brings records in that a key recognises."""
    del folders
    asking = MANIFEST.replace('label: "{nom}"', 'label: "{nom}"\n    key: code') + (
        "      code: {type: text, title: {fr: Matricule}, required: true}\n"
    )
    service(tmp_path, asking, "essai", **{"accueil.md": "# Bonjour\n"})
    forget()
    assert synchronise().problems == ()
    return someone("charles", "essai", "chef")


def gens() -> QuerySet[Record]:
    return Record.objects.filter(dataset="gens")


def send(client: Client, content: bytes = CSV, name: str = "gens.csv") -> str:
    file = SimpleUploadedFile(name, content)
    answer = client.post(ALL, {"dataset": "gens", "file": file})
    assert answer.status_code == 302, screen(answer).text
    return str(answer["Location"])


def chosen(page: Screen) -> list[str | None]:
    """Return the field that each column fills."""
    return [each.get("value") for each in page.all("option") if each.get("selected") is not None]


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


def test_a_column_is_left_out_as_the_list_says_it(chief: Client) -> None:
    address = send(chief)
    page = screen(chief.get(address))
    (left,) = [name for name in chosen(page) if name not in {"nom", "vu"}]
    chief.post(address, {"act": "try", "c0": "nom", "c1": "vu", "c2": left})
    run_jobs()
    sent = SentFile.objects.get()
    assert sent.state == "tried"
    assert sent.targets == {"Nom": "nom", "Vu le": "vu", "Remarque": ""}
    assert chosen(screen(chief.get(address))) == ["nom", "vu", left]


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


def test_rejects_are_corrected_in_their_file_and_sent_again(chief: Client) -> None:
    address = tried(chief)
    chief.post(address, {"act": "bring"})
    run_jobs()
    rejects = b"".join(chief.get(f"{address}rejects/"))  # type: ignore[call-overload]
    again = send(chief, rejects.replace(b"hier", b"2026-11-22"), "gens-a-corriger.csv")
    last = SentFile.objects.order_by("pk").last()
    assert last is not None
    assert last.targets == {"Nom": "nom", "Vu le": "vu", "Remarque": "", "reason": ""}
    chief.post(again, {"act": "try", "c0": "nom", "c1": "vu", "c2": "", "c3": ""})
    run_jobs()
    assert "0 ligne refusée" in screen(chief.get(again)).text
    chief.post(again, {"act": "bring"})
    run_jobs()
    assert set(gens().values_list("data__nom", flat=True)) == {"Zoé", "=1+1", "Ami"}


def test_an_unchanged_file_sent_again_writes_nothing(keyed: Client) -> None:
    content = b"Matricule;Nom;Vu le\na1;Zo\xe9;23/11/2026\na2;Ami;2026-11-24\n"
    said = {"act": "try", "c0": "code", "c1": "nom", "c2": "vu"}
    for rank in (1, 2):
        address = send(keyed, content)
        if rank == 2:
            kept = screen(keyed.get(address))
            assert chosen(kept) == ["code", "nom", "vu"]
            here = gens().order_by("pk").values_list("pk", "version", "updated_at")
            before = (list(here), RecordVersion.objects.count(), JournalEntry.objects.count())
        keyed.post(address, said)
        run_jobs()
        keyed.post(address, {"act": "bring"})
        run_jobs()
    told = screen(keyed.get(address)).text
    assert "0 fiche créée" in told
    assert (list(here.all()), RecordVersion.objects.count(), JournalEntry.objects.count()) == before
    assert (gens().count(), Import.objects.count()) == (2, 1)


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "json"])
def test_the_list_is_taken_away_whole(chief: Client, kind: str) -> None:
    essai = Service.objects.get(slug="essai")
    Import.objects.bulk_create(
        Import(service=essai, dataset="gens", file=f"=f{rank}", at=timezone.now(), created=rank)
        for rank in range(PER_PAGE + 5)
    )
    first, *_, last = Import.objects.order_by("pk")
    last.undoes = first
    last.save()
    page = screen(chief.get(ALL))
    links = [each.get("href", "") for each in page.all("a")]
    (older,) = [each for each in links if "before=" in each]
    assert (len(page.all("h3")), len(screen(chief.get(ALL + older)).all("h3"))) == (PER_PAGE, 5)
    assert f"?&format={kind}" in links
    answer = chief.get(f"{ALL}?format={kind}")
    assert answer["Content-Disposition"].endswith(f'.{kind}"')
    table = read_table(b"".join(answer))  # type: ignore[call-overload]
    rows = [line.cells for line in table.lines]
    assert table.count == PER_PAGE + 5
    number, shown, undoes, undone = (
        table.columns[rank] for rank in (0, 1, len(table.columns) - 2, len(table.columns) - 1)
    )
    assert (str(rows[0][number]), str(rows[0][undoes])) == (str(last.pk), str(first.pk))
    assert str(rows[-1][undone]) == str(last.pk)
    assert rows[-1][shown] == ("=f0" if kind == "json" else "'=f0")
    agent = someone("agent", "essai", "agent")
    assert agent.get(f"{ALL}?format={kind}").status_code == 403
    assert chief.get(f"{ALL}?format=pdf").status_code == 404


def test_a_list_of_many_costs_no_more(chief: Client) -> None:
    essai = Service.objects.get(slug="essai")
    counts = []
    for many in (2, 198):
        Import.objects.bulk_create(
            Import(service=essai, dataset="gens", file="x", at=timezone.now()) for _ in range(many)
        )
        chief.get(ALL)
        with CaptureQueriesContext(connection) as counted:
            chief.get(ALL)
        counts.append(len(counted))
    assert counts[0] == counts[1]
