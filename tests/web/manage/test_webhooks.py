"""The screens of webhooks: where they go, the secret shown once, what was sent."""

import csv
import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from lieucommun.kernel.people.models import RoleGrant
from lieucommun.kernel.webhooks.models import Delivery, Webhook
from tests.jobs import run_jobs
from tests.kernel.webhooks.conftest import chief, told
from tests.kernel.webhooks.receiver import receiving
from tests.screen import screen

__all__ = ["chief", "told"]  # fixtures of the kernel's own tests
pytestmark = pytest.mark.django_db
LIST = "/s/essai/_manage/webhooks/"
ONE = f"{LIST}signal/"


@pytest.fixture
def client(request: pytest.FixtureRequest) -> Client:
    person = request.getfixturevalue("chief")
    RoleGrant.objects.create(person=person, service="essai", role="chef")
    client = Client(headers={"accept-language": "fr"})
    client.force_login(person)
    return client


def test_what_the_folder_declares_is_listed(client: Client) -> None:
    page = screen(client.get(LIST))
    assert page.texts("h2") == ["Suivi", "Publiés", "Signal"]
    assert page.text.count("Pas encore d’adresse") == 3
    assert LIST in screen(client.get("/s/essai/_manage/")).links().values()


def test_an_address_is_set_tried_and_its_secret_shown_once(client: Client) -> None:
    with receiving() as receiver:
        page = screen(
            client.post(ONE, {"act": "address", "address": receiver.address}, follow=True)
        )
        assert len(re.findall(r"whsec_[\w+/=]{44}", page.text)) == 1
        assert "whsec_" not in screen(client.get(ONE)).text
        client.post(ONE, {"act": "ping"})
        run_jobs()
        assert len(receiver.received) == 1
    assert "Remis" in screen(client.get(ONE)).text
    client.post(ONE, {"act": "again", "delivery": str(Delivery.objects.get().uuid)})
    assert "En attente" in screen(client.get(ONE)).text
    for act, said in (("pause", "Reprendre"), ("resume", "Mettre en pause")):
        client.post(ONE, {"act": act})
        assert said in screen(client.get(ONE)).text
    assert "whsec_" in screen(client.post(ONE, {"act": "secret"}, follow=True)).text


def test_what_was_sent_is_taken_away(client: Client) -> None:
    with receiving(500, 204) as receiver:
        client.post(ONE, {"act": "address", "address": receiver.address})
        for _ in range(2):
            client.post(ONE, {"act": "ping"})
        run_jobs()
    answer = client.get(f"{ONE}?format=csv")
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    assert answer.headers["Content-Disposition"].endswith('.csv"')
    head, *lines = csv.reader(text.splitlines())
    assert head[1:] == ["Acte", "Fiche", "Version", "État", "Essais", "Ennui"]
    trouble = "L’autre site a répondu qu’il ne prenait pas le message. (500)"
    assert sorted(line[1:] for line in lines) == [
        ["message d’essai", "", "", "Remis", "1", ""],
        ["message d’essai", "", "", "Échouée", "1", trouble],
    ]
    assert "?&format=xlsx" in screen(client.get(ONE)).links().values()
    assert client.get(f"{ONE}?format=doc").status_code == 404


def test_a_wrong_address_is_told_and_kept(client: Client) -> None:
    page = screen(client.post(ONE, {"act": "address", "address": "ftp://x.example/"}), 422)
    assert "L’adresse doit commencer par https://." in page.text
    assert [each.get("value") for each in page.all("input", name="address")] == ["ftp://x.example/"]
    assert not Webhook.objects.exists()


def test_who_sees_to_nothing_sees_nothing(client: Client) -> None:
    RoleGrant.objects.all().delete()
    assert client.get(LIST).status_code == client.get(ONE).status_code == 403
    assert Client().get(ONE).status_code == 302


def test_unknown_names_acts_and_messages_are_not_found(client: Client) -> None:
    assert client.get(f"{LIST}aucun/").status_code == 404
    assert client.post(ONE, {"act": "ping"}).status_code == 404
    client.post(ONE, {"act": "address", "address": "https://example.org/"})
    for sent in ({"act": "x"}, {"act": "again", "delivery": "x"}, {}):
        assert client.post(ONE, sent).status_code == 404


def test_as_many_statements_for_2_messages_as_for_200(client: Client, settings: Settings) -> None:
    settings.SERVICE_CACHE_SECONDS = 3600  # the list of services is read again every second
    client.post(ONE, {"act": "address", "address": "https://example.org/"})
    webhook, counts = Webhook.objects.get(), []
    client.get(ONE)
    for number in (2, 198):
        Delivery.objects.bulk_create(Delivery(webhook=webhook, act="ping") for _ in range(number))
        with CaptureQueriesContext(connection) as captured:
            client.get(ONE)
        counts.append(len(captured))
    assert counts[0] == counts[1]
