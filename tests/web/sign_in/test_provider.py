"""Coming in through an OpenID Connect provider that runs for real; refusing a hostile one."""

import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import deactivate_person
from lieucommun.kernel.people.models import Identity, Organisation, Person
from lieucommun.web.openid import configuration
from tests.oidc_provider import CLIENT, SECRET, Provider, drawn, running
from tests.screen import screen
from tests.signing import app_code, with_app

pytestmark = pytest.mark.django_db
SIRET = "73282932000074"


@pytest.fixture
def provider(settings: Settings) -> Iterator[Provider]:
    claims = {
        "sub": "s-42",
        "email": "Lea@Example.org",
        "email_verified": True,
        "given_name": "Léa",
        "usual_name": "Martin",
        "siret": SIRET,
    }
    with running(Provider(claims=claims)) as served:
        settings.OIDC_SERVER, settings.OIDC_CLIENT_ID = served.address, CLIENT
        settings.OIDC_SECRET, settings.OIDC_NAME = SECRET, "ProConnect"
        settings.OIDC_SCOPES = ["openid", "email", "siret"]
        settings.OIDC_NEWCOMERS = True
        configuration.forget()
        yield served
    configuration.forget()


def start(client: Client, wanted: str = "") -> dict[str, str]:
    """Press the button; returns what the provider is asked."""
    page = screen(client.get("/sign-in/", {"next": wanted}))
    address = page.links()["Se connecter avec ProConnect"]
    sent = urlsplit(client.get(address)["Location"])
    return {name: values[0] for name, values in parse_qs(sent.query).items()}


def come(client: Client, provider: Provider, wanted: str = "") -> Any:
    """Go to the provider, say yes there, and come back."""
    back = urlsplit(provider.authorize(start(client, wanted)))
    return client.get(f"{back.path}?{back.query}")


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("algorithm", ["RS256", "ES256"])
def test_signed_userinfo_lets_its_person_in(
    client: Client, provider: Provider, algorithm: str
) -> None:
    provider.algorithm = algorithm
    assert come(client, provider, "/services/")["Location"] == "/services/"
    assert signed_in(client)
    lea = Person.objects.get(email="lea@example.org")
    assert (lea.name, lea.has_usable_password()) == ("Léa Martin", False)
    assert lea.email_verified_at is not None
    identity = Identity.objects.get(person=lea)
    assert (identity.issuer, identity.subject) == (provider.address, "s-42")
    assert identity.organisation == Organisation.objects.get(siret=SIRET)
    assert JournalEntry.objects.get(action="person.signed_in").fields == ["openid"]


def test_what_is_asked_of_the_provider(client: Client, provider: Provider) -> None:
    del provider
    asked = start(client)
    drawn_anew = {"state", "nonce", "code_challenge"}
    assert {name: asked[name] for name in asked if name not in drawn_anew} == {
        "response_type": "code",
        "client_id": CLIENT,
        "redirect_uri": "http://testserver/sign-in/provider/back/",
        "scope": "openid email siret",
        "code_challenge_method": "S256",
    }
    assert len({asked["state"], asked["nonce"], asked["code_challenge"]}) == 3


def test_userinfo_may_come_unsigned_over_the_provider_s_own_line(
    client: Client, provider: Provider
) -> None:
    provider.signs = False
    come(client, provider)
    assert signed_in(client)


def test_a_person_is_known_by_the_provider_s_name_whatever_their_address(
    client: Client, provider: Provider
) -> None:
    come(client, provider)
    client.post("/sign-out/")
    provider.claims |= {"email": "autre@example.org", "siret": "73282932000075"}
    come(client, provider)
    (identity,) = Identity.objects.all()
    assert (identity.person.email, identity.organisation) == ("lea@example.org", None)


def test_a_verified_address_finds_its_account_with_its_second_factor(
    client: Client, provider: Provider, lea: Person
) -> None:
    with_app(lea)
    assert come(client, provider, "/services/")["Location"] == "/sign-in/step/"
    assert not signed_in(client)
    answer = client.post("/sign-in/step/", {"code": app_code()})
    assert answer["Location"] == "/services/"
    assert Identity.objects.get().person == lea


