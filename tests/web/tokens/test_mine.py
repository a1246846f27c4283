"""A person's own tokens: make one, see it once, use it, revoke it."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.tokens.models import Token
from tests.screen import screen
from tests.web.api.calling import Caller, agent, token
from tests.web.manage.conftest import chief, coordinator, folders, somebody

__all__ = ["chief", "coordinator", "folders", "somebody"]  # fixtures of the screens around
pytestmark = pytest.mark.django_db
LIST, NEW = "/me/tokens/", "/me/tokens/new/"
ESSAI = f"{NEW}?service=essai"
SENT = {"once": "1", "name": "Export", "dataset": "gens", "access": "write", "days": "30"}


def prove(client: Client) -> None:
    """Take the session as one that passed a second factor, as sign-in writes it there."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": 0}]
    session["account_authentication_methods_user"] = client.session["_auth_user_id"]
    session.save()


def test_one_is_made_shown_once_and_listed(somebody: Client) -> None:
    assert "Aucun jeton" in screen(somebody.get(LIST)).text
    assert LIST in screen(somebody.get("/me/")).links().values()
    assert screen(somebody.get(NEW)).all("option", value="essai")
    screen(somebody.get(ESSAI))
    answer = somebody.post(ESSAI, SENT | {"roles": ["agent"]})
    (text,) = set(re.findall(r"lieu_[a-z0-9]{8}_[\w-]{43}", screen(answer).text))
    assert "no-store" in answer.headers["Cache-Control"]
    kept = Token.objects.get()
    assert (kept.service, kept.dataset, kept.writes, kept.roles) == (
        "essai",
        "gens",
        True,
        ["agent"],
    )
    assert round((kept.expires_at - kept.created_at) / dt.timedelta(days=1)) == 30
    assert Caller(text).get("/api/services/essai/datasets")["items"][0]["name"] == "gens"
    again = screen(somebody.post(ESSAI, SENT | {"roles": ["agent"]}, follow=True))
    assert Token.objects.count() == 1
    assert text not in again.html
    assert again.heading == "Vos jetons"
    assert all(
        word in again.text for word in ("Export", kept.prefix, "Gens", "Agent", "Fonctionne")
    )


def test_errors_stand_by_their_fields_and_nothing_is_lost(somebody: Client) -> None:
    wrong = {"name": " ", "dataset": "x", "access": "write", "days": "4000", "roles": "chef"}
    page = screen(somebody.post(ESSAI, wrong), 422)
    assert not Token.objects.exists()
    for sentence in (
        "Écrivez en quelques mots à quoi il sert.",
        "Choisissez une de ces réponses.",
        "Choisissez un rôle au moins.",
        "Choisissez combien de temps il fonctionne.",
    ):
        assert page.text.count(sentence) == 2, sentence
    assert page.all("input", name="access", value="write")[0].get("checked") is not None


def test_one_for_every_service_has_no_choice_of_roles(somebody: Client) -> None:
    page = screen(somebody.get(f"{NEW}?service="))
    assert not page.all("input", name="roles")
    somebody.post(f"{NEW}?service=", {"name": "Tout", "access": "read", "days": "7", "once": "2"})
    kept = Token.objects.get()
    assert (kept.service, kept.roles, kept.writes) == ("", None, False)
    assert somebody.get(f"{NEW}?service=ailleurs").status_code == 404


def test_a_role_that_asks_for_more_proof_is_not_given_without_it(
    chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = open_service("essai").manifest.roles["chef"]
    monkeypatch.setitem(role.__dict__, "second_factor", True)  # noqa: FBT003 - a mapping’s value
    page = screen(chief.get(ESSAI))
    assert not page.all("input", name="roles")
    assert "seconde preuve" in page.text
    prove(chief)
    assert screen(chief.get(ESSAI)).all("input", name="roles", value="chef")
    chief.post(ESSAI, SENT | {"roles": "chef"})
    assert Token.objects.get().second_factor is True


def test_one_is_revoked_once_confirmed_and_only_one_s_own(somebody: Client, chief: Client) -> None:
    somebody.post(ESSAI, SENT | {"roles": "agent"})
    address = f"{LIST}{Token.objects.get().uuid}/revoke/"
    assert address in screen(somebody.get(LIST)).links().values()
    assert chief.get(address).status_code == chief.post(address).status_code == 404
    screen(somebody.get(address))
    assert Token.objects.get().alive
    page = screen(somebody.post(address, follow=True))
    assert not Token.objects.get().alive
    assert "Révoqué" in page.text
    assert address not in page.links().values()


def test_nobody_else_has_these_screens() -> None:
    for address in (LIST, NEW, f"{LIST}00000000-0000-0000-0000-000000000000/revoke/"):
        assert Client().get(address).status_code == 302


@pytest.mark.usefixtures("folders")
def test_as_many_statements_for_2_tokens_as_for_200() -> None:
    person, client, counts = agent("essai"), Client(), []
    client.force_login(person)
    client.get(LIST)
    for number in (2, 198):
        for _each in range(number):
            token(person, service="essai", roles=("agent",))
        with CaptureQueriesContext(connection) as captured:
            client.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]
