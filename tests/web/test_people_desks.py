"""Who sees to people: of a service, of an organisation; and what they never see."""

import csv
import io
import re

import pytest
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.joining.models import Invitation
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Organisation, Person, RoleGrant
from lieucommun.kernel.people.place_roles import ADMINISTRATOR, PLACE
from lieucommun.kernel.services.registry import forget
from tests.joining import essai, known, posted
from tests.screen import Screen, screen

__all__ = ["essai"]
pytestmark = pytest.mark.usefixtures("essai")
SERVICE, NORD, SUD = "/s/essai/_manage/people/", "/me/organisations/nord/", "/me/organisations/sud/"


@pytest.fixture
def chef() -> Person:
    someone = known("chef@example.org")
    grant_role(someone.email, "essai", "chef")
    return someone


@pytest.fixture
def admin() -> Person:
    """The administrator of Nord; Zoé works for both organisations, Sacha for Sud only."""
    someone = known("admin@example.org")
    grant_role(someone.email, PLACE, ADMINISTRATOR, organisation="Nord")
    for name, organisation in (("zoe", "Nord"), ("zoe", "Sud"), ("sacha", "Sud")):
        email = f"{name}@example.org"
        if not Person.objects.filter(email=email).exists():
            known(email)
        role = "region" if organisation == "Nord" else "relu"
        grant_role(email, "essai", role, organisation=organisation)
    return someone


def names(page: Screen) -> list[str]:
    return page.texts("h2")


def test_who_sees_to_a_service_invites_into_it(client: Client, chef: Person) -> None:
    client.force_login(chef)
    assert names(screen(client.get(SERVICE))) == ["Chef"]
    page = screen(client.post(f"{SERVICE}invite/", {"email": "x", "role": "essai:region"}), 422)
    assert [box.get("value") for box in page.all("input", name="email")] == ["x"]
    asked = {"email": "nadia@nord.example", "role": "essai:region", "other": "Équipe du Nord"}
    with posted():
        answer = client.post(f"{SERVICE}invite/", asked, follow=True)
    assert names(screen(answer)) == ["nadia@nord.example"]
    found = re.search(r"http://testserver(/invitations/\S+)", str(mail.outbox[-1].body))
    assert found
    stranger = Client()
    page = screen(stranger.get(found[1]))
    assert "Région" in page.text
    assert "Équipe du Nord" in page.text
    screen(stranger.post(found[1], {"name": " "}), 422)
    stranger.post(found[1], {"name": "Nadia"})
    assert screen(stranger.get("/me/")).heading == "Nadia"
    assert names(screen(client.get(SERVICE))) == ["Chef", "Nadia"]
    assert "ne fonctionne plus" in screen(stranger.get(found[1]), 410).text


def test_invitations_are_sent_again_and_withdrawn(client: Client, chef: Person) -> None:
    client.force_login(chef)
    client.post(f"{SERVICE}invite/", {"email": "n@example.org", "role": "essai:region"})
    (made,) = Invitation.objects.all()
    client.post(f"{SERVICE}invitations/{made.uuid}/", {"act": "again"})
    made.refresh_from_db()
    assert made.round == 2
    page = screen(
        client.post(f"{SERVICE}invitations/{made.uuid}/", {"act": "withdraw"}, follow=True)
    )
    assert "Aucune invitation n’attend" in page.text
    assert client.post(f"{SERVICE}invitations/{made.uuid}/").status_code == 404


def test_roles_that_one_may_not_offer_are_refused(client: Client, admin: Person) -> None:
    client.force_login(admin)
    choices = [
        box.get("value") for box in screen(client.get(f"{NORD}invite/")).all("input", name="role")
    ]
    assert choices == ["essai:region", ":administrator"]
    for role in ("essai:chef", "essai:relu", ":coordinator", "autre:chef", ""):
        answer = client.post(f"{NORD}invite/", {"email": "n@example.org", "role": role})
        screen(answer, 422)
    assert not Invitation.objects.exists()


def test_an_administrator_sees_nothing_of_another_organisation(
    client: Client, admin: Person
) -> None:
    client.force_login(admin)
    for address in (SUD, f"{SUD}invite/", f"{SUD}invitations/", f"{SUD}export.csv"):
        assert client.get(address).status_code == 404
    assert client.get("/me/organisations/nowhere/").status_code == 404
    page = screen(client.get(NORD))
    assert names(page) == ["Admin", "Zoe"]
    everywhere = page.html + screen(client.get("/me/")).html
    export = b"".join(client.get(f"{NORD}export.csv").streaming_content).decode()  # type: ignore[attr-defined]
    for hidden in ("Sud", "sacha", "Sacha", "relu", "Relu"):
        assert hidden not in everywhere
        assert hidden not in export
    assert names(screen(client.get(f"{NORD}?q=sacha"))) == ["Personne n’est trouvé pour « sacha »"]
    elsewhere = RoleGrant.objects.get(person__email="zoe@example.org", role="relu")
    assert client.post(f"{NORD}remove/{elsewhere.pk}/").status_code == 404
    assert client.get(SERVICE).status_code == 403
    sud = Organisation.objects.get(slug="sud")
    other = Invitation.objects.create(
        email="n@example.org",
        service="essai",
        role="relu",
        organisation=sud,
        sent_at=sud.grants.latest("pk").created_at,
        expires_at=sud.grants.latest("pk").created_at,
    )
    assert client.post(f"{NORD}invitations/{other.uuid}/", {"act": "withdraw"}).status_code == 404


