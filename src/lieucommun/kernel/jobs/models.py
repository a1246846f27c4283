"""The queue: what is to be done after the answer to a request, and how it went."""

import uuid
from typing import ClassVar

from django.db import models


class Job(models.Model):
    """One thing to do: its name and arguments, how far it is, and how it ended.

    `lease` is drawn anew each time a worker takes the job: only who holds it may say how the job
    ended. `reason` is a sentence for people; the traceback is in the log, under `reference`.
    """

    class State(models.TextChoices):
        """Where a job stands."""

        WAITING = "waiting"
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"
        CANCELLED = "cancelled"

    class Failure(models.TextChoices):
        """Why it failed, or why it is tried again."""

        NONE = ""
        REFUSED = "refused"
        ERROR = "error"
        STOPPED = "stopped"
        UNKNOWN = "unknown"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=80)
    queue = models.CharField(max_length=32)
    service = models.SlugField(max_length=80, blank=True, db_index=False)
    by = models.BigIntegerField(null=True, blank=True)
    key = models.CharField(max_length=200, blank=True)
    arguments = models.JSONField(default=dict, blank=True)
    language = models.CharField(max_length=12, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    #: Not before; empty for at once, so that a clock set back holds nothing up.
    due_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    done = models.PositiveBigIntegerField(default=0)
    whole = models.PositiveBigIntegerField(default=0)
    failure = models.CharField(max_length=10, choices=Failure, default="", blank=True)
    reason = models.CharField(max_length=1000, blank=True)
    reference = models.CharField(max_length=16, blank=True)
    lease = models.CharField(max_length=32, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    worker = models.CharField(max_length=100, blank=True)
    cancel_asked = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["key"],
                condition=models.Q(state="waiting") & ~models.Q(key=""),
                name="one_waiting_job_per_key",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["queue", "id"],
                condition=models.Q(state__in=["waiting", "running"]),
                name="jobs_open",
            ),
            models.Index(fields=["service", "state", "id"], name="jobs_of_a_service"),
            models.Index(fields=["state", "finished_at"], name="jobs_ended"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.uuid}"


class Schedule(models.Model):
    """The last moment for which a scheduled job was put in the queue."""

    name = models.CharField(max_length=80, unique=True)
    slot = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.slot:%Y-%m-%d %H:%M}"
