"""All the people of the place: found, filtered, given roles of the place, their account closed."""

import csv
import io
import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.place_roles import ADMINISTRATOR, COORDINATOR, PLACE
from lieucommun.kernel.services.registry import forget
from tests.screen import Screen, screen

from .conftest import someone

LIST = "/place/people/"


def one(person: Person) -> str:
    return f"{LIST}{person.uuid}/"


def named(name: str) -> Person:
    return Person.objects.get(name=name)


def acts() -> list[str]:
    return list(JournalEntry.objects.order_by("pk").values_list("action", flat=True))


def found(client: Client, query: str = "") -> list[str]:
    return screen(client.get(f"{LIST}?{query}")).texts("h2")


@pytest.fixture
def people(coordinator: Client) -> Client:
    """Zoé is agent for Nord, Sacha chef for Sud; Léa left; Coline coordinates. No one invented."""
    Person.objects.filter(demo=True).delete()
    Organisation.objects.filter(demo=True).delete()
    for name, role, organisation in (("zoe", "agent", "Nord"), ("sacha", "chef", "Sud")):
        someone(name)
        grant_role(f"{name}@example.org", "essai", role, organisation=organisation)
    someone("lea")
    Person.objects.filter(name="Lea").update(is_active=False)
    return coordinator


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", ["Coline", "Lea", "Sacha", "Zoe"]),
        ("q=zoe%40", ["Zoe"]),
        ("organisation=nord", ["Zoe"]),
        ("role=essai:chef", ["Sacha"]),
        ("role=:coordinator", ["Coline"]),
        ("organisation=nord&role=essai:chef", ["Personne n’est trouvé"]),
        ("state=closed", ["Lea"]),
        ("state=open&q=a", ["Sacha", "Zoe", "Coline"]),
    ],
)
def test_people_are_found_by_what_is_asked(people: Client, query: str, expected: list[str]) -> None:
    assert sorted(found(people, query)) == sorted(expected)


def test_the_list_says_roles_in_words_and_leads_to_each(people: Client) -> None:
    page = screen(people.get(LIST))
    assert "Agent · Nord" in page.text
    assert "Compte fermé" in page.text
    assert page.links()["Zoe"] == one(named("Zoe"))
    assert LIST in screen(people.get("/place/")).links().values()


@pytest.mark.usefixtures("people")
def test_only_coordinators_come_in(chief: Client) -> None:
    zoe = named("Zoe")
    for address in (LIST, one(zoe), f"{one(zoe)}close/", f"{LIST}?format=csv"):
        assert chief.get(address).status_code == 403
        assert Client().get(address).status_code == 302
    for address in (one(zoe), f"{one(zoe)}close/"):
        assert chief.post(address, {"act": "reopen"}).status_code == 403


@pytest.mark.parametrize("kind", ["csv", "xlsx", "ods", "json"])
def test_the_list_is_taken_away_and_the_journal_says_so(people: Client, kind: str) -> None:
    Person.objects.filter(name="Lea").update(name="=1+1")
    content = people.get(f"{LIST}?format={kind}").getvalue()
    assert acts()[-1] == "people.exported"
    if kind == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
        assert [row[0] for row in rows[1:]] == ["'=1+1", "Coline", "Sacha", "Zoe"]
        assert rows[4][1:3] + rows[4][4:7] == [
            "zoe@example.org", "Compte ouvert", "Essai", "Agent", "Nord",
        ]  # fmt: skip
    elif kind == "json":
        assert json.loads(content)["items"][1]["Rôle"] == "Coordination du lieu"
    else:
        assert content.startswith(b"PK")


def test_lists_cost_the_same_whatever_their_length(people: Client) -> None:
    nord = Organisation.objects.get(slug="nord")

    def statements(number: int) -> int:
        for _ in range(number):
            person = Person.objects.create_user(f"p{Person.objects.count()}@example.org", name="P")
            RoleGrant.objects.create(
                person=person, service="essai", role="agent", organisation=nord
            )
        forget()
        with CaptureQueriesContext(connection) as queries:
            screen(people.get(f"{LIST}?organisation=nord"))
        return len(queries)

    statements(1)
    assert statements(1) == statements(200)
    page = screen(people.get(f"{LIST}?organisation=nord"))
    assert "organisation=nord" in page.links()["Suivant"]


def give(client: Client, person: Person, **asked: str) -> Screen:
    answer = client.post(one(person), {"act": "give", **asked}, follow=True)
    return screen(answer, answer.status_code)


