"""Files of a place. Their content stands in the store, under its hash; names are only labels."""

import uuid
from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from lieucommun.kernel.people.models import Person


class Attachment(models.Model):
    """One file: what it is called, who sent it, and the hash under which its content is kept.

    Several rows may share one content: it goes with the last of them. `dataset`, `record` and
    `field` say which record holds it, once one does; a record that comes to hold it keeps it for
    good. `thumbnail` is the hash of a small image. `expires_at`: when a file that no record holds
    goes. `reason`: why it was refused.
    """

    class State(models.TextChoices):
        """Whether the content may be given."""

        WAITING = "waiting"
        CLEAN = "clean"
        REFUSED = "refused"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.SlugField(max_length=80, blank=True, db_index=False)
    name = models.CharField(max_length=120)
    content_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64, db_index=True)
    thumbnail = models.CharField(max_length=64, blank=True, db_index=True)
    state = models.CharField(max_length=8, choices=State, default=State.CLEAN)
    reason = models.CharField(max_length=120, blank=True)
    purpose = models.CharField(max_length=12, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    dataset = models.SlugField(max_length=80, blank=True, db_index=False)
    record = models.UUIDField(null=True, blank=True)
    field = models.CharField(max_length=60, blank=True)
    created_at = models.DateTimeField(db_default=Now())
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "-id"], name="file_service"),
            models.Index(
                fields=["record"],
                condition=models.Q(record__isnull=False),
                name="file_record",
            ),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="file_expiry",
            ),
            models.Index(fields=["id"], condition=models.Q(state="waiting"), name="file_waiting"),
        ]

    def __str__(self) -> str:
        return self.name
