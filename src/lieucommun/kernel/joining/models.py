"""What stands between a person and a role: what they asked for, and what they were offered."""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from lieucommun.kernel.people.models import Organisation, Person


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


class Invitation(models.Model):
    """A role offered to whoever reads the mail of an address.

    `round` is raised each time it is sent: only the last link works. Nothing here says whether
    the address has an account.
    """

    class State(models.TextChoices):
        """Where it stands; one that is late still says `waiting`, its date tells."""

        WAITING = "waiting"
        ACCEPTED = "accepted"
        WITHDRAWN = "withdrawn"

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField()
    service = models.SlugField(max_length=80, blank=True, db_index=False)
    role = models.SlugField(max_length=80, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="invitations"
    )
    territory = models.CharField(max_length=24, blank=True)
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    round = models.PositiveIntegerField(default=1)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(
        Person, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    accepted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "state", "id"], name="invitation_waiting"),
            models.Index(fields=["email"], name="invitation_email"),
        ]

    def __str__(self) -> str:
        return f"{self.service} · {self.role} · {self.state}"

    @property
    def late(self) -> bool:
        """Whether its link is too old to work."""
        return self.expires_at <= timezone.now()
