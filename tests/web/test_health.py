"""`/healthz`: what the host's monitoring asks, even when the database is down."""

from pathlib import Path

import pytest
from django.db import connection
from django.test import Client
from pytest_django import Settings

import lieucommun
from lieucommun.kernel.people.models import Person

pytestmark = pytest.mark.django_db


def test_healthy_place_says_so(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "application/json"
    assert answer["Cache-Control"] == "no-store"
    told = answer.json()
    assert (told["ok"], told["files"]) == (True, {"ok": True})
    assert (told["database"]["ok"], told["database"]["kind"]) == (True, connection.vendor)
    assert told["services"] == {"known": 37, "broken": 0}
    assert told["versions"]["lieu-commun"] == lieucommun.__version__


@pytest.mark.parametrize("signed_in", [False, True])
def test_place_without_its_database_says_so(client: Client, signed_in: bool) -> None:  # noqa: FBT001
    if signed_in:
        client.force_login(Person.objects.create_user("a@example.org", None, name="A"))
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE services_service RENAME TO services_service_away")
    answer = client.get("/healthz")
    assert answer.status_code == 503
    assert answer.json()["database"] == {"ok": False, "kind": connection.vendor}
    assert answer.json()["ok"] is False


def test_place_that_cannot_write_says_so(
    client: Client, settings: Settings, tmp_path: Path
) -> None:
    settings.DATA_DIR = tmp_path / "gone"
    answer = client.get("/healthz")
    assert (answer.status_code, answer.json()["files"]) == (503, {"ok": False})
