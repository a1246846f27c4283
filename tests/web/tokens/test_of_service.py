"""The tokens of a service, for whoever sees to it."""

import csv
import io
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.people.models import Organisation
from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.tokens.models import Token
from tests.screen import screen
from tests.web.api.calling import Caller, agent, token
from tests.web.manage.conftest import chief, coordinator, folders, somebody

__all__ = ["chief", "coordinator", "folders", "somebody"]  # fixtures of the screens around
pytestmark = pytest.mark.django_db
LIST = "/s/essai/_manage/tokens/"
NEW = f"{LIST}new/"
SENT = {"once": "1", "name": "Relais", "access": "read", "days": "365", "dataset": ""}


@pytest.fixture
def home(folders: None) -> Organisation:
    del folders
    home = Organisation.objects.create(slug="maison", name="Maison")
    agent("essai", "agent", home)
    return home


def test_every_token_that_opens_the_service_is_listed(chief: Client, home: Organisation) -> None:
    assert "Aucun jeton" in screen(chief.get(LIST)).text
    assert LIST in screen(chief.get("/s/essai/_manage/")).links().values()
    holder = agent("essai")
    token(holder, service="essai", roles=("agent",))
    token(holder)
    token(agent("autre"))
    token(agent("autre"), service="autre")
    token(home, service="essai", roles=("agent",))
    page = screen(chief.get(LIST))
    assert len(page.all("h2")) == 3
    assert "Maison" in page.text
    assert holder.email in page.text
    assert [each.get("href", "")[-7:] for each in page.all("a")].count("revoke/") == 2


def test_the_list_is_exported(chief: Client, home: Organisation) -> None:
    token(home, service="essai", roles=("agent",))
    answer = chief.get(f"{LIST}?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    head, row = list(csv.reader(io.StringIO(text), delimiter=";" if ";" in text else ","))
    assert head[:3] == ["À quoi il sert", "Commence par", "De qui"]
    assert row[:3] == ["essai", f"lieu_{Token.objects.get().prefix}", "Maison"]
    assert chief.get(f"{LIST}?format=exe").status_code == 404


def test_one_is_made_for_an_organisation_and_revoked(chief: Client, home: Organisation) -> None:
    offered = screen(chief.get(NEW)).all("input", name="roles")
    assert [each.get("value") for each in offered if each.get("checked") is None] == [
        "chef",
        "agent",
    ]
    page = screen(chief.post(NEW, SENT), 422)
    assert page.text.count("Choisissez l’organisation pour laquelle le programme agit.") == 2
    answer = chief.post(NEW, SENT | {"organisation": "maison", "roles": ["agent"]})
    (text,) = set(re.findall(r"lieu_[a-z0-9]{8}_[\w-]{43}", screen(answer).text))
    kept = Token.objects.get()
    assert (kept.organisation, kept.person, kept.roles) == (home, None, ["agent"])
    Caller(text).get("/api/services/essai/datasets")
    address = f"{LIST}{kept.uuid}/revoke/"
    screen(chief.get(address))
    assert "n’ouvre plus rien" in screen(chief.post(address, follow=True)).text
    Caller(text).get("/api/services/essai/datasets", 401)


def test_without_an_organisation_there_is_a_way_to_have_one(chief: Client) -> None:
    page = screen(chief.get(NEW))
    assert "/s/essai/_manage/people/invite/" in page.links().values()
    chief.post(NEW, SENT)
    assert not Token.objects.exists()


@pytest.mark.usefixtures("home")
def test_a_role_that_asks_for_more_proof_is_not_given_without_it(
    chief: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    role = open_service("essai").manifest.roles["agent"]
    monkeypatch.setitem(role.__dict__, "second_factor", True)  # noqa: FBT003 - a mapping’s value
    assert not screen(chief.get(NEW)).all("input", name="roles", value="agent")
    chief.post(NEW, SENT | {"organisation": "maison", "roles": ["agent"]})
    assert not Token.objects.exists()


def test_a_token_of_another_service_or_of_all_is_not_revoked_here(chief: Client) -> None:
    holder = agent("essai")
    token(holder)
    token(holder, service="autre")
    for each in Token.objects.all():
        assert chief.post(f"{LIST}{each.uuid}/revoke/").status_code == 404


def test_who_sees_to_nothing_sees_nothing(somebody: Client) -> None:
    token(agent("essai"), service="essai")
    for address in (LIST, NEW, f"{LIST}{Token.objects.get().uuid}/revoke/"):
        assert somebody.get(address).status_code == somebody.post(address).status_code == 403
        assert Client().get(address).status_code == 302


def test_as_many_statements_for_2_tokens_as_for_200(chief: Client, home: Organisation) -> None:
    counts = []
    chief.get(LIST)
    for number in (2, 198):
        for _each in range(number):
            token(home, service="essai", roles=("agent",))
        with CaptureQueriesContext(connection) as captured:
            chief.get(LIST)
        counts.append(len(captured))
    assert counts[0] == counts[1]