@pytest.mark.parametrize("told", [False, None, "true", 1])
def test_an_address_that_is_not_verified_opens_nothing(
    client: Client, provider: Provider, lea: Person, told: object
) -> None:
    provider.claims["email_verified"] = told
    page = screen(come(client, provider), 403)
    assert "ne sait pas quel compte est le vôtre" in page.text
    assert not signed_in(client)
    assert not Identity.objects.filter(person=lea).exists()


def test_a_setting_trusts_a_provider_that_does_not_say(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_EMAIL_VERIFIED = True
    del provider.claims["email_verified"]
    come(client, provider)
    assert signed_in(client)


@pytest.mark.usefixtures("guarded")
def test_accounts_are_made_only_where_the_place_wants_it(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_NEWCOMERS = False
    screen(come(client, provider), 403)
    assert not Person.objects.filter(email="lea@example.org").exists()


def test_a_closed_account_stays_closed(client: Client, provider: Provider, lea: Person) -> None:
    deactivate_person(lea, by=None)
    assert come(client, provider)["Location"] == "/sign-in/closed/"
    assert not signed_in(client)


def test_signing_out_leads_to_the_provider_and_back(client: Client, provider: Provider) -> None:
    come(client, provider)
    page = screen(client.post("/sign-out/"))
    assert not signed_in(client)
    away = urlsplit(page.links()["S’y déconnecter aussi"])
    asked = {name: values[0] for name, values in parse_qs(away.query).items()}
    assert f"{away.scheme}://{away.netloc}{away.path}" == f"{provider.address}/leave"
    assert asked["post_logout_redirect_uri"] == "http://testserver/sign-out/done/"
    hint = jwt.decode(asked["id_token_hint"], options={"verify_signature": False})
    assert hint["sub"] == "s-42"
    assert screen(client.get("/sign-out/done/")).heading == "Vous êtes déconnecté"


def test_levels_of_assurance_are_asked_for_and_held_to(
    client: Client, provider: Provider, settings: Settings
) -> None:
    settings.OIDC_ACR = ["eidas2"]
    assert start(client)["acr_values"] == "eidas2"
    screen(come(client, provider), 403)
    assert not signed_in(client)
    provider.identity = lambda claims: claims | {"acr": "eidas2"}
    come(client, provider)
    assert signed_in(client)


# -- a hostile provider, or someone in between


def _none(_: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, "", "none")


def _confused(provider: Provider, claims: dict[str, Any]) -> str:
    """Sign with the public key as if it were a shared secret."""
    import base64
    import hashlib
    import hmac
    import json

    def part(value: object) -> bytes:
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b"=")

    key = json.dumps(provider.keys()["keys"][0]).encode()
    text = part({"alg": "HS256", "kid": "RS256", "typ": "JWT"}) + b"." + part(claims)
    seal = hmac.new(key, text, hashlib.sha256).digest()
    return (text + b"." + base64.urlsafe_b64encode(seal).rstrip(b"=")).decode()


def _foreign(provider: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, drawn("another"), "RS256", {"kid": provider.algorithm})


def _unknown_key(provider: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, provider.rsa, "RS256", {"kid": "elsewhere"})


def _wrong_key(provider: Provider, claims: dict[str, Any]) -> str:
    return jwt.encode(claims, provider.rsa, "RS256", {"kid": "ES256"})


def _altered(provider: Provider, claims: dict[str, Any]) -> str:
    head, body, seal = provider.sign(claims).split(".")
    return ".".join([head, body[:-4] + "AAAA", seal])


def _garbage(*_: Any) -> str:
    return "not.a.token"


FORGED = [_none, _confused, _foreign, _unknown_key, _wrong_key, _altered, _garbage]


@pytest.mark.parametrize("forged", FORGED)
@pytest.mark.parametrize("which", ["raw_identity", "raw_userinfo"])
def test_a_token_that_the_provider_did_not_sign_is_refused(
    client: Client, provider: Provider, forged: Any, which: str
) -> None:
    setattr(provider, which, forged)
    page = screen(come(client, provider), 403)
    assert "n’a pas pu être vérifié" in page.text
    assert not signed_in(client)
    assert not Person.objects.filter(email="lea@example.org").exists()


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"},
        {"aud": "someone-else"},
        {"aud": ["someone-else", "lieu"]},
        {"nonce": "another"},
        {"nonce": None},
        {"exp": time.time() - 3600},
        {"sub": None},
    ],
    ids=str,
)
def test_a_signed_identity_that_is_not_for_this_sign_in_is_refused(
    client: Client, provider: Provider, change: dict[str, Any]
) -> None:
    provider.identity = lambda claims: {
        name: value for name, value in (claims | change).items() if value is not None
    }
    screen(come(client, provider), 403)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "change",
    [
        {"iss": "https://evil.example"},
        {"aud": "someone-else"},
        {"exp": 1},
        {"sub": "someone-else"},
    ],
    ids=str,
)
def test_a_signed_userinfo_of_someone_else_is_refused(
    client: Client, provider: Provider, change: dict[str, Any]
) -> None:
    provider.userinfo = lambda claims: claims | change
    screen(come(client, provider), 403)
    assert not signed_in(client)


