"""The audit trail: who did what to which object, never with which values."""

from typing import ClassVar

from django.db import models


class JournalEntry(models.Model):
    """One act. Holds identifiers and field names only, so that values may be forgotten."""

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=60)
    service = models.SlugField(max_length=80, blank=True)
    person = models.BigIntegerField(null=True, blank=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=list, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "at"]),
            models.Index(fields=["object_kind", "object_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_id}"
