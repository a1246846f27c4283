"""Visitors who type anything: an answer, never a failure, and nothing that was not theirs."""

from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.registry import published
from tests.screen import screen

pytestmark = pytest.mark.django_db

PAGES = ["/", "/services/", "/search/", "/s/reseau/projets/", "/s/reseau/canevas/", "/sign-in/"]
QUERIES = [
    "q=%00",
    "q=%FF%FE&lang=%FF",
    "q=" + "a" * 5_000,
    "q=" + "(" * 2_000,
    "q=" + "a%20" * 1_500,
    "q=%F0%9F%A6%84&q=2&q=3",
    "lang=../../etc&easy=2",
    "lang=fr&lang=zz",
    "state=%00&theme=%00",
    "theme=" + "&theme=".join(map(str, range(300))),
    "theme[]=a&theme[$ne]=b",
    "sort=-nom&sort=--nom",
    "sort=%00",
    "sort=__class__",
    "cursor=%00",
    "cursor=" + "a" * 5_000,
    "cursor=a:b:c",
    "cursor=.eJx",
    "near=NaN,NaN&km=NaN",
    "near=inf,-inf&km=inf",
    "near=45,4&km=-1",
    "near=45,4&km=1e-320",
    "near=1e999,4",
    "near=45,4,5",
    "view=%3Cscript%3E",
    "format=../etc",
    "format=json&format=csv",
    "format=json&cursor=x",
    "page=-1",
    "next=//evil.example",
    "&&&===&%&=",
    "%00=%00",
]


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("query", QUERIES, ids=range(len(QUERIES)))
def test_any_query_string_is_answered(client: Client, page: str, query: str) -> None:
    answer = client.get(f"{page}?{query}")
    assert answer.status_code in {200, 302, 400}, answer.status_code
    assert b"<script>" not in answer.getvalue().replace(b"<script src", b"")


def test_ten_thousand_parameters_are_refused(client: Client) -> None:
    query = "&".join(f"p{number}={number}" for number in range(10_000))
    refused = client.get(f"/s/reseau/projets/?{query}")
    assert screen(refused, 414).heading == "Cette adresse est trop longue"


@pytest.mark.parametrize(
    "headers",
    [
        {"Accept-Language": "x" * 10_000},
        {"Accept-Language": "fr;q=NaN, *;q=-1, \x00"},
        {"Accept-Language": "ar-" + "a-" * 400},
        {"Host": "evil.example"},
        {"Host": "localhost:99999999"},
        {"Host": "a\x00b"},
        {"Cookie": "content-language=%00; easy-to-read=\x00"},
        {"Cookie": "content-language=../../x; sessionid=%00'--"},
        {"Cookie": "sessionid=" + "a" * 5_000},
        {"Cookie": "messages=garbage; csrftoken=é"},
        {"If-Modified-Since": "x" * 1_000},
        {"If-None-Match": '"' * 1_000},
        {"Range": "bytes=-1,-2,9-1"},
        {"HX-Request": "true", "HX-Current-URL": "\x00"},
        {"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "evil.example"},
    ],
    ids=str,
)
def test_any_header_is_answered(
    client: Client, settings: Settings, headers: dict[str, str]
) -> None:
    settings.ALLOWED_HOSTS = ["testserver"]
    for page in ("/", "/s/reseau/projets/"):
        answer = client.get(page, headers=headers)
        assert answer.status_code in {200, 400}
        assert b"evil.example" not in answer.getvalue()


@pytest.mark.parametrize("method", ["head", "options", "put", "delete", "patch", "trace", "post"])
@pytest.mark.parametrize("page", [*PAGES, "/healthz", "/s/reseau/_folder/", "/s/reseau/projets/x/"])
def test_any_method_is_answered(client: Client, method: str, page: str) -> None:
    if method == "post" and page == "/sign-in/":
        return
    answer = getattr(client, method)(page)
    assert answer.status_code in {200, 302, 403, 404, 405}


@pytest.mark.parametrize(
    "path",
    [
        "/s/",
        "/s//",
        "/s/reseau//",
        "/s/reseau/%00/",
        "/s/reseau/projets/%00/",
        "/s/reseau/projets/%2e%2e/",
        "/s/reseau/projets/" + "a" * 3_000 + "/",
        "/s/reseau/projets/%FF/",
        "/s/reseau/projets/a%2Fb/",
        "/s/reseau/canevas/x/versions/" + "9" * 3_000 + "/",
        "/s/reseau/canevas/00000000-0000-0000-0000-000000000000/",
        "/s/reseau/canevas/{00000000-0000-0000-0000-000000000000}/",
        "/s/reseau/_anything/",
        "/s/" + "a" * 500 + "/",
        "//evil.example/s/reseau",
        "/about/../../etc/",
        "/personas/00000000-0000-0000-0000-000000000000/",
    ],
)
def test_any_path_is_answered_here(client: Client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code in {301, 302, 404, 405}
    location = answer.headers.get("Location", "/")
    assert location.startswith("/")
    assert not location.startswith("//")


def test_a_session_of_a_demonstration_ends_with_it(settings: Settings) -> None:
    """Who became an invented person is no one once the place is not a demonstration any more."""
    person = Person.objects.create_user("camille@example.org", name="Camille", demo=True)
    RoleGrant.objects.create(person=person, service="reseau", role="membre")
    settings.DEMO = True
    assert viewer_for(person, "reseau").person == person.pk
    settings.DEMO = False
    assert viewer_for(person, "reseau") == ANYONE


def test_no_service_takes_the_home_down(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    from lieucommun.blocks.labs.apps import Labs

    def failing(*_: Any) -> Any:
        raise LookupError("a field that is not there")

    monkeypatch.setattr(Labs, "home", failing)
    assert client.get("/").status_code == 200
    assert client.get("/services/").status_code == 200


def test_every_service_can_be_searched_by_anything(client: Client) -> None:
    assert published()
    for words in ("a" * 200, "*", '"', "OR AND NOT", "NEAR(", "col:x", "'", "\\", "-", "日本語"):
        assert client.get("/search/", {"q": words}).status_code == 200
        assert client.get("/s/reseau/projets/", {"q": words}).status_code == 200
