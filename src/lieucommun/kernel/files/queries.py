"""Reads of files."""

import uuid as uuids
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Q, QuerySet, Sum
from django.utils import timezone

from .models import Attachment
from .store import MissingContent, store

MB = 1024 * 1024
BATCH = 200
#: Longer, a cursor is beyond the numbers of a database.
LONGEST = 19
Files = QuerySet[Attachment]

__all__ = [
    "Files",
    "MissingContent",
    "Room",
    "batches",
    "content_size",
    "counts",
    "files_of",
    "find",
    "open_attachment",
    "page",
    "room",
    "used",
]


@dataclass(frozen=True, slots=True)
class Room:
    """How many bytes are taken, out of how many; `most` is 0 when nothing bounds them."""

    taken: int
    most: int

    def holds(self, size: int) -> bool:
        """Say whether there is room for as many bytes more."""
        return not self.most or self.taken + size <= self.most


def find(uuid: uuids.UUID) -> Attachment | None:
    """Return a file by its uuid; None when there is none, or its time is over."""
    lasting = Q(expires_at__isnull=True) | Q(expires_at__gt=timezone.now())
    return Attachment.objects.filter(lasting, uuid=uuid).first()


def open_attachment(
    attachment: Attachment, *, start: int = 0, end: int | None = None, thumbnail: bool = False
) -> Iterator[bytes]:
    """Yield the content of a file by pieces, from a byte to before another.

    Raises MissingContent, also while the file is not clean: nobody gets what was not judged.
    """
    if attachment.state != Attachment.State.CLEAN:
        raise MissingContent(attachment.sha256)
    return store().read(attachment.thumbnail if thumbnail else attachment.sha256, start, end)


def content_size(attachment: Attachment, *, thumbnail: bool = False) -> int:
    """Return how many bytes the content of a file has; raises MissingContent."""
    if not thumbnail:
        return attachment.size
    return store().size(attachment.thumbnail)


def room(service: str = "") -> Room:
    """Return what the files of a service take, or those of the whole place."""
    rows = Attachment.objects.filter(service=service) if service else Attachment.objects.all()
    most = settings.FILES_SERVICE_QUOTA if service else settings.FILES_QUOTA
    return Room(rows.aggregate(taken=Sum("size"))["taken"] or 0, int(most) * MB)


def files_of(service: str, state: str = "") -> Files:
    """Return the files of a service, or those in a state, newest first."""
    rows = Attachment.objects.filter(service=service).order_by("-pk")
    return rows.filter(state=state) if state else rows


def page(rows: Files, before: str, number: int) -> tuple[list[Attachment], int | None]:
    """Return the newest files older than a cursor, and the cursor of those after, if any."""
    known = before.isascii() and before.isdecimal() and len(before) < LONGEST
    older = rows.filter(pk__lt=int(before)) if known else rows
    found = list(older[: number + 1])
    return found[:number], found[number - 1].pk if len(found) > number else None


def batches(rows: Files) -> Iterator[list[Attachment]]:
    """Yield files, some at a time."""
    last = ""
    while True:
        some, after = page(rows, last, BATCH)
        yield some
        if after is None:
            return
        last = str(after)


def counts(service: str) -> dict[str, int]:
    """Return how many files of a service stand in each state."""
    rows = files_of(service).order_by().values("state").annotate(number=Count("pk"))
    return {row["state"]: row["number"] for row in rows}


def used(sha256: str) -> bool:
    """Say whether a file that was not refused still refers to a content."""
    rows = Attachment.objects.exclude(state=Attachment.State.REFUSED)
    return rows.filter(Q(sha256=sha256) | Q(thumbnail=sha256)).exists()
