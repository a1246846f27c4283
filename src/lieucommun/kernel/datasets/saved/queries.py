"""What is known of saved exports: whose they are, how far they are, who may still have them."""

import json
import uuid as uuids
from collections.abc import Iterable
from hashlib import sha256

from django.http import QueryDict
from django.utils import timezone

from lieucommun.kernel.datasets.queries import RecordQuery
from lieucommun.kernel.jobs.models import Job
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from .models import SavedExport, SavedFilter

PER_PAGE = 50


def exports_of(person: int, before: str = "") -> tuple[list[SavedExport], int | None]:
    """Return some exports of a person, the latest first, and the cursor of those after."""
    mine = SavedExport.objects.filter(by_id=person, expires_at__gt=timezone.now())
    older = mine.filter(pk__lt=int(before)) if before.isdecimal() else mine
    found = list(older.select_related("file", "service").order_by("-pk")[: PER_PAGE + 1])
    return found[:PER_PAGE], found[PER_PAGE - 1].pk if len(found) > PER_PAGE else None


def export_of(person: int, uuid: uuids.UUID) -> SavedExport | None:
    """Return an export of a person that is not over; nobody else finds it."""
    mine = SavedExport.objects.filter(by_id=person, uuid=uuid, expires_at__gt=timezone.now())
    return mine.select_related("file", "service").first()


def filters_of(opened: OpenPage) -> list[SavedFilter]:
    """Return the filters that whoever opened a page keeps of it, by name; one statement."""
    if opened.viewer.person is None:
        return []
    mine = SavedFilter.objects.filter(by_id=opened.viewer.person, page=opened.page.path)
    return list(mine.filter(service_id=opened.service.service_id).order_by("name", "pk"))


def jobs_of(exports: Iterable[SavedExport]) -> dict[str, Job]:
    """Return the latest job of each export that is no file yet, by key; one statement."""
    keys = [each.job_key for each in exports if each.file_id is None]
    return {job.key: job for job in Job.objects.filter(key__in=keys).order_by("pk")}


def opened_for(person: Person, slug: str, path: str, language: str) -> OpenPage | None:
    """Return a page as a person may open it now; None when it is closed to them, or to all."""
    try:
        service = open_service(slug)
    except (UnknownService, BrokenService):
        return None
    page = next((each for each in service.manifest.pages if each.path == path), None)
    if page is None or not person.is_active or not guard.opens(service, page):
        return None
    opened = OpenPage(service, page, viewer_for(person, slug), language)
    return opened if opened.allowed else None


def records_of(opened: OpenPage, question: str) -> RecordQuery | None:
    """Return the records that a page gives as a file for a question; None: it gives none."""
    if opened.block is None:
        return None
    return opened.block.taken(opened, QueryDict(question))


def rights_in(found: RecordQuery) -> str:
    """Return a digest of what a viewer may see: the same for the same rights, in any process."""
    told = sorted(
        [
            sorted(
                sorted([atom.kind, atom.field, *sorted(atom.values)] for atom in condition)
                for condition in clause.when
            ),
            sorted(clause.visible),
            sorted(map(list, clause.blur)),
        ]
        for clause in found.access.clauses
    )
    return sha256(json.dumps(told).encode()).hexdigest()


def may_have(export: SavedExport, person: Person) -> bool:
    """Say whether a person still sees what an export of theirs shows."""
    opened = opened_for(person, export.service.slug, export.page, export.language)
    found = records_of(opened, export.question) if opened else None
    return found is not None and rights_in(found) == export.rights
