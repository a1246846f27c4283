"""What the place does each night: drafts and submissions whose time is over go."""

from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.retention.models import Mark
from lieucommun.kernel.jobs.context import JobContext
from lieucommun.kernel.jobs.registry import scheduled
from lieucommun.kernel.journal.actions import record_entry

from .actions.sending import forget as forget_submission
from .models import Draft, Submission, SubmissionRecord


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


def _without_records() -> list[Submission]:
    """Return the submissions whose every record was deleted or anonymised."""
    there = Record.objects.filter(uuid=OuterRef("record"))
    emptied = Mark.objects.filter(record=OuterRef("record"), kind=Mark.Kind.ANONYMISED)
    of_it = SubmissionRecord.objects.filter(submission=OuterRef("pk"))
    alive = of_it.filter(Exists(there)).exclude(Exists(emptied))
    return list(Submission.objects.filter(Exists(of_it)).exclude(Exists(alive)))
