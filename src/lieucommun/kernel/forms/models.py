"""What people write in forms: drafts while they write, submissions once they have sent."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.people.models import Person


class Draft(models.Model):
    """Answers that are not sent yet: every one, asked for or not, right or wrong.

    `uuid` is that of the submission it becomes. `person`: whose it is; without one, whoever holds
    the session or the link that was sent by e-mail (`link` is a digest of its secret). `digest`
    is that of the form the answers were last kept with, `left_out` what a newer form no longer
    asks (path and value). `version` grows with each write. `corrects`: what was sent, of which
    these are the answers put right.
    """

    uuid = models.UUIDField(unique=True)
    service = models.SlugField(max_length=80, db_index=False)
    form = models.SlugField(max_length=60, db_index=False)
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    answers = models.TextField()
    left_out = models.JSONField(default=list)
    on_behalf = models.CharField(max_length=200, blank=True)
    corrects = models.ForeignKey(
        "Submission", models.CASCADE, null=True, blank=True, related_name="corrections"
    )
    about = models.UUIDField(null=True, blank=True)
    task = models.CharField(max_length=120, blank=True)
    place = models.CharField(max_length=400, blank=True)
    version = models.PositiveIntegerField(default=1)
    email = models.EmailField(blank=True)
    link = models.CharField(max_length=64, blank=True)
    link_until = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "service", "form", "-id"], name="drafts_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.service} · {self.form}"


class Writer(models.Model):
    """Someone invited to write in a draft, who may not send it. `link` as in a draft."""

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    draft = models.ForeignKey(Draft, models.CASCADE, related_name="writers")
    email = models.EmailField()
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    link = models.CharField(max_length=64)
    link_until = models.DateTimeField()
    invited_at = models.DateTimeField()
    came_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["draft", "email"], name="invited_once")
        ]

    def __str__(self) -> str:
        return self.email

    @property
    def late(self) -> bool:
        """Whether the link is too old to work."""
        return self.link_until <= timezone.now()


class Submission(models.Model):
    """Answers that were sent, once, kept as they were sent.

    Put right later (`corrected_at`), they are kept as they are then: its records keep their
    versions. `last_draft` is the uuid of the draft that did.

    `number` is what people quote. `digest` is that of the form. It goes with the records it wrote
    (`SubmissionRecord`); without any, at `expires_at`, when the manifest says how long. `about` and
    `task` as in a draft.

    Of what a device sent: `instance` is the instanceID, `content` the digest of the canonical
    content, `problems` what our own evaluation finds, `replaces` what an edit puts in the place of,
    `rival_of` what came first under the same instanceID.
    """

    class Standing(models.TextChoices):
        """What became of it: only what is applied wrote its records."""

        APPLIED = "applied"
        WAITING = "waiting"
        HELD = "held"
        QUARANTINED = "quarantined"
        REFUSED = "refused"
        CONFLICT = "conflict"

    uuid = models.UUIDField(unique=True)
    number = models.CharField(max_length=12, unique=True)
    service = models.SlugField(max_length=80, db_index=False)
    form = models.SlugField(max_length=60, db_index=False)
    digest = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    answers = models.TextField()
    on_behalf = models.CharField(max_length=200, blank=True)
    about = models.UUIDField(null=True, blank=True, db_index=True)
    task = models.CharField(max_length=120, blank=True)
    instance = models.CharField(max_length=255, blank=True, db_index=False)
    content = models.CharField(max_length=64, blank=True)
    device = models.ForeignKey(
        DeviceKey, models.SET_NULL, null=True, blank=True, related_name="+", db_index=False
    )
    standing = models.CharField(max_length=12, choices=Standing, default=Standing.APPLIED)
    problems = models.JSONField(default=list)
    replaces = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, related_name="edits", db_index=False
    )
    rival_of = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="rivals", db_index=False
    )
    last_draft = models.UUIDField(null=True, blank=True)
    corrected_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "service", "form", "-id"], name="sent_by_a_person"),
            models.Index(
                fields=["expires_at"],
                condition=models.Q(expires_at__isnull=False),
                name="submissions_over",
            ),
            models.Index(
                fields=["service", "-id"],
                condition=~models.Q(instance=""),
                name="received_by_a_service",
            ),
            models.Index(
                fields=["device", "-id"],
                condition=models.Q(device__isnull=False),
                name="sent_by_a_device",
            ),
            models.Index(
                fields=["service", "standing", "id"],
                condition=~models.Q(standing="applied"),
                name="submissions_to_look_at",
            ),
            models.Index(
                fields=["rival_of"],
                condition=models.Q(rival_of__isnull=False),
                name="submissions_rival",
            ),
            models.Index(
                fields=["replaces"],
                condition=models.Q(replaces__isnull=False),
                name="submissions_replaced",
            ),
        ]
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "form", "instance"],
                condition=~models.Q(instance="") & models.Q(rival_of__isnull=True),
                name="one_submission_per_instance",
            )
        ]

    def __str__(self) -> str:
        return self.number


class SubmissionRecord(models.Model):
    """A record that a submission made or changed.

    Of a device: `version` is the one it wrote (none while it is held), `base` and `trunk` the
    versions that the device had, `branch` its line of changes, `held` the fields that it wrote,
    even as they were. `conflict`: what others had changed meanwhile, `conflicting` by field: what
    it was, what they wrote, what this wrote; until a person has looked at it (`settled_at`).
    """

    class Conflict(models.TextChoices):
        """Whether others wrote meanwhile, and in the same fields."""

        NONE = ""
        SOFT = "soft"
        HARD = "hard"

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="records")
    dataset = models.SlugField(max_length=80, db_index=False)
    record = models.UUIDField(db_index=True)
    created = models.BooleanField()
    version = models.PositiveIntegerField(null=True, blank=True)
    base = models.PositiveIntegerField(null=True, blank=True)
    trunk = models.PositiveIntegerField(null=True, blank=True)
    branch = models.CharField(max_length=40, blank=True)
    held = models.JSONField(default=list)
    conflict = models.CharField(max_length=4, choices=Conflict, default=Conflict.NONE, blank=True)
    conflicting = models.JSONField(default=dict)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["dataset", "id"],
                condition=~models.Q(conflict="") & models.Q(settled_at__isnull=True),
                name="records_in_conflict",
            )
        ]

    def __str__(self) -> str:
        return f"{self.dataset} · {self.record}"


class SubmissionFile(models.Model):
    """A file of a submission that a device sends, under the name that the answers give it.

    `attachment` is the uuid of the file that came; none while it is awaited, or when it was
    refused, and `refusal` says why.
    """

    submission = models.ForeignKey(Submission, models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64, blank=True)
    attachment = models.UUIDField(null=True, blank=True)
    refusal = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["submission", "name"], name="one_file_per_name")
        ]

    def __str__(self) -> str:
        return self.name
