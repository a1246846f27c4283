"""Send a draft: once, whatever is clicked twice, with the records that it makes."""

import secrets

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.files.actions import claim, discard_of
from lieucommun.kernel.forms.durations import sent_until
from lieucommun.kernel.forms.files import files_in
from lieucommun.kernel.forms.filling import Filled, filled
from lieucommun.kernel.forms.models import Draft, Submission, SubmissionRecord
from lieucommun.kernel.forms.queries import Hand, Held, closed
from lieucommun.kernel.forms.refusals import NotReady, RefusedForm, UnknownDraft
from lieucommun.kernel.forms.stepping import take_steps
from lieucommun.kernel.forms.writing import write_records
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.services.loaded import LoadedService

#: Read aloud without mistaking one for another: no I, L, O, U.
LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@transaction.atomic
def send(service: LoadedService, held: Held, hand: Hand) -> Submission:
    """Send a draft and return its submission; the same draft twice is one submission.

    Raises NotReady with what is wrong, RefusedForm, UnknownDraft: nothing is written then.
    """
    if not held.owns:
        raise RefusedForm("owner")
    drafts = Draft.objects.select_for_update(of=("self",)).select_related("corrects")
    draft = drafts.filter(pk=held.draft.pk).first()
    if draft is None:
        return _known(held.draft)
    if draft.corrects is None and (refused := closed(service, draft.form)):
        raise refused
    opened = filled(service, draft, hand.viewer, writing=True)
    if problems := opened.answers.problems():
        raise NotReady(problems)
    submission = _submission(service, draft, opened)
    records = write_records(service, submission, opened.answers, hand.viewer)
    records += _about(submission)
    SubmissionRecord.objects.bulk_create(records)
    written = [(row.dataset, row.record) for row in submission.records.order_by("pk")]
    take_steps(service, submission.form, written, hand.viewer)
    if records:
        Submission.objects.filter(pk=submission.pk).update(expires_at=None)
    for name, uuid in files_in(opened.answers, asked=True):
        claim(uuid, dataset="", record=submission.uuid, field=name)
    record_entry(
        "form.corrected" if draft.corrects else "form.sent",
        service=service.slug,
        by=hand.viewer.person,
        object_kind=draft.form,
        object_id=submission.uuid,
    )
    draft.delete()
    return submission


def forget(submission: Submission) -> None:
    """Delete a submission and the files that it alone holds."""
    with transaction.atomic():
        record_entry(
            "form.forgotten",
            service=submission.service,
            object_kind=submission.form,
            object_id=submission.uuid,
        )
        discard_of(submission.uuid)
        submission.delete()


def _known(draft: Draft) -> Submission:
    found = Submission.objects.filter(Q(uuid=draft.uuid) | Q(last_draft=draft.uuid)).first()
    if found is None:
        raise UnknownDraft(str(draft.uuid))
    return found


def _submission(service: LoadedService, draft: Draft, opened: Filled) -> Submission:
    now = timezone.now()
    if draft.corrects is not None:
        return _put_right(draft.corrects, draft, opened)
    return Submission.objects.create(
        uuid=draft.uuid,
        number=draw_number(),
        service=service.slug,
        form=draft.form,
        digest=opened.compiled.digest,
        person_id=draft.person_id,
        answers=opened.answers.to_xml().decode(),
        on_behalf=draft.on_behalf,
        about=draft.about,
        task=draft.task,
        sent_at=now,
        expires_at=sent_until(service, draft.form, now),
    )


def _about(submission: Submission) -> list[SubmissionRecord]:
    """Tie answers to the case that they are about: they go when it does."""
    if submission.about is None or submission.records.filter(record=submission.about).exists():
        return []
    dataset = Record.objects.values_list("dataset", flat=True).filter(uuid=submission.about).first()
    if dataset is None:
        raise RefusedForm("gone")
    return [
        SubmissionRecord(
            submission=submission, dataset=dataset, record=submission.about, created=False
        )
    ]


def _put_right(submission: Submission, draft: Draft, opened: Filled) -> Submission:
    """Keep what was sent as it is now, under its number; its records keep what they were."""
    submission.answers = opened.answers.to_xml().decode()
    submission.digest = opened.compiled.digest
    submission.last_draft = draft.uuid
    submission.corrected_at = timezone.now()
    submission.save(update_fields=["answers", "digest", "last_draft", "corrected_at"])
    return submission


def draw_number() -> str:
    """Return a number that no submission has."""
    while True:
        number = drawn()
        if not Submission.objects.filter(number=number).exists():
            return number


def drawn() -> str:
    """Return a number that nobody can guess from another: 7F3K-9Q2M; one of 10¹²."""
    text = "".join(secrets.choice(LETTERS) for _ in range(8))
    return f"{text[:4]}-{text[4:]}"
