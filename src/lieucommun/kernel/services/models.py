"""A service of the place and its versions, as stored."""

from typing import ClassVar

from django.db import models


class Service(models.Model):
    """A folder known to this place; `current` is the version it serves."""

    slug = models.SlugField(max_length=80, unique=True)
    current = models.ForeignKey(
        "services.ServiceVersion", models.PROTECT, null=True, blank=True, related_name="+"
    )
    source = models.CharField(max_length=500, blank=True)
    fingerprint = models.CharField(max_length=64, blank=True)
    problems = models.JSONField(default=list, blank=True)
    updated_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.slug


class ServiceVersion(models.Model):
    """The files of a service at one moment: published and immutable, or a draft being written.

    `name` is the hash of the files, or `draft-<hash>`; `archive` is a ZIP of them.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="versions")
    name = models.CharField(max_length=80)
    label = models.CharField(max_length=40)
    archive = models.BinaryField()
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "name"], name="one_version_per_name")
        ]

    def __str__(self) -> str:
        return f"{self.service.slug} {self.label}"
