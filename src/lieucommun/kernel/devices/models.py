"""Device keys: what a telephone of the field shows to read and send, and when it last came.

The key itself is shown once and never kept: only a hash of it is.
"""

import uuid
from typing import ClassVar

from django.db import models
from django.utils import timezone

from lieucommun.kernel.people.models import Organisation, Person


class DeviceKey(models.Model):
    """A right to fill in the forms of one role of one service, for one organisation.

    `person`: who carries it, when it was made for someone: it opens what they still may. `program`
    is what the device last said of itself; `behind`: answers that it said it had not sent yet.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    name = models.CharField(max_length=100)
    prefix = models.CharField(max_length=12, unique=True)
    hash = models.CharField(max_length=64)
    service = models.SlugField(max_length=80, db_index=False)
    role = models.SlugField(max_length=80, db_index=False)
    organisation = models.ForeignKey(
        Organisation, models.CASCADE, null=True, blank=True, related_name="devices"
    )
    person = models.ForeignKey(
        Person, models.CASCADE, null=True, blank=True, related_name="devices"
    )
    made_by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)
    program = models.CharField(max_length=60, blank=True)
    behind = models.PositiveIntegerField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "-id"], name="devices_of_a_service")
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def alive(self) -> bool:
        """Whether it still opens anything by itself."""
        ended = self.expires_at is not None and self.expires_at <= timezone.now()
        return self.revoked_at is None and not ended
