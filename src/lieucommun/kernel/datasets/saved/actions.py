"""Writes about saved exports: ask for one, let go of one, note that one was taken."""

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.files.actions import discard as discard_file
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.opening import OpenPage

from .kinds import KEPT
from .models import SavedExport
from .queries import jobs_of

OPEN = {Job.State.WAITING, Job.State.RUNNING}


@transaction.atomic
def prepare(opened: OpenPage, question: str, kind: str, *, by: Person) -> SavedExport:
    """Have a page's records written as a file; the same question still open is that one."""
    asked = {
        "service_id": opened.service.service_id,
        "page": opened.page.path,
        "question": question,
        "kind": kind,
        "language": opened.language,
        "by": by,
        "proved": by.proved,
    }
    twins = list(SavedExport.objects.filter(**asked, file=None))
    jobs = jobs_of(twins)
    for twin in twins:
        if (job := jobs.get(twin.job_key)) and job.state in OPEN:
            return twin
    export = SavedExport.objects.create(**asked, expires_at=timezone.now() + KEPT)
    slug = opened.service.slug
    enqueue("exports.prepare", service=slug, by=by.pk, key=export.job_key, export=str(export.uuid))
    return export


@transaction.atomic
def discard(export: SavedExport) -> None:
    """Let go of an export and of its file."""
    file = export.file
    export.delete()
    if file:
        discard_file(file)


def note_taken(export: SavedExport) -> None:
    """Note in the journal that the file of an export was given."""
    record_entry(
        "export.taken",
        service=export.service.slug,
        by=export.by_id,
        object_kind="export",
        object_id=export.uuid,
        count=export.rows,
    )
