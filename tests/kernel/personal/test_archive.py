"""Everything known about a person is in their archive, and nothing of anyone else."""

import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test.utils import override_settings
from django.utils import timezone

from lieucommun.kernel.datasets.actions import create_record
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.files.actions import keep
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.joining.actions import ask_role
from lieucommun.kernel.joining.inviting.actions import invite
from lieucommun.kernel.joining.inviting.queries import Offer
from lieucommun.kernel.joining.models import Invitation, RoleRequest
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.place_roles import COORDINATOR, PLACE, LastCoordinatorError
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.personal.actions import erase_account
from lieucommun.kernel.personal.archive import archive
from lieucommun.kernel.personal.queries import known as known_of
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import forget, open_service, synchronise
from tests.joining import known
from tests.kernel.services.folders import service

MANIFEST = """
languages: [fr]
privacy:
  purpose: {fr: Suivre les demandes.}
  legal_basis: public-interest
  sensitivity: personal
  retention: {demandes: {keep: P2Y, since: created, then: delete}}
roles:
  demandeur: {title: {fr: Demandeur}}
  agent: {title: {fr: Agent}, oversees: true}
  relu: {title: {fr: Relu}, join: {account: email, approve: agent}}
datasets:
  demandes:
    title: {fr: Demandes}
    label: "{nom}"
    fields:
      nom: {type: text, title: {fr: Nom}, personal: identifying}
      courriel: {type: email, title: {fr: Courriel}, personal: identifying}
      interne: {type: text, title: {fr: Note interne}}
    access:
      demandeur: {read: own, create: true, hide: [interne]}
      agent: {read: all, create: true, update: all}
"""


@pytest.fixture
def guichet(tmp_path: Path, db: None) -> Iterator[LoadedService]:
    del db
    service(tmp_path, MANIFEST, "guichet")
    with override_settings(SERVICE_FOLDERS=[tmp_path], DEMO=False):
        forget()
        assert synchronise().problems == ()
        yield open_service("guichet")
    forget()


@pytest.fixture
def canary(guichet: LoadedService) -> Person:
    """Someone of whom something is kept in every kind of table."""
    someone, agent = known("canary@example.org"), known("agent@example.org")
    grant_role(someone.email, "guichet", "demandeur", organisation="Canari organisation")
    grant_role(agent.email, "guichet", "agent")
    dataset = guichet.dataset("demandes")
    mine = {"nom": "canari-fiche", "courriel": someone.email}
    create_record(dataset, mine, by=viewer_for(someone, "guichet"))
    create_record(
        dataset,
        {"nom": "autre-fiche", "courriel": "other@example.org", "interne": "canari-cache"},
        by=viewer_for(agent, "guichet"),
    )
    asked = ask_role(someone, guichet, "relu")
    RoleRequest.objects.filter(pk=asked.pk).update(state="refused", reason="canari-raison")
    invite(agent, someone.email, Offer("guichet", "agent"))
    invite(agent, "stranger@example.org", Offer("guichet", "agent"))
    content = io.BytesIO(b"canari-fichier\n")
    sent = keep(content, name="canari-nom.txt", service="guichet", by=someone.pk)
    Attachment.objects.filter(pk=sent.pk).update(state=Attachment.State.CLEAN)
    return someone


def opened(person: Person) -> dict[str, str]:
    content = b"".join(archive(person, "fr"))
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        assert book.testzip() is None
        return {name: book.read(name).decode() for name in book.namelist()}


def test_the_archive_holds_every_canary(canary: Person) -> None:
    files = opened(canary)
    everything = "\n".join(files.values())
    for wanted in (
        "canary@example.org",
        "Canari organisation",
        "canari-fiche",
        "canari-raison",
        "canari-nom.txt",
        "canari-fichier",
        "request.made",
        "Suivre les demandes.",
        str(Invitation.objects.get(email=canary.email).uuid),
    ):
        assert wanted in everything, wanted
    told = json.loads(files["records-guichet-demandes.json"])
    assert [row["nom"] for row in told["rows"]] == ["canari-fiche"]
    assert told["purpose"] == "Suivre les demandes."
    assert told["kept"] == "2 ans à partir de la création de la fiche, puis suppression."
    entries = json.loads(files["journal-journalentry.json"])["rows"]
    about = JournalEntry.objects.filter(person=canary.pk) | JournalEntry.objects.filter(
        object_kind="person", object_id=str(canary.uuid)
    )
    assert {row["id"] for row in entries} == set(about.values_list("pk", flat=True))
    assert {row["person"] for row in entries} <= {"you", "someone", None}


def test_the_archive_holds_nothing_of_others_and_no_secret(canary: Person) -> None:
    canary.set_password("canari-secret-2026")
    canary.save()
    everything = "\n".join(opened(canary).values())
    for hidden in (
        "agent@example.org",
        "stranger@example.org",
        "autre-fiche",
        "canari-cache",
        canary.password,
    ):
        assert hidden not in everything, hidden


def test_records_that_roles_do_not_open_are_counted(canary: Person) -> None:
    RoleGrant.objects.filter(person=canary).delete()
    files = opened(canary)
    told = json.loads(files["records-guichet-demandes.json"])
    assert (told["total"], told["open_to_you"], told["rows"]) == (1, 0, [])
    assert "canari-fiche" not in "\n".join(files.values())
    assert "0 sur 1" in files["README.txt"]


def test_files_about_others_are_not_given(canary: Person) -> None:
    sent = Attachment.objects.get(by=canary)
    assert "canari-fichier" in "\n".join(opened(canary).values())
    for changes in ({"purpose": "export"}, {"purpose": "import"}, {"record": sent.uuid}):
        former = {name: getattr(sent, name) for name in changes}
        Attachment.objects.filter(pk=sent.pk).update(**changes)
        assert "canari-fichier" not in "\n".join(opened(canary).values()), changes
        Attachment.objects.filter(pk=sent.pk).update(**former)


def test_an_address_that_is_not_verified_finds_nothing_of_others(canary: Person) -> None:
    Record.objects.filter(owner=canary).update(owner=None)
    Person.objects.filter(pk=canary.pk).update(email_verified_at=None)
    canary.refresh_from_db()
    files = opened(canary)
    assert "records-guichet-demandes.json" not in files
    assert "joining-invitation.json" not in files


def test_an_account_is_erased_and_records_stay_without_it(canary: Person) -> None:
    number = canary.pk
    erase_account(canary)
    assert not Person.objects.filter(pk=number).exists()
    assert not Invitation.objects.filter(email="canary@example.org").exists()
    assert not RoleRequest.objects.exists()
    assert Record.objects.filter(owner=None, dataset="demandes").count() == 1
    assert JournalEntry.objects.filter(action="person.erased", person=number).count() == 1


def test_the_last_coordinator_stays(canary: Person) -> None:
    grant_role(canary.email, PLACE, COORDINATOR)
    with pytest.raises(LastCoordinatorError):
        erase_account(canary)
    other = known("other@example.org")
    grant_role(other.email, PLACE, COORDINATOR)
    Person.objects.filter(pk=other.pk).update(is_active=False)
    with pytest.raises(LastCoordinatorError):
        erase_account(canary)
    Person.objects.filter(pk=other.pk).update(is_active=True)
    erase_account(canary)


def test_every_table_has_words(canary: Person) -> None:
    found = known_of(canary)
    assert all(each.title and each.purpose and each.until for each in found)
    assert timezone.now() >= canary.created_at
