"""Reads of files."""

import uuid as uuids
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Q, Sum
from django.utils import timezone

from .models import Attachment
from .store import MissingContent, store

MB = 1024 * 1024

__all__ = ["MissingContent", "Room", "content_size", "find", "open_attachment", "room", "used"]


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


def used(sha256: str) -> bool:
    """Say whether a file that was not refused still refers to a content."""
    rows = Attachment.objects.exclude(state=Attachment.State.REFUSED)
    return rows.filter(Q(sha256=sha256) | Q(thumbnail=sha256)).exists()
