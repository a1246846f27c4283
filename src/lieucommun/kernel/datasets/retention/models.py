"""What retention knows of a record: kept by order, anonymised, archived."""

from typing import ClassVar

from django.db import models


class Mark(models.Model):
    """One fact about a record, by its uuid: `held` (with its reason), `anonymised` or `archived`.

    `version` is that of the record when it was marked: one written since is looked at again.
    """

    class Kind(models.TextChoices):
        """What was decided of the record."""

        HELD = "held"
        ANONYMISED = "anonymised"
        ARCHIVED = "archived"

    record = models.UUIDField()
    kind = models.CharField(max_length=10, choices=Kind)
    version = models.PositiveIntegerField()
    reason = models.CharField(max_length=500, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "kind"], name="one_mark_of_a_kind")
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.kind}"
