"""Records of every dataset of every service, their history, and what finds them fast."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.people.models import Organisation, Person
from lieucommun.kernel.services.models import Service, ServiceVersion


class Record(models.Model):
    """One item of a dataset. `data` is typed by the manifest; `keys` sorts it, field by field."""

    class Origin(models.TextChoices):
        """Where a record comes from: written here, or a file of the service's folder."""

        WRITTEN = "written"
        SEED = "seed"
        DEMO = "demo"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.ForeignKey(Service, models.CASCADE, related_name="records", db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    key = models.CharField(max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    state = models.SlugField(max_length=80, blank=True, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.SET_NULL, null=True, blank=True, related_name="records"
    )
    owner = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="records"
    )
    #: Who follows it, in the team that answers.
    assignee = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    territory = models.CharField(max_length=24, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    origin = models.CharField(max_length=8, choices=Origin, default=Origin.WRITTEN)
    data = models.JSONField(default=dict)
    keys = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "dataset", "key"],
                condition=~models.Q(key=""),
                name="one_record_per_key",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "dataset", "id"], name="record_order"),
            models.Index(fields=["service", "dataset", "state", "id"], name="record_state"),
            models.Index(
                fields=["assignee"],
                condition=models.Q(assignee__isnull=False),
                name="record_assignee",
            ),
            models.Index(
                fields=["service", "dataset", "latitude"],
                condition=models.Q(latitude__isnull=False),
                name="record_latitude",
            ),
            models.Index(
                fields=["service", "dataset", "expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="record_expiry",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.key or self.uuid}"


class Import(models.Model):
    """A file of records that was brought in, under the number by which it can be undone.

    `undoes` is the import that this one took back. `indexed` says that search knows its records.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="+")
    dataset = models.SlugField(max_length=80, db_index=False)
    file = models.CharField(max_length=200, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    created = models.PositiveIntegerField(default=0)
    updated = models.PositiveIntegerField(default=0)
    removed = models.PositiveIntegerField(default=0)
    undoes = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="undone"
    )
    indexed = models.BooleanField(default=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.dataset} {self.file}"


class RecordVersion(models.Model):
    """A record as one act left it. Outlives the record, whose uuid it holds.

    `batch` is the import that wrote it; `former` holds what no version tells of the record before:
    organisation, and for a deletion owner, origin and moment of creation.
    """

    class Action(models.TextChoices):
        """What was done."""

        CREATED = "created"
        UPDATED = "updated"
        MOVED = "moved"
        DELETED = "deleted"

    record = models.UUIDField()
    service = models.ForeignKey(Service, models.CASCADE, related_name="+", db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    version = models.PositiveIntegerField()
    action = models.CharField(max_length=10, choices=Action)
    state = models.SlugField(max_length=80, blank=True, db_index=False)
    data = models.JSONField(default=dict)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    service_version = models.ForeignKey(
        ServiceVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    batch = models.ForeignKey(
        Import, models.SET_NULL, null=True, blank=True, related_name="versions", db_index=False
    )
    former = models.JSONField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["record", "version"], name="one_row_per_version")
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "dataset"], name="version_dataset"),
            models.Index(
                fields=["batch", "id"],
                condition=models.Q(batch__isnull=False),
                name="version_batch",
            ),
            models.Index(
                fields=["service", "dataset", "state", "at"],
                condition=models.Q(action="moved"),
                name="version_moved",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} v{self.version}"


class RecordTerm(models.Model):
    """One value under which a record is counted and filtered."""

    record = models.ForeignKey(Record, models.CASCADE, related_name="terms")
    service = models.ForeignKey(Service, models.CASCADE, related_name="+", db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    field = models.CharField(max_length=80)
    value = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["service", "dataset", "field", "value", "record"], name="term_value"
            )
        ]

    def __str__(self) -> str:
        return f"{self.field}={self.value}"


class DatasetState(models.Model):
    """What the place knows of a dataset: a revision that every write raises, and what was built.

    `classes` is the signature of the search classes, `seed` that of the file last imported.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="+", db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    revision = models.PositiveBigIntegerField(default=0)
    classes = models.CharField(max_length=64, blank=True)
    seed = models.CharField(max_length=64, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "dataset"], name="one_state_per_dataset")
        ]

    def __str__(self) -> str:
        return f"{self.dataset} r{self.revision}"
