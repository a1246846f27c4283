"""Reads: the letters about a record, and those to a person."""

import uuid as uuids

from django.db.models import QuerySet

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from .models import CaseMessage, Letter

PAGE = 20
#: Longer, a cursor is beyond the numbers of a database.
LONGEST_CURSOR = 19


def letters_about(record: uuids.UUID) -> QuerySet[Letter]:
    """Return the letters about a record, the latest first; the caller has checked who reads."""
    return Letter.objects.filter(record=record).order_by("-pk")


def messages_about(record: uuids.UUID, *, internal: bool) -> list[CaseMessage]:
    """Return what was written about a case, the first first, notes of the team if `internal`.

    The caller has checked who reads.
    """
    rows = CaseMessage.objects.filter(record=record).select_related("by").order_by("pk")
    return list(rows if internal else rows.filter(internal=False))


def letters_page(person: Person, before: str = "") -> tuple[list[Letter], int | None]:
    """Return letters that someone was sent, the latest first, and the cursor of those after."""
    rows = Letter.objects.filter(person=person).order_by("-pk")
    if before.isascii() and before.isdecimal() and len(before) < LONGEST_CURSOR:
        rows = rows.filter(pk__lt=int(before))
    found = list(rows[: PAGE + 1])
    return found[:PAGE], found[PAGE - 1].pk if len(found) > PAGE else None


def page_of(letter: Letter) -> str:
    """Return the page of the place that shows a record's case, by its path; "" without one."""
    if letter.person_id is None:
        return ""
    try:
        service = open_service(letter.service)
    except (UnknownService, BrokenService):
        return ""
    pages = (page for page in service.manifest.pages if page.block == "cases")
    page = next((each for each in pages if getattr(each, "dataset", "") == letter.dataset), None)
    return f"/s/{letter.service}/{page.path}/{letter.record}/" if page else ""
