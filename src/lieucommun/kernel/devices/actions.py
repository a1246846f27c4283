"""Writes about devices: one transaction and one journal entry each."""

import datetime as dt
import secrets

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Organisation, Person

from .models import DeviceKey
from .queries import MARK, digest

#: The hour of the last contact is written once in this time, not at each request.
SEEN_EVERY = dt.timedelta(minutes=1)
#: A device that ended stays listed, so that one can still tell what it sent.
ENDED_KEPT = dt.timedelta(days=730)
ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


@transaction.atomic
def add_device(  # noqa: PLR0913 - what a key opens
    name: str,
    *,
    service: str,
    role: str,
    organisation: Organisation | None,
    person: Person | None = None,
    by: Person | None = None,
    days: int | None = None,
) -> tuple[DeviceKey, str]:
    """Make the key of a device; return it with its text, shown this once.

    The caller has checked that whoever makes it holds the role, or runs the place.
    """
    prefix = "".join(secrets.choice(ALPHABET) for _ in range(8))
    text = f"{MARK}_{prefix}_{secrets.token_urlsafe(32)}"
    device = DeviceKey.objects.create(
        name=name[:100],
        prefix=prefix,
        hash=digest(text),
        service=service,
        role=role,
        organisation=organisation,
        person=person,
        made_by=by,
        expires_at=timezone.now() + dt.timedelta(days=days) if days else None,
    )
    _note("device.added", device, by.pk if by else None)
    return device, text


@transaction.atomic
def revoke_device(device: DeviceKey, *, by: int | None) -> None:
    """End the key of a device at once; ending it twice changes nothing."""
    alive = DeviceKey.objects.filter(pk=device.pk, revoked_at__isnull=True)
    if alive.update(revoked_at=timezone.now()):
        _note("device.revoked", device, by)


def note_contact(device: DeviceKey, program: str, behind: int | None = None) -> None:
    """Write when a device last came, to the minute, and how much it still has to send."""
    now = timezone.now()
    fresh = device.seen_at is None or now - device.seen_at >= SEEN_EVERY
    if fresh or (behind is not None and behind != device.behind):
        changes: dict[str, object] = {"seen_at": now, "program": program[:60]}
        if behind is not None:
            changes["behind"] = behind
        DeviceKey.objects.filter(pk=device.pk).update(**changes)


@transaction.atomic
def forget_ended() -> int:
    """Delete devices that ended two years ago; return how many."""
    before = timezone.now() - ENDED_KEPT
    ended = DeviceKey.objects.filter(Q(expires_at__lt=before) | Q(revoked_at__lt=before))
    return ended.delete()[1].get("devices.DeviceKey", 0)


def _note(act: str, device: DeviceKey, by: int | None) -> None:
    record_entry(
        act,
        service=device.service,
        by=by,
        object_kind="device",
        object_id=device.uuid,
        fields=[device.role],
    )
