"""What is written about records: letters of the place, messages of people, notes of a team."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.people.models import Person


class Letter(models.Model):
    """A letter about a record, to one address: what left by mail is readable in the place.

    `text` is Markdown, its places filled with what the addressee may read. `sent_at`: when the
    mail server took it. `held`: it waits for the daily letter of its addressee.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    record = models.UUIDField()
    name = models.SlugField(max_length=80, db_index=False)
    person = models.ForeignKey(Person, models.CASCADE, null=True, blank=True, related_name="+")
    email = models.EmailField()
    language = models.CharField(max_length=16)
    subject = models.CharField(max_length=300)
    text = models.TextField()
    at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    held = models.BooleanField(default=False)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(
                fields=["person", "id"],
                condition=models.Q(held=True, sent_at=None),
                name="letters_held",
            ),
            models.Index(fields=["record", "id"], name="letters_of_a_record"),
            models.Index(fields=["person", "-id"], name="letters_to_a_person"),
        ]

    def __str__(self) -> str:
        return f"{self.name} → {self.email}"


class CaseMessage(models.Model):
    """What someone wrote about a case: to the other side, or (`internal`) to their own team.

    `applicant`: it was written on the side of who asks. It goes with the content of its record.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    record = models.UUIDField()
    by = models.ForeignKey(Person, models.SET_NULL, null=True, blank=True, related_name="+")
    applicant = models.BooleanField(default=False)
    internal = models.BooleanField(default=False)
    text = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["record", "id"], name="messages_of_a_case")
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.at:%Y-%m-%d}"
