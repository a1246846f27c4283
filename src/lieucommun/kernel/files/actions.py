"""Writes of files: each one transaction and one entry of the journal."""

import datetime as dt
import uuid as uuids
from collections.abc import Collection, Iterable
from functools import partial

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.journal.actions import record_entry

from .incoming import Draft, Readable, folder, receive
from .judging import Judged, judge, trusted
from .labels import clean_label
from .locks import lock
from .models import Attachment
from .purposes import PURPOSES
from .queries import room, used
from .refusals import RefusedFile
from .scanning import configured
from .store import store

__all__ = [
    "RefusedFile",
    "claim",
    "discard",
    "discard_of",
    "forget_senders",
    "give_back",
    "give_to",
    "keep",
    "prolong",
]


def keep(
    stream: Readable,
    *,
    name: str,
    service: str = "",
    by: int | None = None,
    purpose: str = "",
    stays: dt.timedelta | None = None,
) -> Attachment:
    """Keep a file, judged and cleaned by its purpose; raises RefusedFile, and keeps nothing then.

    It goes after `stays` (by default that of its purpose) unless a record comes to hold it.
    """
    asked = PURPOSES[purpose]
    label = clean_label(name)
    with folder() as here:
        draft = receive(stream, here / "sent", name=label, most=asked.most)
        judged = judge(draft, label, asked) if asked.judged else trusted(draft, label)
        for each in {service, ""}:
            if not room(each).holds(judged.draft.size):
                raise RefusedFile("full", name=label)
        row = _row(judged, service, by, purpose)
        if time := stays or asked.stays:
            row.expires_at = timezone.now() + time
        if asked.judged and configured():
            row.state = Attachment.State.WAITING
        for part in filter(None, (judged.draft, judged.thumbnail)):
            store().put(part.path, part.sha256)
        _insert(row, judged)
    return row


@transaction.atomic
def discard(attachment: Attachment) -> None:
    """Let go of a file; its content goes with the last file that has it."""
    Attachment.objects.filter(pk=attachment.pk).delete()
    _tell("file.discarded", attachment)
    for sha256 in filter(None, (attachment.sha256, attachment.thumbnail)):
        transaction.on_commit(partial(let_go, sha256))


@transaction.atomic
def discard_of(record: uuids.UUID, *, kept: Collection[str] = ()) -> None:
    """Let go of the files that a record held, but in the fields that it still has."""
    for attachment in Attachment.objects.filter(record=record).exclude(field__in=kept):
        discard(attachment)


def forget_senders(record: uuids.UUID) -> None:
    """No longer know who sent the files that a record keeps: the caller tells the journal."""
    Attachment.objects.filter(record=record).update(by=None)


def prolong(uuids_: Iterable[uuids.UUID], until: dt.datetime) -> None:
    """Let files that no record holds yet stay until a moment: the caller tells the journal."""
    found = Attachment.objects.filter(uuid__in=[*uuids_], record__isnull=True)
    found.filter(expires_at__lt=until).update(expires_at=until)


def give_to(uuids_: Iterable[uuids.UUID], person: int) -> None:
    """Make files that no record holds yet someone's own: the caller tells the journal."""
    Attachment.objects.filter(uuid__in=[*uuids_], record__isnull=True).update(by=person)


@transaction.atomic
def claim(uuid: uuids.UUID, *, dataset: str, record: uuids.UUID, field: str) -> None:
    """Give a file to the record that holds it now: it stays as long as the record does."""
    free = Attachment.objects.filter(uuid=uuid, record__isnull=True)
    free.update(dataset=dataset, record=record, field=field, expires_at=None)


@transaction.atomic
def give_back(record: uuids.UUID, stays: dt.timedelta) -> None:
    """Take files back from what holds them, for whoever claims them next, within `stays`."""
    held = Attachment.objects.filter(record=record)
    held.update(dataset="", record=None, field="", expires_at=timezone.now() + stays)


def ask_scanner(row: Attachment) -> None:
    """Have a file judged by the antivirus, by a job."""
    key = f"files.scan:{row.uuid}"
    enqueue("files.scan", service=row.service, key=key, attachment=str(row.uuid))


@transaction.atomic
def settle(row: Attachment, found: str) -> None:
    """Say what the antivirus found in a file: nothing, and it is clean; else it is refused.

    Refused, its content is deleted, and so is every other file that has the same one.
    """
    lock(row.sha256)
    same = Attachment.objects.filter(sha256=row.sha256)
    if not found:
        same.filter(state=Attachment.State.WAITING).update(state=Attachment.State.CLEAN)
        return
    for each in same.exclude(state=Attachment.State.REFUSED):
        _tell("file.refused", each)
        transaction.on_commit(partial(let_go, each.sha256))
        if each.thumbnail:
            transaction.on_commit(partial(let_go, each.thumbnail))
    same.update(state=Attachment.State.REFUSED, reason=found[:120])


@transaction.atomic
def let_go(sha256: str) -> bool:
    """Delete a content to which no file refers; False when one does."""
    lock(sha256)
    if used(sha256):
        return False
    store().delete(sha256)
    return True


@transaction.atomic
def _insert(row: Attachment, judged: Judged) -> None:
    parts = sorted(filter(None, (judged.draft, judged.thumbnail)), key=_sha)
    for part in parts:
        lock(part.sha256)
        if not store().has(part.sha256):  # let go of by someone else meanwhile
            store().put(part.path, part.sha256)
    row.save()
    _tell("file.kept", row)
    if row.state == Attachment.State.WAITING:
        ask_scanner(row)


def _sha(draft: Draft) -> str:
    return draft.sha256


def _row(judged: Judged, service: str, by: int | None, purpose: str) -> Attachment:
    return Attachment(
        service=service,
        name=judged.label,
        content_type=judged.kind.content_type,
        size=judged.draft.size,
        sha256=judged.draft.sha256,
        thumbnail=judged.thumbnail.sha256 if judged.thumbnail else "",
        purpose=purpose,
        by_id=by,
        created_at=timezone.now(),
    )


def _tell(act: str, row: Attachment) -> None:
    record_entry(act, service=row.service, by=row.by_id, object_kind="file", object_id=row.uuid)
