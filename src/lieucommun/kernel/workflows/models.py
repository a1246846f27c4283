"""What is remembered of the life of a case, beside its state and its versions."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.models import ServiceVersion


class OpenCase(models.Model):
    """A case that timers or opinions keep alive: what the engine knows of it.

    `case` is the engine's value, written by `keeping`; `due_at` when its first timer strikes;
    `service_version` the version by whose workflow it goes, `digest` that workflow. `stuck` says
    what prevents it from being taken to the present version.
    """

    record = models.UUIDField(unique=True)
    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    case = models.JSONField()
    digest = models.CharField(max_length=64)
    service_version = models.ForeignKey(
        ServiceVersion, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    due_at = models.DateTimeField(null=True, blank=True)
    stuck = models.JSONField(default=list, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["due_at"],
                condition=models.Q(due_at__isnull=False),
                name="cases_due",
            ),
            models.Index(fields=["service", "dataset"], name="cases_open"),
        ]

    def __str__(self) -> str:
        return f"{self.dataset} {self.record}"


class CaseStep(models.Model):
    """A transition that was made, or a timer that struck: when, by whom, why.

    `at` is when it was due, for a timer; `version` the version of the record that it wrote (that
    which was there, when it changed no state).
    """

    record = models.UUIDField()
    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    version = models.PositiveIntegerField()
    transition = models.SlugField(max_length=80, blank=True, db_index=False)
    timer = models.SlugField(max_length=80, blank=True, db_index=False)
    origin = models.SlugField(max_length=80, db_index=False)
    state = models.SlugField(max_length=80, db_index=False)
    reason = models.TextField(blank=True)
    #: Fields that whoever made the step asks to be put right.
    corrections = models.JSONField(default=list, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "id"], name="steps_of_a_case"),
            models.Index(fields=["service", "dataset", "state"], name="steps_by_state"),
        ]

    def __str__(self) -> str:
        return f"{self.transition or self.timer} {self.record}"


class CaseEffect(models.Model):
    """What a step set off, in its order, and when it was done: each once."""

    step = models.ForeignKey(CaseStep, models.CASCADE, related_name="effects")
    rank = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=10)
    name = models.SlugField(max_length=80, db_index=False)
    to = models.CharField(max_length=80, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    #: How many it reached: letters, deliveries; what could not be done says why in `trouble`.
    reached = models.PositiveIntegerField(default=0)
    trouble = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["step", "rank"], name="one_effect_per_rank")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}"


class CaseOpinion(models.Model):
    """An opinion asked of a person about a case, and what they answered."""

    class Verdict(models.TextChoices):
        """What an opinion comes to."""

        FAVOURABLE = "favourable"
        RESERVED = "reserved"
        UNFAVOURABLE = "unfavourable"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    record = models.UUIDField(db_index=True)
    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    name = models.SlugField(max_length=80, db_index=False)
    person = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    question = models.TextField(blank=True)
    asked_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    asked_at = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    verdict = models.CharField(max_length=12, choices=Verdict, blank=True)
    text = models.TextField(blank=True)
    given_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["person", "given_at"], name="opinions_of_a_person")
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.record}"
