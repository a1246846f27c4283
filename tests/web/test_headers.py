"""Headers: a strict policy on every answer, nothing personal in a shared cache."""

from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.test import Client
from pytest_django import Settings

from lieucommun.design.policy import POLICY
from lieucommun.kernel.people.models import Person

pytestmark = pytest.mark.django_db

ADDRESSES = [
    "/",
    "/services/",
    "/search/?q=eau",
    "/healthz",
    "/sign-in/",
    "/about/sources/",
    "/design/",
    "/s/reseau/",
    "/s/reseau",
    "/s/reseau/projets/?format=json",
    "/s/reseau/projets/?format=csv",
    "/s/reseau/projets/feed/",
    "/s/reseau/canevas/",
    "/s/reseau/_folder/",
    "/nothing-here/",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_every_answer_has_the_policy(client: Client, address: str) -> None:
    answer = client.get(address)
    assert answer["Content-Security-Policy"] == POLICY
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"


def test_policy_runs_nothing_written_in_a_page() -> None:
    assert "unsafe" not in POLICY
    assert "default-src 'none'" in POLICY


def test_asset_has_the_policy(client: Client) -> None:
    Path(django_settings.STATIC_ROOT, "probe.css").write_text("a{}", "ascii")
    answer = client.get("/static/probe.css")
    assert answer.getvalue() == b"a{}"
    assert answer["Content-Security-Policy"] == POLICY


def test_refused_host_has_the_policy(client: Client, settings: Settings) -> None:
    settings.ALLOWED_HOSTS = ["127.0.0.1"]
    answer = client.get("/", headers={"host": "evil.example"})
    assert answer.status_code == 400
    assert answer["Content-Security-Policy"] == POLICY


def test_refused_form_has_the_policy() -> None:
    answer = Client(enforce_csrf_checks=True).post("/sign-in/", {})
    assert answer.status_code == 403
    assert answer["Content-Security-Policy"] == POLICY


@pytest.mark.parametrize("address", ADDRESSES)
def test_answers_to_someone_signed_in_are_never_stored(client: Client, address: str) -> None:
    client.force_login(Person.objects.create_user("a@example.org", None, name="A"))
    assert client.get(address)["Cache-Control"] == "no-store"


def test_answer_that_signs_in_is_never_stored(client: Client) -> None:
    Person.objects.create_user("a@example.org", "a long enough word", name="A")
    answer = client.post(
        "/sign-in/", {"username": "a@example.org", "password": "a long enough word"}
    )
    assert (answer.status_code, answer["Cache-Control"]) == (302, "no-store")


def test_public_answer_may_be_stored_by_the_browser(client: Client) -> None:
    assert "no-store" not in client.get("/").headers.get("Cache-Control", "")
