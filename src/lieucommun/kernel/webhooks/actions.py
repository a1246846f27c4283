"""Writes about webhooks: where they go, what is to be sent, how it went."""

import datetime as dt
import http.client
import time
import uuid as uuids

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from lieucommun.kernel.datasets.announcing import Announcement
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from .addresses import RefusedAddress, checked, read_address
from .letters import who_is_told
from .models import Delivery, Webhook
from .payloads import PING, payload
from .sending import post
from .signing import secret_of, signature

#: How long after each attempt that failed the next one comes: nearly a day in all.
DELAYS = tuple(dt.timedelta(minutes=each) for each in (1, 5, 15, 60, 180, 360, 720))
#: So many attempts failed in a row, and the webhook is paused.
MOST_FAILURES = 20
KEPT = dt.timedelta(days=30)
GONE = 410
OK = range(200, 300)


@transaction.atomic
def set_address(service: str, name: str, address: str, *, by: Person) -> Webhook:
    """Say where a webhook goes: it then starts, or starts again. Raises RefusedAddress."""
    read_address(address)
    fields = {"address": address, "set_by": by, "paused_at": None, "failures": 0, "gave_up": False}
    webhook, fresh = Webhook.objects.update_or_create(service=service, name=name, defaults=fields)
    _note("webhook.set", webhook, by)
    if not fresh:
        _send_waiting(webhook)
    return webhook


@transaction.atomic
def renew_secret(webhook: Webhook, *, by: Person) -> None:
    """Give a webhook another secret: the former one signs nothing any more."""
    Webhook.objects.filter(pk=webhook.pk).update(generation=F("generation") + 1)
    webhook.refresh_from_db()
    _note("webhook.secret", webhook, by)


@transaction.atomic
def pause(webhook: Webhook, *, by: Person) -> None:
    """Keep what happens for later."""
    Webhook.objects.filter(pk=webhook.pk).update(paused_at=timezone.now(), gave_up=False)
    _note("webhook.paused", webhook, by)


@transaction.atomic
def resume(webhook: Webhook, *, by: Person) -> None:
    """Send again, beginning with what waits."""
    Webhook.objects.filter(pk=webhook.pk).update(paused_at=None, gave_up=False, failures=0)
    _note("webhook.resumed", webhook, by)
    _send_waiting(webhook)


@transaction.atomic
def ping(webhook: Webhook, *, by: Person) -> Delivery:
    """Send a message that tells of nothing, to try the address."""
    delivery = Delivery.objects.create(webhook=webhook, act=PING)
    _note("webhook.pinged", webhook, by)
    _send(delivery)
    return delivery


@transaction.atomic
def send_again(delivery: Delivery, *, by: Person) -> None:
    """Send a message again, with its own number: who had it knows it."""
    fresh = {"status": Delivery.Status.WAITING, "attempts": 0, "trouble": "", "answer": None}
    Delivery.objects.filter(pk=delivery.pk).update(**fresh)
    _note("webhook.sent_again", delivery.webhook, by)
    _send(delivery)


def hear(dataset: Dataset, said: Announcement) -> None:
    """Note what is to be sent of an act, in its transaction; a job sends it once committed."""
    try:
        declared = open_service(dataset.service).manifest.webhooks
    except (UnknownService, BrokenService):
        return
    names = [
        name
        for name, webhook in declared.items()
        if webhook.dataset == dataset.name
        and said.act in webhook.on
        and (not webhook.states or said.state in webhook.states)
    ]
    for webhook in Webhook.objects.filter(service=dataset.service, name__in=names):
        delivery = Delivery.objects.create(
            webhook=webhook,
            act=said.act,
            dataset=dataset.name,
            record=said.record,
            version=said.version,
            state=said.state,
        )
        if webhook.paused_at is None:
            _send(delivery)


def tell(
    service: str, name: str, *, dataset: str, record: uuids.UUID, version: int, state: str
) -> int:
    """Note that a webhook is to be told of a record; returns 0 when it goes nowhere here."""
    webhook = Webhook.objects.filter(service=service, name=name).first()
    if webhook is None:
        return 0
    delivery = Delivery.objects.create(
        webhook=webhook,
        act="record.moved",
        dataset=dataset,
        record=record,
        version=version,
        state=state,
    )
    if webhook.paused_at is None:
        _send(delivery)
    return 1


def attempt(delivery: Delivery) -> None:
    """Send a message that waits, and write how it went; a paused webhook sends nothing.

    A worker that dies in between sends it again, under the same number.
    """
    webhook = delivery.webhook
    pinged = delivery.act == PING
    if delivery.status != Delivery.Status.WAITING or (webhook.paused_at and not pinged):
        return
    answer, trouble = _tried(delivery)
    good = answer in OK
    with transaction.atomic():
        delivery.attempts += 1
        delivery.answer, delivery.trouble, delivery.tried_at = answer, trouble, timezone.now()
        over = pinged or delivery.attempts > len(DELAYS) or answer == GONE
        if good:
            delivery.status = Delivery.Status.DELIVERED
            Webhook.objects.filter(pk=webhook.pk).update(failures=0)
        elif over:
            delivery.status = Delivery.Status.FAILED
        delivery.save()
        if not good and not over:
            _send(delivery, after=DELAYS[delivery.attempts - 1])
        if not good and not pinged:
            _count_failure(webhook, gone=answer == GONE)


@transaction.atomic
def forget_deliveries() -> int:
    """Delete what is over since a month; return how many."""
    before = timezone.now() - KEPT
    return Delivery.objects.filter(at__lt=before).delete()[0]


def _tried(delivery: Delivery) -> tuple[int | None, str]:
    webhook, now = delivery.webhook, int(time.time())
    try:
        service = open_service(webhook.service)
    except (UnknownService, BrokenService):
        service = None
    body = payload(delivery, service)
    signed = signature(secret_of(webhook), str(delivery.uuid), now, body)
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "lieu-commun",
        "webhook-id": str(delivery.uuid),
        "webhook-timestamp": str(now),
        "webhook-signature": signed,
    }
    try:
        answer = post(checked(webhook.address), body, headers)
    except RefusedAddress as refused:
        return None, refused.code
    except TimeoutError:
        return None, "timeout"
    except (OSError, http.client.HTTPException, ValueError):
        return None, "unreachable"
    return answer, "" if answer in OK else "status"


def _count_failure(webhook: Webhook, *, gone: bool) -> None:
    here = Webhook.objects.filter(pk=webhook.pk)
    here.update(failures=F("failures") + 1)
    over = here.filter(paused_at__isnull=True)
    over = over if gone else over.filter(failures__gte=MOST_FAILURES)
    if over.update(paused_at=timezone.now(), gave_up=True):
        _note("webhook.gave_up", webhook, None)
        for person in who_is_told(webhook):
            enqueue(
                "webhooks.tell_paused",
                service=webhook.service,
                webhook=str(webhook.uuid),
                person=str(person.uuid),
            )


def _send_waiting(webhook: Webhook) -> None:
    for delivery in Delivery.objects.filter(webhook=webhook, status=Delivery.Status.WAITING):
        _send(delivery)


def _send(delivery: Delivery, *, after: dt.timedelta | None = None) -> None:
    enqueue(
        "webhooks.deliver",
        service=delivery.webhook.service,
        key=f"webhook:{delivery.uuid}",
        after=after,
        delivery=str(delivery.uuid),
    )


def _note(act: str, webhook: Webhook, by: Person | None) -> None:
    record_entry(
        act,
        service=webhook.service,
        by=by.pk if by else None,
        object_kind="webhook",
        object_id=webhook.uuid,
        fields=[webhook.name],
    )
