"""Receive what a device sends: kept once, with its files, and written into records at once."""

import datetime as dt
import uuid as uuids
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils import timezone

from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.files.actions import give_back
from lieucommun.kernel.forms.actions.sending import draw_number, drawn
from lieucommun.kernel.forms.durations import sent_until
from lieucommun.kernel.forms.models import Submission, SubmissionFile, SubmissionRecord
from lieucommun.kernel.forms.stepping import take_steps
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService

from .applying import Applied, apply_entities
from .files import STAYS, Came, Post, awaited, by_name, completed, file_rows, hold, stored
from .judging import judge
from .known import form_named
from .sent import Sent, entities_sent, files_named, read_sent

Standing = Submission.Standing
#: What the uuids of submissions are drawn from: one instance of one form has one.
NAMESPACE = uuids.UUID("6f6b7d1e-3f0b-5b0a-9d5e-1c1a6f0f2f6e")
#: A change that waits for one that never comes is written after this time.
WAITS = dt.timedelta(days=5)

#: Answers that no form of the place reads go after this time: nobody said how long to keep them.
UNREAD = dt.timedelta(days=365)


class NotForDevice(Exception):  # noqa: N818 - reads as what it is where it is caught
    """The role of the device does not fill in this form."""


class RivalSubmission(Exception):  # noqa: N818
    """Another content was kept before under the same instanceID; this one is kept beside it."""

    def __init__(self, submission: Submission) -> None:
        super().__init__(submission.instance)
        self.submission = submission


@dataclass(slots=True)
class Received:
    """What became of a post: the submission, the files still awaited, whether it was new."""

    submission: Submission
    missing: list[str] = field(default_factory=list)
    records: list[SubmissionRecord] = field(default_factory=list)
    new: bool = True


def receive(
    service: LoadedService,
    sent: Sent,
    files: Iterable[Came],
    *,
    device: DeviceKey,
    viewer: Viewer,
) -> Received:
    """Keep what a device sends and write its records; sent twice, it is kept once.

    Raises NotForDevice (nothing is kept), RivalSubmission (it is kept beside the first).
    """
    known = form_named(service, sent.form, sent.version)
    name = known.name if known else sent.form[:60]
    part = service.manifest.forms.get(name)
    if part is not None and not viewer.roles & set(part.for_):
        raise NotForDevice(name)
    post = Post(service, sent, known, name, device, viewer)
    files = [*files]
    if files and _first(service, name, sent.instance) is None:
        post.files = {each.name: stored(post, each) for each in files if post.wants(each.name)}
    try:
        with transaction.atomic():
            received = _kept(post)
    except IntegrityError:  # the same one, at the same moment: the other post won
        with transaction.atomic():
            received = _kept(post)
    if received.submission.rival_of_id is not None:
        raise RivalSubmission(received.submission)
    if not received.new:
        _complete(post, received, files)
    return received


def _complete(post: Post, received: Received, files: Iterable[Came]) -> None:
    """Keep the files that former posts of the same submission left out."""
    submission = received.submission
    completed(post, submission, files)
    received.missing = awaited(submission)
    if not received.missing and submission.standing == Standing.WAITING:
        submission.standing = Standing.APPLIED
        submission.save(update_fields=["standing"])


def _kept(post: Post) -> Received:
    first = _first(post.service, post.name, post.sent.instance)
    if first is not None:
        return _again(first, post.sent, post.device)
    submission = _submission(post)
    if post.known is None:
        _save(post, submission)
        hold(submission)
        _tell("submission.quarantined", submission, post.viewer)
        return Received(submission)
    submission.problems = judge(post.service, post.known.compiled, post.sent, post.viewer).problems
    files = _save(post, submission)
    missing = [row.name for row in files if row.attachment is None and not row.refusal]
    found = entities_sent(post.known.compiled.form, post.sent.root)
    held = {row.name: row.attachment for row in files if row.attachment is not None}
    applied = apply_entities(post.service, submission, found, held, post.viewer)
    rows = _settled(post.service, submission, applied, post.viewer, waiting=bool(missing))
    if held:
        hold(submission)
    _tell("submission.received", submission, post.viewer)
    if submission.standing in {Standing.APPLIED, Standing.WAITING}:
        release(post.service, rows, post.viewer)
    return Received(submission, missing=missing, records=rows)


def _save(post: Post, submission: Submission) -> list[SubmissionFile]:
    """Write a submission, with the files that it names or that came; return these."""
    rows = file_rows(post, submission)
    submission.save()
    return SubmissionFile.objects.bulk_create(rows)


def _first(service: LoadedService, form: str, instance: str) -> Submission | None:
    """Return what came first under an instanceID."""
    rows = Submission.objects.filter(service=service.slug, form=form, instance=instance)
    found = rows.filter(rival_of=None).values_list("pk", flat=True).first()
    return Submission.objects.select_related("device").get(pk=found) if found else None


