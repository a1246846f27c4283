"""Documents that services delivered, each the file that was made then."""

import uuid
from typing import ClassVar

from django.db import models

from lieucommun.kernel.files.models import Attachment


class Delivered(models.Model):
    """A document made from a record. It goes with its file, hence with the record's content.

    `code` lets anyone who holds the paper ask whether the place delivered it; "" when it is not
    signed. `fields`: what of the record it tells, so that only who reads these opens it.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    record = models.UUIDField(db_index=True)
    name = models.SlugField(max_length=80, db_index=False)
    title = models.CharField(max_length=300)
    language = models.CharField(max_length=16)
    fields = models.JSONField(default=list)
    specimen = models.BooleanField(default=False)
    code = models.CharField(max_length=20, blank=True)
    file = models.OneToOneField(Attachment, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["code"], condition=~models.Q(code=""), name="one_document_per_code"
            )
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.record}"
