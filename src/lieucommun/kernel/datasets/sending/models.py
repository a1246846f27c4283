"""Files of records that people send from their browser, and how they understood their columns."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.datasets.models import Import
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.models import Service


class SentFile(models.Model):
    """A file on its way: what it holds, where each column goes, and what was told of it.

    Its content waits in a private folder of the place, and goes as soon as it is brought in.
    `sample` holds its first rows until then. `report` holds counts, and the first reasons.
    """

    class State(models.TextChoices):
        """Where a file is."""

        RECEIVED = "received"
        TRYING = "trying"
        TRIED = "tried"
        WRITING = "writing"
        DONE = "done"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    dataset = models.SlugField(max_length=80, db_index=False)
    name = models.CharField(max_length=200)
    by = models.ForeignKey(Person, models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    state = models.CharField(max_length=10, choices=State, default=State.RECEIVED)
    understood = models.JSONField(default=dict)
    columns = models.JSONField(default=list)
    sample = models.JSONField(default=list)
    targets = models.JSONField(default=dict)
    report = models.JSONField(default=dict)
    brought = models.ForeignKey(Import, models.SET_NULL, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.name} {self.state}"


class ColumnMapping(models.Model):
    """Where the columns of a file went the last time, for the next file that has the same."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    dataset = models.SlugField(max_length=80, db_index=False)
    columns = models.CharField(max_length=64)
    targets = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "dataset", "columns"], name="one_mapping_per_columns"
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.columns[:8]}"
