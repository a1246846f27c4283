"""What is loaded in tables: which file, from whom, when, how many rows, and what was left out."""

import uuid
from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from lieucommun.kernel.people.models import Person


class TableLoad(models.Model):
    """The rows that one file of one source gave to a table; they stand in the folder of its uuid.

    A table holds the rows of the current load of each of its sources, and of each year of those
    whose files are by year (`year`; "" for the others). `example`: rows that a
    service brings to show what it does; they go as soon as a real file is loaded. `columns`: types
    of what is stored, by name. `vintage`: year of the geography of the codes (None: not told).
    `covers`: keys of territories whose list is complete here; none: it says nothing of them.
    """

    class State(models.TextChoices):
        """Current: what is read. Former: replaced, kept for a while. Failed: nothing came of it."""

        CURRENT = "current"
        FORMER = "former"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.SlugField(max_length=80)
    table = models.SlugField(max_length=80, db_index=False)
    source = models.SlugField(max_length=80, db_index=False)
    state = models.CharField(max_length=10, choices=State)
    example = models.BooleanField(default=False)
    file = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    bytes = models.PositiveBigIntegerField(default=0)
    at = models.DateTimeField(auto_now_add=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, related_name="+")
    vintage = models.PositiveSmallIntegerField(null=True)
    year = models.CharField(max_length=20, blank=True)
    loader = models.CharField(max_length=40)
    provenance = models.JSONField(default=dict)
    columns = models.JSONField(default=dict)
    covers = models.JSONField(default=list)
    rows = models.PositiveBigIntegerField(default=0)
    rejects = models.PositiveBigIntegerField(default=0)
    report = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "table", "source", "year"],
                condition=Q(state="current"),
                name="one_current_load_of_a_year",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "table", "state"], name="loads_of_a_table"),
        ]

    def __str__(self) -> str:
        return f"{self.service}/{self.table} ← {self.source} {self.at:%Y-%m-%d %H:%M}"

    @property
    def told(self) -> dict[str, Any]:
        """The report: totals, reconciliation, territories, first rejects."""
        found: dict[str, Any] = self.report
        return found