def test_a_role_of_the_place_is_given_and_taken_away(people: Client) -> None:
    zoe, coline = named("Zoe"), named("Coline")
    page = give(people, zoe, role=ADMINISTRATOR, organisation="nord")
    assert "Administration · Nord" in page.texts("h3")
    give(people, zoe, role=ADMINISTRATOR, other="Équipe du Ponant")
    give(people, zoe, role=COORDINATOR, organisation="sud")
    held = RoleGrant.objects.filter(person=zoe, service=PLACE).order_by("pk")
    assert list(held.values_list("role", "organisation__slug")) == [
        (ADMINISTRATOR, "nord"),
        (ADMINISTRATOR, "equipe-du-ponant"),
        (COORDINATOR, None),
    ]
    people.post(one(zoe), {"act": "take", "grant": held[0].pk})
    assert held.count() == 2
    assert acts()[-4:] == ["role.granted", "role.granted", "role.granted", "role.taken"]
    assert JournalEntry.objects.latest("pk").person == coline.pk


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"role": ADMINISTRATOR}, "Choisissez l’organisation"),
        ({"role": ADMINISTRATOR, "other": "!!"}, "Écrivez le nom de l’organisation."),
        ({"role": "chef"}, "Choisissez un rôle."),
        ({}, "Choisissez un rôle."),
    ],
)
def test_a_role_badly_asked_for_is_told_and_keeps_what_was_typed(
    people: Client, asked: dict[str, str], told: str
) -> None:
    page = give(people, named("Zoe"), **asked)
    assert told in page.text
    typed = [box.get("value") for box in page.all("input", name="other")]
    assert typed == [asked.get("other", "")]
    assert not RoleGrant.objects.filter(person__name="Zoe", service=PLACE).exists()


def test_a_closed_account_is_given_nothing_and_a_role_of_a_service_is_not_taken_here(
    people: Client,
) -> None:
    lea, zoe = named("Lea"), named("Zoe")
    assert "ouvrez-le" in give(people, lea, role=COORDINATOR).text
    of_service = RoleGrant.objects.get(person=zoe, service="essai")
    for grant in (str(of_service.pk), "x", ""):
        assert people.post(one(zoe), {"act": "take", "grant": grant}).status_code == 404
    assert people.post(one(zoe), {"act": "erase"}).status_code == 404
    missing = f"{LIST}00000000-0000-4000-8000-000000000000/"
    assert people.get(missing).status_code == 404


def test_nobody_takes_the_last_coordinator_away(people: Client) -> None:
    coline, zoe = named("Coline"), named("Zoe")
    own = RoleGrant.objects.get(person=coline, service=PLACE)
    page = screen(people.get(one(coline)))
    assert "dernière personne qui coordonne" in page.text
    answer = people.post(one(coline), {"act": "take", "grant": own.pk}, follow=True)
    assert "dernière personne qui coordonne" in screen(answer).html
    other = someone("carole", role=COORDINATOR)
    Person.objects.filter(name="Carole").update(is_active=False)
    people.post(one(coline), {"act": "take", "grant": own.pk})
    assert RoleGrant.objects.filter(pk=own.pk).exists(), "one who left sees to nothing"
    give(people, zoe, role=COORDINATOR)
    people.post(one(coline), {"act": "take", "grant": own.pk})
    assert not RoleGrant.objects.filter(pk=own.pk).exists()
    assert people.get(LIST).status_code == 403
    del other


def test_an_account_is_closed_with_its_sessions_and_opened_again(people: Client) -> None:
    zoe = named("Zoe")
    hers = Client(headers={"accept-language": "fr"})
    hers.force_login(zoe)
    assert hers.get("/me/").status_code == 200
    page = screen(people.get(f"{one(zoe)}close/"))
    assert page.heading == "Fermer un compte"
    page = screen(people.post(f"{one(zoe)}close/", follow=True))
    assert "Rouvrir le compte" in page.texts("button")
    assert hers.get("/me/").status_code != 200
    assert acts()[-1] == "person.deactivated"
    people.post(one(zoe), {"act": "reopen"})
    zoe.refresh_from_db()
    assert zoe.is_active
    assert acts()[-1] == "person.reactivated"
    told = screen(people.get("/place/journal/")).text
    assert "A fermé un compte" in told
    assert "A rouvert un compte" in told


def test_one_does_not_close_ones_own_account_nor_that_of_the_last_coordinator(
    people: Client,
) -> None:
    coline = named("Coline")
    for status, answer in (
        (200, people.get(f"{one(coline)}close/")),
        (409, people.post(f"{one(coline)}close/")),
    ):
        assert "Ce compte reste ouvert" in screen(answer, status).text
    coline.refresh_from_db()
    assert coline.is_active