def test_unsigned_userinfo_of_someone_else_is_refused(client: Client, provider: Provider) -> None:
    provider.signs = False
    provider.userinfo = lambda claims: claims | {"sub": "someone-else"}
    screen(come(client, provider), 403)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "query",
    [
        "",
        "?code=x",
        "?code=x&state=guessed",
        "?state=&code=",
        "?error=access_denied&state=x",
        "?code=%00&state=%00",
    ],
)
def test_an_answer_that_nobody_waits_for_is_refused(
    client: Client, provider: Provider, query: str
) -> None:
    start(client)
    provider.calls.clear()
    screen(client.get(f"/sign-in/provider/back/{query}"), 403)
    assert not signed_in(client)
    assert "/userinfo" not in provider.calls


def test_an_answer_serves_once(client: Client, provider: Provider) -> None:
    back = urlsplit(provider.authorize(start(client)))
    client.get(f"{back.path}?{back.query}")
    other = Client()
    screen(other.get(f"{back.path}?{back.query}"), 403)
    client.post("/sign-out/")
    screen(client.get(f"{back.path}?{back.query}"), 403)


def test_the_answer_to_one_browser_does_not_let_another_in(
    client: Client, provider: Provider
) -> None:
    back = urlsplit(provider.authorize(start(client)))
    other = Client()
    start(other)
    screen(other.get(f"{back.path}?{back.query}"), 403)
    assert not signed_in(other)


def test_an_answer_of_another_provider_is_refused(client: Client, provider: Provider) -> None:
    back = provider.authorize(start(client))
    mixed = urlsplit(back.replace("iss=http", "iss=https"))
    screen(client.get(f"{mixed.path}?{mixed.query}"), 403)
    assert not signed_in(client)


@pytest.mark.parametrize(
    "change",
    [
        {"issuer": "https://evil.example"},
        {"token_endpoint": "http://evil.example/token"},
        {"jwks_uri": None},
        {"authorization_endpoint": 3},
    ],
    ids=str,
)
def test_a_provider_that_describes_itself_wrongly_is_not_followed(
    client: Client, provider: Provider, change: dict[str, Any]
) -> None:
    provider.configuration = lambda known: known | change
    configuration.forget()
    answer = client.get("/sign-in/provider/")
    if answer.status_code == 302:
        back = urlsplit(provider.authorize(_query(answer["Location"])))
        answer = client.get(f"{back.path}?{back.query}")
    assert answer.status_code == 403
    assert not signed_in(client)


def _query(address: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(address).query).items()}


def test_a_provider_that_is_down_says_so(client: Client, settings: Settings) -> None:
    settings.OIDC_SERVER = "http://127.0.0.1:9"
    configuration.forget()
    page = screen(client.get("/sign-in/provider/"), 403)
    assert "Il ne répond pas" in page.text


def test_without_a_provider_there_is_no_such_page(client: Client) -> None:
    for address in ("/sign-in/provider/", "/sign-in/provider/back/?code=x"):
        assert client.get(address).status_code == 404
    assert "provider" not in client.get("/sign-in/").content.decode()
