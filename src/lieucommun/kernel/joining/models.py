"""What stands between a person and a role: what they asked for."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.people.models import Person


class RoleRequest(models.Model):
    """Someone asks for a role. With a SIRET, the organisation is found or made when accepted."""

    class State(models.TextChoices):
        """Where it stands: `unverified` waits for the asker to follow a link sent by e-mail."""

        UNVERIFIED = "unverified"
        WAITING = "waiting"
        ACCEPTED = "accepted"
        REFUSED = "refused"
        WITHDRAWN = "withdrawn"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    person = models.ForeignKey(Person, models.CASCADE, related_name="requests")
    service = models.SlugField(max_length=80, db_index=False)
    role = models.SlugField(max_length=80, db_index=False)
    siret = models.CharField(max_length=14, blank=True)
    organisation_name = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    reason = models.CharField(max_length=500, blank=True)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    answered_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    OPEN: ClassVar[tuple[str, ...]] = (State.UNVERIFIED, State.WAITING)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "service", "role", "siret"],
                condition=models.Q(state__in=["unverified", "waiting"]),
                name="one_open_request",
            )
        ]
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "state", "id"], name="request_waiting")
        ]

    def __str__(self) -> str:
        return f"{self.service} · {self.role} · {self.state}"
