"""Roles that ask for a second factor count only once it is proved: pages, exports, everywhere."""

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.datasets.actions import create_record
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.writing import SYSTEM
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import coordinates, viewer_for
from lieucommun.kernel.services.oversight import overseen, oversees
from lieucommun.kernel.services.registry import open_service
from tests.screen import screen
from tests.signing import app_code, come_in_by_code, with_app

pytestmark = pytest.mark.usefixtures("guarded")


@pytest.fixture
def agent(lea: Person) -> Person:
    grant_role(lea.email, "essai", "agent")
    return lea


def test_a_role_that_asks_for_proof_counts_only_with_it(agent: Person) -> None:
    grant_role(agent.email, "essai", "lecteur")
    viewer = viewer_for(agent, "essai")
    assert ([grant.role for grant in viewer.grants], viewer.withheld) == (["lecteur"], {"agent"})
    agent.proved = True
    viewer = viewer_for(agent, "essai")
    assert ([grant.role for grant in viewer.grants], viewer.withheld) == (
        ["agent", "lecteur"],
        set(),
    )


def test_whoever_is_read_anew_has_proved_nothing(agent: Person) -> None:
    agent.proved = True
    agent.save()
    assert not Person.objects.get(pk=agent.pk).proved


def test_no_read_escapes(agent: Person) -> None:
    service = open_service("essai")
    create_record(service.dataset("notes"), {"titre": "Confidence"}, by=SYSTEM)
    read = query(service.dataset("notes"), viewer_for(agent, "essai"))
    assert (read.count(), oversees(agent, service), overseen(agent)) == (0, False, [])
    agent.proved = True
    read = query(service.dataset("notes"), viewer_for(agent, "essai"))
    assert (read.count(), oversees(agent, service)) == (1, True)


@pytest.mark.parametrize(
    "address",
    ["/s/essai/notes/", "/s/essai/notes/?format=csv", "/s/essai/notes/?format=json"],
)
def test_no_page_and_no_export_shows_more(client: Client, agent: Person, address: str) -> None:
    service = open_service("essai")
    create_record(service.dataset("notes"), {"titre": "Confidence"}, by=SYSTEM)
    grant_role(agent.email, "essai", "lecteur")
    come_in_by_code(client, agent)
    assert "Confidence" not in _whole(client, address)
    with_app(agent)
    client.post("/sign-in/second-factor/", {"code": app_code()})
    assert "Confidence" in _whole(client, address)


def _whole(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return str(answer.getvalue().decode())


def test_a_page_seen_without_the_role_says_that_it_waits(client: Client, agent: Person) -> None:
    come_in_by_code(client, agent)
    page = screen(client.get("/s/essai/"))
    assert page.links()["Prouver qui vous êtes"] == "/sign-in/second-factor/?next=%2Fs%2Fessai%2F"


def test_whoever_has_no_factor_is_led_to_set_one_up_and_back(client: Client, agent: Person) -> None:
    assert come_in_by_code(client, agent, "/s/essai/guichet/") == "/s/essai/guichet/"
    first = client.get("/s/essai/guichet/")
    assert first["Location"] == "/sign-in/second-factor/?next=/s/essai/guichet/"
    page = screen(client.get(first["Location"]))
    assert page.heading == "Protéger votre compte"
    app = page.links()["Préparer une application"]
    assert app == "/me/security/app/?next=/s/essai/guichet/"
    form = screen(client.get(app))
    secret = form.all("code")[0].text or ""
    shown = _code_of(secret.replace(" ", ""))
    answer = client.post("/me/security/app/", {"code": shown, "next": "/s/essai/guichet/"})
    codes = screen(client.get(answer["Location"]))
    assert len(codes.all("code")) == 10
    assert codes.links()["Continuer"] == "/s/essai/guichet/"
    assert screen(client.get("/s/essai/guichet/")).heading == "Guichet"
    assert JournalEntry.objects.get(action="person.factor_added").fields == ["totp"]


def _code_of(secret: str) -> str:
    import time

    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def test_whoever_has_a_factor_proves_it_when_coming_in(client: Client, agent: Person) -> None:
    with_app(agent)
    assert come_in_by_code(client, agent, "/s/essai/guichet/") == "/sign-in/step/"
    assert client.get("/s/essai/guichet/").status_code == 302
    assert "n’est pas le bon" in screen(client.post("/sign-in/step/", {"code": "000000"})).text
    answer = client.post("/sign-in/step/", {"code": app_code()})
    assert answer["Location"] == "/s/essai/guichet/"
    assert client.get("/s/essai/guichet/").status_code == 200
    entry = JournalEntry.objects.get(action="person.signed_in")
    assert entry.fields == ["code", "mfa"]


def test_the_code_of_an_app_serves_once_whoever_types_it(client: Client, agent: Person) -> None:
    with_app(agent)
    code = app_code()
    come_in_by_code(client, agent)
    client.post("/sign-in/step/", {"code": code})
    assert "_auth_user_id" in client.session
    other = Client()
    come_in_by_code(other, agent)
    other.post("/sign-in/step/", {"code": code})
    assert "_auth_user_id" not in other.session


def test_a_recovery_code_replaces_the_device_once(client: Client, agent: Person) -> None:
    from lieucommun.kernel.people.factors.queries import recovery_codes

    with_app(agent)
    spare = recovery_codes(agent)[3]
    for times, here in enumerate((client, Client())):
        come_in_by_code(here, agent)
        here.post("/sign-in/step/", {"code": spare})
        assert ("_auth_user_id" in here.session) is (times == 0)
    assert len(recovery_codes(agent)) == 9


def test_secrets_are_not_kept_as_they_are(agent: Person) -> None:
    from allauth.mfa.models import Authenticator

    from tests.signing import SECRET

    with_app(agent)
    assert SECRET not in str(list(Authenticator.objects.values_list("data", flat=True)))


def test_the_key_of_the_session_changes_when_it_may_do_more(client: Client, agent: Person) -> None:
    come_in_by_code(client, agent)
    before = client.session.session_key
    with_app(agent)
    client.post("/sign-in/second-factor/", {"code": app_code()})
    assert client.session.session_key != before
    assert "1" in screen(client.get("/me/security/")).text


def test_roles_of_the_place_ask_for_it_by_a_setting(lea: Person, settings: Settings) -> None:
    grant_role(lea.email, "", "coordinator")
    settings.SECOND_FACTOR = True
    assert not coordinates(lea)
    lea.proved = True
    assert coordinates(lea)
    lea.proved = False
    settings.SECOND_FACTOR = False
    assert coordinates(lea)


def test_an_invented_person_is_spared_only_in_a_demonstration(
    agent: Person, settings: Settings
) -> None:
    agent.demo = True
    agent.save()
    settings.DEMO = True
    assert viewer_for(agent, "essai").holds("agent")
    settings.DEMO = False
    assert not viewer_for(agent, "essai").holds("agent")


def test_a_page_refused_for_another_reason_stays_refused(client: Client, agent: Person) -> None:
    with_app(agent)
    come_in_by_code(client, agent)
    client.post("/sign-in/step/", {"code": app_code()})
    assert client.get("/s/essai/_folder/demo.yaml").status_code in {403, 404}
