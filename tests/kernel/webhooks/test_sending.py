"""What other sites are told: signed, under the view, once committed, again when it failed."""

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core import mail
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from lieucommun.kernel.datasets.actions import (
    SYSTEM,
    create_record,
    delete_record,
    move_record,
    update_record,
)
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.journal.models import JournalEntry
from lieucommun.kernel.people.actions import grant_role
from lieucommun.kernel.people.models import Person, RoleGrant
from lieucommun.kernel.services.registry import open_service
from lieucommun.kernel.webhooks import actions
from lieucommun.kernel.webhooks.models import Delivery, Webhook
from lieucommun.kernel.webhooks.signing import secret_of
from tests.jobs import run_jobs

from .receiver import Receiver, receiving

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "how-to" / "webhooks.md"
DAY = dt.timedelta(days=1)


def records(name: str = "fiches") -> Dataset:
    return open_service("essai").dataset(name)


def verified(receiver: Receiver, webhook: Webhook, rank: int = -1) -> dict[str, Any]:
    """Return a message, once checked by the code that the guide gives to receivers."""
    headers, body = receiver.received[rank]
    code: dict[str, Any] = {}
    exec(GUIDE.read_text("utf-8").partition("```python")[2].partition("```")[0], code)  # noqa: S102 - our own page
    assert code["verified"](secret_of(webhook), headers, body)
    assert not code["verified"](secret_of(webhook), headers, body + b" ")
    assert not code["verified"](secret_of(webhook), headers | {"webhook-timestamp": "1"}, body)
    found: dict[str, Any] = json.loads(body)
    return found


def test_acts_are_told_signed_under_the_view(chief: Person) -> None:
    with receiving() as receiver:
        webhook = actions.set_address("essai", "suivi", receiver.address, by=chief)
        raw = {"sujet": "Un", "nom": "Canari", "rang": 3}
        made = create_record(records(), raw, by=SYSTEM)
        run_jobs()
        message = verified(receiver, webhook)
        assert message["type"] == "record.created"
        assert message["data"]["id"] == str(made.uuid)
        assert message["data"]["record"]["data"] == {"sujet": "Un"}
        assert b"Canari" not in receiver.received[0][1]
        update_record(records(), made.uuid, {"sujet": "Deux"}, by=SYSTEM)
        move_record(records(), made.uuid, "publier", by=SYSTEM)
        delete_record(records(), made.uuid, by=SYSTEM)
        run_jobs()
        told = [verified(receiver, webhook, rank) for rank in (1, 2, 3)]
    assert [each["type"].partition(".")[2] for each in told] == ["updated", "moved", "deleted"]
    assert [each["data"]["version"] for each in told] == [2, 3, 4]
    assert {each["data"]["record"] is None for each in told} == {True}  # it is gone by then
    assert {each.status for each in Delivery.objects.all()} == {"delivered"}


def test_a_state_and_a_recipient_open_personal_fields(chief: Person) -> None:
    with receiving() as receiver:
        webhook = actions.set_address("essai", "publies", receiver.address, by=chief)
        made = create_record(records(), {"sujet": "Un", "nom": "Canari"}, by=SYSTEM)
        move_record(records(), made.uuid, "publier", by=SYSTEM)
        run_jobs()
        assert verified(receiver, webhook)["data"]["record"]["data"]["nom"] == "Canari"
        move_record(records(), made.uuid, "reprendre", by=SYSTEM)
        actions.send_again(Delivery.objects.get(), by=chief)
        run_jobs()
        assert verified(receiver, webhook)["data"]["record"] is None  # no longer published
        assert len({headers["webhook-id"] for headers, _ in receiver.received}) == 1


def test_without_a_view_only_the_identifier_goes(chief: Person) -> None:
    with receiving() as receiver:
        webhook = actions.set_address("essai", "signal", receiver.address, by=chief)
        create_record(records(), {"sujet": "Un"}, by=SYSTEM)
        run_jobs()
        assert verified(receiver, webhook)["data"]["record"] is None


def test_what_is_undone_is_never_told(chief: Person) -> None:
    with receiving() as receiver:
        actions.set_address("essai", "suivi", receiver.address, by=chief)
        with transaction.atomic():
            create_record(records(), {"sujet": "Un"}, by=SYSTEM)
            transaction.set_rollback(True)
        run_jobs()
        assert receiver.received == []
    assert not Delivery.objects.exists()


def test_a_dataset_that_tells_nothing_costs_nothing(told: None) -> None:
    del told
    dataset = records("autres")
    create_record(dataset, {"sujet": "Un"}, by=SYSTEM)
    with CaptureQueriesContext(connection) as captured:
        create_record(dataset, {"sujet": "Deux"}, by=SYSTEM)
    assert not [each for each in captured.captured_queries if "webhook" in each["sql"]]


