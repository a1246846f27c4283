"""Writes about what is saved: ask for an export or let go of it; keep or forget a filter."""

import uuid as uuids
from typing import Any

from django.db import transaction
from django.utils import timezone

from lieucommun.kernel.files.actions import discard as discard_file
from lieucommun.kernel.jobs.actions import enqueue
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.opening import OpenPage

from .kinds import KEPT
from .models import SavedExport, SavedFilter
from .queries import jobs_of

MOST_FILTERS = 30
LONGEST_NAME = 80
LONGEST_QUESTION = 4_000
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


class TooManyFiltersError(ValueError):
    """A person keeps as many filters of a page as they may (`most`)."""


@transaction.atomic
def keep_filter(opened: OpenPage, name: str, question: str, *, by: int) -> SavedFilter:
    """Keep a question to a page under a name; the same name again asks the new question.

    Raises ValueError for a blank or too long name or question, TooManyFiltersError.
    """
    said = " ".join(name.split())
    if not 0 < len(said) <= LONGEST_NAME or len(question) > LONGEST_QUESTION:
        raise ValueError(name)
    key: dict[str, Any] = {
        "by_id": by,
        "service_id": opened.service.service_id,
        "page": opened.page.path,
    }
    mine = SavedFilter.objects.select_for_update().filter(**key)
    if len([each for each in mine if each.name != said]) >= MOST_FILTERS:
        raise TooManyFiltersError(MOST_FILTERS)
    kept, _ = SavedFilter.objects.update_or_create(
        **key, name=said, defaults={"question": question}
    )
    _noted("filter.kept", kept)
    return kept


@transaction.atomic
def forget_filter(opened: OpenPage, uuid: uuids.UUID, *, by: int) -> None:
    """Forget a filter of a person; one that is no longer there is forgotten already."""
    mine = SavedFilter.objects.filter(by_id=by, service_id=opened.service.service_id)
    for kept in mine.filter(page=opened.page.path, uuid=uuid):
        _noted("filter.forgotten", kept)
        kept.delete()


def _noted(act: str, kept: SavedFilter) -> None:
    record_entry(
        act,
        service=kept.service.slug,
        by=kept.by_id,
        object_kind="filter",
        object_id=kept.uuid,
    )