def _again(first: Submission, sent: Sent, device: DeviceKey) -> Received:
    """Return what was kept before; another content is kept beside it, once."""
    first = Submission.objects.select_for_update(of=("self",)).get(pk=first.pk)
    if first.content == sent.content:
        return Received(first, awaited(first), list(first.records.all()), new=False)
    rival = first.rivals.filter(content=sent.content).first()
    if rival is None:
        rival = Submission.objects.create(
            uuid=uuids.uuid4(),
            number=draw_number(),
            service=first.service,
            form=first.form,
            digest=first.digest,
            answers=sent.text,
            instance=sent.instance,
            content=sent.content,
            device=device,
            standing=Standing.CONFLICT,
            rival_of=first,
            sent_at=timezone.now(),
            expires_at=first.expires_at,
        )
        record_entry(
            "submission.rival",
            service=first.service,
            by=device.person_id,
            object_kind=first.form,
            object_id=rival.uuid,
        )
    return Received(rival, new=False)


def _submission(post: Post) -> Submission:
    now = timezone.now()
    sent, known, name, service = post.sent, post.known, post.name, post.service
    return Submission(
        uuid=uuids.uuid5(NAMESPACE, f"{service.slug}/{name}/{sent.instance}"),
        number=drawn(),
        service=service.slug,
        form=name,
        digest=known.compiled.digest if known else "",
        person_id=post.device.person_id,
        answers=sent.text,
        instance=sent.instance,
        content=sent.content,
        device=post.device,
        standing=Standing.APPLIED if known else Standing.QUARANTINED,
        replaces=_first(service, name, sent.replaces) if sent.replaces else None,
        sent_at=now,
        expires_at=sent_until(service, name, now) if known else now + UNREAD,
    )


def _settled(
    service: LoadedService,
    submission: Submission,
    applied: Applied,
    viewer: Viewer,
    *,
    waiting: bool,
) -> list[SubmissionRecord]:
    """Keep what became of the entities of a submission."""
    standing = applied.standing
    if standing == Standing.APPLIED and waiting:
        standing = Standing.WAITING
    rows = SubmissionRecord.objects.bulk_create(applied.rows)
    written = [(row.dataset, row.record) for row in rows if row.version]
    steps = take_steps(service, submission.form, written, viewer) if written else []
    applied.problems += [{"question": "", "text": each} for each in steps]
    submission.problems = [*submission.problems, *applied.problems]
    submission.standing = standing
    kept = submission.expires_at is not None and any(row.version for row in rows)
    if kept:
        submission.expires_at = None
    if kept or applied.problems or standing != Standing.APPLIED:
        submission.save(update_fields=["standing", "problems", "expires_at"])
    return rows


def release(service: LoadedService, rows: Iterable[SubmissionRecord], viewer: Viewer) -> None:
    """Write the changes that waited for those that were just written, in their order."""
    branches = {(row.record, row.branch) for row in rows if row.version and row.branch}
    for record, branch in sorted(branches, key=str):
        waiting = SubmissionRecord.objects.filter(
            record=record, branch=branch, version=None, submission__standing=Standing.HELD
        )
        numbers = waiting.order_by("base", "pk").values_list("submission", flat=True)
        for number in list(dict.fromkeys(numbers)):
            apply_again(service, Submission.objects.get(pk=number), viewer)


@transaction.atomic
def apply_again(
    service: LoadedService, submission: Submission, viewer: Viewer, *, forced: bool = False
) -> Submission:
    """Try once more to write the records of what was held, refused or kept aside."""
    sent = read_sent(submission.answers.encode())
    known = form_named(service, sent.form, sent.version)
    if known is None or submission.standing not in {
        Standing.HELD,
        Standing.REFUSED,
        Standing.QUARANTINED,
    }:
        return submission
    if submission.standing == Standing.QUARANTINED:
        submission.form, submission.digest = known.name, known.compiled.digest
        submission.expires_at = sent_until(service, known.name, submission.sent_at)
        submission.save(update_fields=["form", "digest", "expires_at"])
        wanted = files_named(known.compiled.form, sent.root)
        SubmissionFile.objects.bulk_create(
            [SubmissionFile(submission=submission, name=each) for each in wanted],
            ignore_conflicts=True,
        )
    submission.records.all().delete()
    submission.problems = judge(service, known.compiled, sent, viewer).problems
    found = entities_sent(known.compiled.form, sent.root)
    give_back(submission.uuid, STAYS)
    files = by_name(submission)
    applied = apply_entities(service, submission, found, files, viewer, forced=forced)
    hold(submission)
    rows = _settled(service, submission, applied, viewer, waiting=bool(awaited(submission)))
    submission.save(update_fields=["standing", "problems"])
    if applied.standing == Standing.APPLIED:
        _tell("submission.applied", submission, viewer)
        release(service, rows, viewer)
    return submission


def _tell(act: str, submission: Submission, viewer: Viewer) -> None:
    record_entry(
        act,
        service=submission.service,
        by=viewer.person,
        object_kind=submission.form,
        object_id=submission.uuid,
    )
