"""The jobs of forms: letters, and each night what is over goes."""

import datetime as dt

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.retention.models import Mark
from lieucommun.kernel.devices.queries import viewer_of
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import job, scheduled
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.mail.sending import ATTEMPTS
from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from . import letters
from .actions.sending import forget as forget_submission
from .actions.sharing import fresh_link
from .following import token_of
from .models import Draft, Submission, SubmissionRecord, Writer
from .receiving.actions import WAITS, apply_again

#: What waits and is taken up in one turn.
AT_ONCE = 200


@job("forms.link", attempts=ATTEMPTS, title=_("Send the link that brings a draft back"))
def link(context: JobContext, draft: str, page: str, title: str, language: str) -> None:
    """Send to the address of a draft a link to it, while it is there."""
    del context
    found = Draft.objects.filter(uuid=draft, expires_at__gt=timezone.now()).first()
    if found is not None:
        letters.resume(found, f"{page}{fresh_link(found)}/", title, language)


@job("forms.invitation", attempts=ATTEMPTS, title=_("Invite someone to write in a form"))
def invitation(context: JobContext, writer: str, page: str, title: str, language: str) -> None:
    """Send to who was invited a link to the draft, while they still are."""
    del context
    found = Writer.objects.select_related("draft__person").filter(uuid=writer).first()
    if found is not None:
        person = found.draft.person
        by = person.name if person else ""
        letters.invitation(found, f"{page}{fresh_link(found)}/", title, by, language)


@job("forms.follow", attempts=ATTEMPTS, title=_("Send the link that follows what was sent"))
def follow(
    context: JobContext, submission: str, email: str, page: str, title: str, language: str
) -> None:
    """Send a link to what was sent, while it is there; none waits in the queue."""
    del context
    found = Submission.objects.filter(uuid=submission, person=None).first()
    if found is not None:
        letters.following(found, email, f"{page}{token_of(found)}/", title, language)


@scheduled("forms.forget", at="04:10", title=_("Forget drafts and submissions whose time is over"))
def forget(context: JobContext) -> None:
    """Delete drafts that nobody came back to, and submissions of which no record remains."""
    now = timezone.now()
    for draft in Draft.objects.filter(expires_at__lte=now):
        record_entry(
            "draft.forgotten",
            service=draft.service,
            object_kind="draft",
            object_id=draft.uuid,
        )
        draft.delete()
    for submission in Submission.objects.filter(expires_at__lte=now):
        forget_submission(submission)
    for submission in _without_records():
        forget_submission(submission)
    context.finish()


@scheduled(
    "forms.aside",
    every=dt.timedelta(minutes=10),
    title=_("Take up what devices sent and that waits"),
)
def take_up(context: JobContext) -> None:
    """Read what was kept aside with the forms of today; write what waited five days for another."""
    now = timezone.now()
    standing = Submission.Standing
    rows = Submission.objects.filter(standing__in=[standing.QUARANTINED, standing.HELD])
    for submission in rows.select_related("device").order_by("pk")[:AT_ONCE]:
        forced = submission.standing == standing.HELD
        if forced and now - submission.sent_at < WAITS:
            continue
        try:
            service = open_service(submission.service)
        except (UnknownService, BrokenService):
            continue
        viewer = viewer_of(submission.device, service) if submission.device else ANYONE
        apply_again(service, submission, viewer, forced=forced)
    context.finish()


def _without_records() -> list[Submission]:
    """Return the submissions whose every record was deleted or anonymised."""
    there = Record.objects.filter(uuid=OuterRef("record"))
    emptied = Mark.objects.filter(record=OuterRef("record"), kind=Mark.Kind.ANONYMISED)
    of_it = SubmissionRecord.objects.filter(submission=OuterRef("pk"))
    alive = of_it.filter(Exists(there)).exclude(Exists(emptied))
    return list(Submission.objects.filter(Exists(of_it)).exclude(Exists(alive)))
