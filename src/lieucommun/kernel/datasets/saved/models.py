"""What people keep of the lists they read: exports prepared for them, filters under a name."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.models import Service


class SavedExport(models.Model):
    """What one page of a service gave one person for one question, in one format and language.

    `rights` is a digest of what the person could see when it was written: the file is given as
    long as they still see that, and nothing else. `proved`: asked past a second factor. Without a
    file, the job of its key says how far it is.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    page = models.CharField(max_length=200, blank=True)
    question = models.TextField(blank=True)
    kind = models.CharField(max_length=10)
    language = models.CharField(max_length=12)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    proved = models.BooleanField(default=False)
    at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(db_index=True)
    rows = models.PositiveBigIntegerField(default=0)
    rights = models.CharField(max_length=64, blank=True)
    file = models.ForeignKey(Attachment, models.SET_NULL, null=True, related_name="+")

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["by", "-id"], name="exports_of_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.page}.{self.kind}"

    @property
    def job_key(self) -> str:
        """The key of the job that prepares it."""
        return f"export:{self.uuid}"


class SavedFilter(models.Model):
    """A question to a list that someone asks again, under a name of theirs."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    page = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=80)
    question = models.TextField()
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["by", "service", "page", "name"], name="one_filter_per_name"
            )
        ]

    def __str__(self) -> str:
        return self.name
