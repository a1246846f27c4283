"""Who calls: tokens of persons and organisations, sessions, and nobody."""

import datetime as dt

import pytest
import time_machine
from django.test import Client, override_settings
from django.utils import timezone

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.models import Organisation, RoleGrant
from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.tokens.actions import revoke_token
from lieucommun.kernel.tokens.models import Token

from .calling import Caller, agent, token
from .test_reading import site

pytestmark = pytest.mark.django_db
SITES = "/api/services/epreuve/datasets/lieux/records"
NOTEBOOKS = "/api/services/epreuve/datasets/carnet/records"


def test_a_token_acts_with_the_roles_of_its_person() -> None:
    site("a1", state="propose")
    person = agent(role="coordination")
    caller = Caller(token(person))
    assert caller.get(SITES)["count"] == 1
    RoleGrant.objects.filter(person=person).delete()
    assert caller.get(SITES)["count"] == 0


@pytest.mark.parametrize(
    ("scope", "count"),
    [
        ({"roles": ("coordination",)}, 1),
        ({"roles": ("lecteur",)}, 0),
        ({"roles": ()}, 0),
        ({"service": "epreuve", "dataset": "lieux"}, 1),
    ],
)
def test_a_token_opens_no_more_than_its_scope(scope: dict[str, object], count: int) -> None:
    site("a1", state="propose")
    assert Caller(token(agent(role="coordination"), **scope)).get(SITES)["count"] == count


def test_a_token_of_another_service_or_dataset_opens_nothing() -> None:
    person = agent(role="coordination")
    for scope in ({"service": "reseau"}, {"service": "epreuve", "dataset": "reperes"}):
        caller = Caller(token(person, **scope))
        assert caller.get(SITES, 403)["type"] == "urn:lieucommun:problem:forbidden"
    listed = Caller(token(person, service="epreuve", dataset="lieux"))
    found = listed.get("/api/services/epreuve/datasets")["items"]
    assert [each["name"] for each in found] == ["lieux"]


def test_a_token_that_reads_does_not_write() -> None:
    caller = Caller(token(agent(role="coordination"), writes=False))
    problem = caller.send("POST", NOTEBOOKS, {"data": {"titre": "x"}}, 403)
    assert problem["type"] == "urn:lieucommun:problem:forbidden"


def test_a_token_of_an_organisation_has_roles_of_its_own(home: Organisation) -> None:
    site("a1", state="propose", organisation=home.pk)
    site("a2", state="propose")
    caller = Caller(token(home, service="epreuve", roles=("agent",)))
    assert [each["key"] for each in caller.get(SITES)["items"]] == ["a1"]
    made = caller.send("POST", NOTEBOOKS, {"data": {"titre": "Par la maison"}}, 201)
    assert caller.get(f"{NOTEBOOKS}/{made['id']}")["label"] == "Par la maison"


@pytest.mark.parametrize("text", ["", "x", "lieu_", "lieu_abc_def", "lieu_é_è", "a" * 9000])
def test_a_token_that_is_none_is_refused(text: str) -> None:
    caller = Caller(text or "lieu")
    problem = caller.get(SITES, 401)
    assert problem["type"] == "urn:lieucommun:problem:not-signed-in"


def test_a_token_dies_with_its_day_its_person_and_its_revocation() -> None:
    person = agent(role="coordination")
    caller = Caller(token(person))
    caller.get(SITES)
    with time_machine.travel(timezone.now() + dt.timedelta(days=31), tick=False):
        caller.get(SITES, 401)
    person.is_active = False
    person.save()
    caller.get(SITES, 401)
    person.is_active = True
    person.save()
    caller.get(SITES)
    revoke_token(Token.objects.get(person=person), by=person.pk)
    caller.get(SITES, 401)


def test_a_wrong_secret_with_a_known_prefix_is_refused() -> None:
    text = token(agent())
    Caller(text[:-1] + ("a" if text[-1] != "a" else "b")).get(SITES, 401)


def test_the_secret_is_nowhere_and_its_use_is_dated() -> None:
    text = token(agent())
    kept = Token.objects.get()
    assert text.split("_")[1] == kept.prefix
    assert text not in str(Token.objects.values().get())
    Caller(text).get(SITES)
    kept.refresh_from_db()
    assert kept.last_used_at is not None


def test_what_a_token_does_is_in_the_journal() -> None:
    person = agent(role="coordination")
    caller = Caller(token(person, service="epreuve"))
    caller.send("POST", NOTEBOOKS, {"data": {"titre": "x"}}, 201)
    kept = Token.objects.get()
    revoke_token(kept, by=person.pk)
    acts = JournalEntry.objects.filter(object_kind="token").order_by("pk")
    assert [each.action for each in acts] == ["token.created", "token.wrote", "token.revoked"]
    assert {each.object_id for each in acts} == {str(kept.uuid)}
    assert {each.person for each in acts} == {person.pk}


def test_a_session_reads_and_does_not_write() -> None:
    site("a1", state="propose")
    client = Client()
    client.force_login(agent(role="coordination"))
    assert client.get(SITES).json()["count"] == 1
    body = {"data": {"titre": "x"}}
    answer = client.post(NOTEBOOKS, body, content_type="application/json")
    assert answer.status_code == 401


def test_answers_to_a_token_stay_out_of_caches() -> None:
    caller = Caller(token(agent()))
    caller.get(SITES)
    assert caller.headers["Cache-Control"] == "no-store"
    assert "Authorization" in caller.headers["Vary"]
    anyone = Caller()
    anyone.get(SITES)
    assert anyone.headers["Cache-Control"] == "no-cache"


def test_calls_are_counted_by_token_and_by_address() -> None:
    caller, other = Caller(token(agent())), Caller(token(agent()))
    with override_settings(API_CALLS=2):
        caller.get(SITES)
        assert caller.headers["RateLimit-Policy"] == '"api-token";q=2;w=60'
        assert caller.headers["RateLimit"].startswith('"api-token";r=1;')
        caller.get(SITES)
        problem = caller.get(f"{SITES}?lang=en", 429)
        assert problem["detail"].startswith("Wait ")
        assert 1 <= int(caller.headers["Retry-After"]) <= 60
        other.get(SITES)
        anyone = Caller()
        anyone.get(SITES)
        anyone.get(SITES)
        anyone.get(SITES, 429)
        assert anyone.headers["RateLimit-Policy"] == '"api-address";q=2;w=60'


def test_guesses_of_tokens_are_counted() -> None:
    guess = Caller("lieu_abcdefgh_nothing")
    for _ in range(30):
        guess.get(SITES, 401)
    guess.get(SITES, 429)


def test_a_role_that_asks_for_more_proof_asks_it_of_tokens_too(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    site("a1", state="propose")
    text = token(agent(role="coordination"))
    role = open_service("epreuve").manifest.roles["coordination"]
    monkeypatch.setitem(role.__dict__, "second_factor", True)  # noqa: FBT003 - a mapping’s value
    assert Caller(text).get(SITES)["count"] == 0
    Token.objects.update(second_factor=True)
    assert Caller(text).get(SITES)["count"] == 1