def test_a_role_is_taken_away(client: Client, admin: Person) -> None:
    client.force_login(admin)
    held = RoleGrant.objects.get(person__email="zoe@example.org", role="region")
    page = screen(client.post(f"{NORD}remove/{held.pk}/", follow=True))
    assert names(page) == ["Admin"]
    assert RoleGrant.objects.filter(person__email="zoe@example.org").count() == 1


def test_the_list_is_exported_and_no_formula_runs(client: Client, chef: Person) -> None:
    evil = Person.objects.create_user("e@example.org", name="=cmd()")
    RoleGrant.objects.create(person=evil, service="essai", role="region")
    client.force_login(chef)
    answer = client.get(f"{SERVICE}export.csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    rows = list(csv.reader(io.StringIO(text)))
    assert [row[:2] for row in rows[1:]] == [
        ["'=cmd()", "e@example.org"],
        ["Chef", "chef@example.org"],
    ]
    book = b"".join(client.get(f"{SERVICE}export.xlsx").streaming_content)  # type: ignore[attr-defined]
    assert book.startswith(b"PK")
    assert client.get(f"{SERVICE}export.exe").status_code == 404
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "address", [SERVICE, NORD, f"{SERVICE}invitations/", f"{NORD}invitations/"]
)
def test_lists_cost_the_same_whatever_their_length(
    client: Client, admin: Person, address: str
) -> None:
    grant_role(admin.email, "essai", "chef")
    client.force_login(admin)
    nord = Organisation.objects.get(slug="nord")
    moment = nord.grants.latest("pk").created_at

    def statements(number: int) -> int:
        for rank in range(Invitation.objects.count(), number):
            person = known(f"p{rank}@nord.example")
            place = {"service": "essai", "role": "region", "organisation": nord}
            RoleGrant.objects.create(person=person, **place)
            Invitation.objects.create(
                email=person.email, by=admin, sent_at=moment, expires_at=moment, **place
            )
        forget()
        with CaptureQueriesContext(connection) as queries:
            screen(client.get(address))
        return len(queries)

    statements(1)
    assert statements(2) == statements(200)


def close(person: str) -> str:
    return f"{NORD}close/{Person.objects.get(email=f'{person}@example.org').uuid}/"


def test_an_administrator_closes_the_account_of_a_member(client: Client, admin: Person) -> None:
    client.force_login(admin)
    nadege = known("nadege@example.org")
    grant_role(nadege.email, "essai", "region", organisation="Nord")
    hers = Client()
    hers.force_login(nadege)
    assert close("nadege") in screen(client.get(NORD)).links().values()
    page = screen(client.get(close("nadege")))
    assert (page.heading, "Fermer ce compte" in page.texts("button")) == ("Fermer un compte", True)
    page = screen(client.post(close("nadege"), follow=True))
    assert "Compte fermé" in page.text
    assert close("nadege") not in page.links().values()
    assert hers.get("/me/").status_code != 200
    (entry,) = JournalEntry.objects.filter(action="person.deactivated")
    assert (entry.person, entry.object_id) == (admin.pk, str(nadege.uuid))
    assert RoleGrant.objects.filter(person=nadege).count() == 1


def test_who_has_roles_elsewhere_keeps_their_account(client: Client, admin: Person) -> None:
    client.force_login(admin)
    page = screen(client.get(close("zoe")))
    assert "Le compte reste ouvert" in page.text
    assert "Essai · Région" in page.texts("li")[-1]
    page = screen(client.post(close("zoe"), follow=True))
    assert names(page) == ["Admin"]
    assert "le compte reste ouvert" in page.html
    for hidden in ("Sud", "Relu"):
        assert hidden not in page.html
    zoe = Person.objects.get(email="zoe@example.org")
    assert (zoe.is_active, [each.role for each in zoe.grants.all()]) == (True, ["relu"])
    (taken,) = JournalEntry.objects.filter(object_id=str(zoe.uuid), action="role.taken")
    assert taken.person == admin.pk


def test_one_closes_no_account_but_that_of_ones_members(client: Client, admin: Person) -> None:
    client.force_login(admin)
    assert client.post(close("sacha")).status_code == 404
    assert client.post(close("sacha").replace("nord", "sud")).status_code == 404
    assert "Ce compte reste ouvert" in screen(client.post(close("admin")), 409).text
    own = RoleGrant.objects.get(person=admin, service=PLACE)
    page = screen(client.post(f"{NORD}remove/{own.pk}/", follow=True))
    assert "invitez d’abord quelqu’un" in page.html
    assert RoleGrant.objects.filter(pk=own.pk).exists()
    client.force_login(known("chef@example.org"))
    assert client.post(close("zoe")).status_code == 404
    assert not JournalEntry.objects.filter(action="person.deactivated").exists()


def test_who_sees_to_the_service_too_finds_the_way_there(client: Client, admin: Person) -> None:
    client.force_login(admin)
    grant_role(admin.email, "essai", "chef")
    closing = [url for url in screen(client.get(SERVICE)).links().values() if "/close/" in url]
    assert closing == [close("zoe")]
