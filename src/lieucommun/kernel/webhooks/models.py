"""Webhooks that someone turned on in this place, and what was sent to each: never what it held."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.people.models import Person


class Webhook(models.Model):
    """Where a webhook of a manifest goes. Its secret is computed, from the place's key and this.

    `failures`: attempts that failed in a row.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.SlugField(max_length=80)
    name = models.SlugField(max_length=80, db_index=False)
    address = models.URLField(max_length=500)
    generation = models.PositiveIntegerField(default=1)
    failures = models.PositiveIntegerField(default=0)
    paused_at = models.DateTimeField(null=True, blank=True)
    gave_up = models.BooleanField(default=False)
    set_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "name"], name="one_address_per_webhook")
        ]

    def __str__(self) -> str:
        return f"{self.service}:{self.name}"


class Delivery(models.Model):
    """One act to be told to one webhook, and how it went. `answer` is the status received."""

    class Status(models.TextChoices):
        """Where it stands."""

        WAITING = "waiting"
        DELIVERED = "delivered"
        FAILED = "failed"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    webhook = models.ForeignKey(Webhook, models.CASCADE, related_name="deliveries")
    act = models.CharField(max_length=40)
    dataset = models.SlugField(max_length=80, db_index=False)
    record = models.UUIDField(null=True, blank=True)
    version = models.PositiveIntegerField(default=0)
    state = models.SlugField(max_length=80, blank=True, db_index=False)
    at = models.DateTimeField(auto_now_add=True, db_index=True)
    status = models.CharField(max_length=10, choices=Status, default=Status.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    answer = models.PositiveIntegerField(null=True, blank=True)
    trouble = models.CharField(max_length=20, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.act} {self.record} → {self.webhook}"
