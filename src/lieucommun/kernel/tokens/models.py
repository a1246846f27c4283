"""Tokens: what a program shows to act for a person or an organisation, and answers kept for it.

The token itself is shown once and never kept: only a hash of it is.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from lieucommun.kernel.people.models import Organisation, Person


class Token(models.Model):
    """A right to act, narrower than that of whom it is tied to, until a day.

    `service` and `dataset`: where, "" for everywhere. `roles`: only these; None for all that the
    person holds. `second_factor`: made by someone who had just proved more than a password.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    hash = models.CharField(max_length=64)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="tokens")
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="tokens"
    )
    service = models.SlugField(max_length=80, blank=True)
    dataset = models.SlugField(max_length=80, blank=True, db_index=False)
    writes = models.BooleanField(default=False)
    roles = models.JSONField(null=True, blank=True)
    second_factor = models.BooleanField(default=False)
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.CheckConstraint(
                condition=models.Q(person__isnull=False, organisation__isnull=True)
                | models.Q(person__isnull=True, organisation__isnull=False),
                name="token_of_one",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"

    @property
    def alive(self) -> bool:
        """Whether it still opens anything by itself."""
        return self.revoked_at is None and self.expires_at > timezone.now()


class KeptAnswer(models.Model):
    """What was answered to a request that may be sent again: identifiers, none of its data."""

    token = models.ForeignKey(Token, models.CASCADE, related_name="answers", db_index=False)
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["token", "key"], name="one_answer_per_key")
        ]

    def __str__(self) -> str:
        return f"{self.token_id} {self.key}"
