"""The files of a service on a screen: in words, counted, filtered, and named only to readers."""

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from lieucommun.kernel.datasets.actions import SYSTEM, create_record
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import open_service
from lieucommun.web.views.manage.files import PER_PAGE
from tests.screen import screen

ADDRESS = "/s/essai/_manage/files/"


def file(name: str, person: Person | None = None, **more: object) -> Attachment:
    values = {"service": "essai", "content_type": "image/png", "size": 2048, "sha256": "a" * 64}
    return Attachment.objects.create(name=name, by=person, **{**values, **more})


def held(name: str, label: str = "Zoé") -> Attachment:
    """Return a file of a record of people, in a field that whoever reads the record sees."""
    made = create_record(open_service("essai").dataset("gens"), {"nom": label}, by=SYSTEM)
    return file(name, dataset="gens", record=made.uuid, field="nom")


def rows(client: Client, asked: str = "") -> list[list[str]]:
    page = screen(client.get(ADDRESS + asked))
    return [[" ".join(cell.itertext()).strip() for cell in row] for row in page.all("tbody")[0]]


def test_files_are_told_in_words(chief: Client, settings: Settings) -> None:
    settings.FILES_SERVICE_QUOTA = 10
    charles = Person.objects.get(name="Charles")
    file("import.csv", charles, purpose="import", content_type="text/csv")
    held("photo.png")
    file("virus.png", charles, state="refused", reason="Eicar")
    file("ailleurs.png", service="autre")
    told = [row[:6] for row in rows(chief)]
    left = "Le lieu, ou une personne partie"
    assert told == [
        ["virus.png", "PNG", "2,0\xa0Kio", "Refusé (Eicar)", "Rien encore", "Chef"],
        ["photo.png", "PNG", "2,0\xa0Kio", "Prêt", "Gens · Zoé", left],
        ["import.csv", "tableau de valeurs", "2,0\xa0Kio", "Prêt", "Un import", "Chef"],
    ]
    page = screen(chief.get(ADDRESS))
    assert "6,0 Kio sur 10,0 Mio" in page.text
    (bar,) = page.root.iter("progress")
    assert (bar.get("value"), bar.get("max")) == (str(6144), str(10 * 1024 * 1024))


def test_names_are_for_those_who_may_read_them(chief: Client, coordinator: Client) -> None:
    someone = Person.objects.create_user("ada@example.org", name="Ada")
    held("canari-tenu.png", "Canari")
    file("canari-envoi.png", someone)
    hidden = held("canari-secret.png")
    Attachment.objects.filter(pk=hidden.pk).update(field="absent")
    page = screen(chief.get(ADDRESS))
    assert [row[0].startswith("Un nom") for row in rows(chief)] == [True, True, False]
    assert ("canari-envoi" in page.html, "Ada" in page.text) == (False, False)
    assert "Quelqu’un sans rôle ici" in page.text
    for address in (ADDRESS, f"{ADDRESS}?format=json"):
        answer = coordinator.get(address)
        assert (answer.status_code, b"anari" in answer.getvalue()) == (200, False)


def test_a_state_leaves_its_files(chief: Client) -> None:
    file("a.png")
    file("b.png", state="waiting")
    assert [row[0] for row in rows(chief, "?state=waiting")] == ["b.png"]
    assert [row[0] for row in rows(chief, "?state=rien&before=x")] == ["b.png", "a.png"]
    empty = screen(chief.get(f"{ADDRESS}?state=refused"))
    assert "Aucun fichier ici" in empty.text


def test_an_empty_service_says_what_will_stand_here(chief: Client, settings: Settings) -> None:
    settings.FILES_SERVICE_QUOTA = 0
    page = screen(chief.get(ADDRESS))
    assert "Aucun fichier ici" in page.text
    assert "sans limite" in page.text
    assert list(page.root.iter("progress")) == []


def test_pages_cost_the_same_and_follow_one_another(chief: Client) -> None:
    def statements() -> int:
        with CaptureQueriesContext(connection) as caught:
            assert chief.get(ADDRESS).status_code == 200
        return len(caught)

    people = [Person.objects.create_user(f"p{n}@example.org", name=f"P{n}") for n in range(9)]
    for number in range(2):
        held(f"{number}.png")
        file(f"{number}.csv", people[number])
    statements()
    few = statements()
    for number in range(100):
        held(f"x{number}.png")
        file(f"x{number}.csv", people[number % 9])
    assert statements() == few
    page = screen(chief.get(ADDRESS))
    second = rows(chief, page.links()["Suivant"])
    assert len(second) == PER_PAGE
    assert screen(chief.get(f"{ADDRESS}?before={'9' * 30}")).heading == "Fichiers"


@pytest.mark.parametrize("kind", ["csv", "xlsx", "json"])
def test_they_are_taken_away(chief: Client, kind: str) -> None:
    file("=1+1.png")
    held("photo.png")
    content = chief.get(f"{ADDRESS}?format={kind}").getvalue()
    if kind == "csv":
        assert "'=1+1.png,PNG,2048,Prêt" in content.decode("utf-8-sig")
    if kind == "json":
        item = json.loads(content)["items"][0]
        assert (item["Fichier"], item["Taille en octets"]) == ("photo.png", 2048)
    assert content


def test_nobody_else_comes_in(somebody: Client, client: Client) -> None:
    assert somebody.get(ADDRESS).status_code == 403
    assert client.get(ADDRESS)["Location"] == f"/sign-in/?next={ADDRESS}"