def test_failures_come_back_for_a_day_then_stop(chief: Person) -> None:
    with receiving(500) as receiver:
        actions.set_address("essai", "suivi", receiver.address, by=chief)
        create_record(records(), {"sujet": "Un"}, by=SYSTEM)
        run_jobs()
        delays = []
        while waiting := Job.objects.filter(name="webhooks.deliver", state="waiting").first():
            assert waiting.due_at is not None
            delays.append(waiting.due_at - Delivery.objects.get().tried_at)  # type: ignore[operator]
            run_jobs(later=DAY)
        assert len(receiver.received) == 1 + len(delays) == 1 + len(actions.DELAYS)
    assert delays == sorted(delays)
    assert dt.timedelta(hours=18) < sum(delays, dt.timedelta()) < DAY
    found = Delivery.objects.get()
    assert (found.status, found.answer, found.trouble) == ("failed", 500, "status")


def test_a_message_that_comes_through_later_is_delivered(chief: Person) -> None:
    with receiving(503, 302, 200) as receiver:
        actions.set_address("essai", "suivi", receiver.address, by=chief)
        create_record(records(), {"sujet": "Un"}, by=SYSTEM)
        run_jobs()
        run_jobs(later=DAY)
        run_jobs(later=DAY)
        assert len(receiver.received) == 3  # the redirect was not followed
    found = Delivery.objects.get()
    assert (found.status, found.attempts, found.webhook.failures) == ("delivered", 3, 0)


def test_a_webhook_that_fails_again_and_again_is_paused(
    chief: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_FAILURES", 2)
    with receiving(500, 500, 204) as receiver:
        webhook = actions.set_address("essai", "signal", receiver.address, by=chief)
        for subject in ("Un", "Deux", "Trois"):
            create_record(records(), {"sujet": subject}, by=SYSTEM)
        run_jobs()
        webhook.refresh_from_db()
        assert webhook.gave_up
        assert len(receiver.received) == 2
        actions.resume(webhook, by=chief)
        run_jobs(later=DAY)
        assert len(receiver.received) == 5
    assert {each.status for each in Delivery.objects.all()} == {"delivered"}
    acts = JournalEntry.objects.filter(object_kind="webhook").order_by("pk")
    assert [each.action for each in acts] == ["webhook.set", "webhook.gave_up", "webhook.resumed"]


def test_whoever_set_it_is_told_once_that_it_was_paused(
    chief: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "MOST_FAILURES", 2)
    for address in ("autre@example.org", "parti@example.org", "lecteur@example.org"):
        Person.objects.create_user(address, None)
    for address in (chief.email, "autre@example.org", "parti@example.org"):
        grant_role(address, "essai", "chef")
    Person.objects.filter(email="parti@example.org").update(is_active=False)
    with receiving(500, 500, 500, 500) as receiver:
        webhook = actions.set_address("essai", "signal", receiver.address, by=chief)
        for subject in ("Un", "Deux"):
            create_record(records(), {"sujet": subject}, by=SYSTEM)
        run_jobs()
        (letter,) = mail.outbox
        assert letter.to == [chief.email]
        assert "« Signal » de Essai est en pause" in letter.body
        assert "/s/essai/_manage/webhooks/signal/" in letter.body
        RoleGrant.objects.filter(person=chief).delete()
        actions.resume(webhook, by=chief)
        run_jobs(later=DAY)
    assert [each.to for each in mail.outbox[1:]] == [["autre@example.org"]]


def test_an_address_that_is_gone_is_not_tried_again(chief: Person) -> None:
    with receiving(410) as receiver:
        webhook = actions.set_address("essai", "signal", receiver.address, by=chief)
        create_record(records(), {"sujet": "Un"}, by=SYSTEM)
        run_jobs()
        run_jobs(later=DAY)
        assert len(receiver.received) == 1
    webhook.refresh_from_db()
    assert (webhook.gave_up, Delivery.objects.get().status) == (True, "failed")


def test_a_private_address_is_refused_when_it_is_called(chief: Person) -> None:
    webhook = actions.set_address("essai", "signal", "https://10.0.0.1/", by=chief)
    actions.ping(webhook, by=chief)
    run_jobs()
    found = Delivery.objects.get()
    assert (found.status, found.trouble) == ("failed", "private")


def test_another_secret_is_another_signature(chief: Person) -> None:
    webhook = actions.set_address("essai", "signal", "https://example.org/", by=chief)
    former = secret_of(webhook)
    actions.renew_secret(webhook, by=chief)
    assert secret_of(webhook) != former
    assert former not in str(list(Webhook.objects.values()))


def test_messages_are_forgotten_after_a_month(chief: Person) -> None:
    webhook = actions.set_address("essai", "signal", "https://example.org/", by=chief)
    old, new = (Delivery.objects.create(webhook=webhook, act="ping") for _ in range(2))
    Delivery.objects.filter(pk=old.pk).update(at=old.at - 31 * DAY)
    actions.forget_deliveries()
    assert list(Delivery.objects.all()) == [new]
