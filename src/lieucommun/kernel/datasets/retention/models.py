"""What retention knows of a record (kept by order, anonymised, archived), and its reports."""

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


class Run(models.Model):
    """One run over all services: when, and whether nothing is left of it in the database's files.

    `reclaimed` is None when there was nothing to reclaim, False while traces may be left.
    """

    at = models.DateTimeField()
    rules = models.PositiveIntegerField()
    reclaimed = models.BooleanField(null=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M}"


class RunLine(models.Model):
    """What a run found and did under one rule, in counts; rules that found nothing have none."""

    run = models.ForeignKey(Run, models.CASCADE, related_name="lines")
    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.CharField(max_length=80)
    keep = models.CharField(max_length=20)
    since = models.CharField(max_length=80)
    then = models.CharField(max_length=10)
    due = models.PositiveIntegerField()
    done = models.PositiveIntegerField()
    histories = models.PositiveIntegerField()
    held = models.PositiveIntegerField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [models.Index(fields=["service", "-id"])]

    def __str__(self) -> str:
        return f"{self.service} {self.dataset}: {self.done}/{self.due}"
