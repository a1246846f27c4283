"""What was published: counts, and what proves that nobody is told of; who watches territories."""

from typing import ClassVar

from django.db import models

from lieucommun.kernel.people.models import Person


class Edition(models.Model):
    """The tables of one dataset as they were published. Never changed: readers may have kept them.

    `tables` is what is shown. `protection` is secret: the counts that were hidden, and why others
    were. `since` is the first month that is counted, `until` the first that is not. `stopped`: no
    other edition could follow, since what is counted was declared otherwise.
    """

    service = models.SlugField(max_length=80, db_index=False)
    dataset = models.SlugField(max_length=80, db_index=False)
    made_at = models.DateTimeField()
    since = models.DateField()
    until = models.DateField()
    before = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    stopped = models.BooleanField(default=False)
    tables = models.JSONField(default=list)
    protection = models.JSONField(default=dict)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["service", "dataset", "until"], name="one_edition_per_period"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.dataset} {self.until}"


class Watch(models.Model):
    """A territory (`commune:44003`) that someone watches on a page, and until when they were told.

    What is loaded after `told_until` is written to them, once.
    """

    person = models.ForeignKey(Person, models.CASCADE, related_name="+")
    service = models.SlugField(max_length=80)
    page = models.CharField(max_length=200)
    territory = models.CharField(max_length=40)
    since = models.DateTimeField(auto_now_add=True)
    told_until = models.DateTimeField()

    class Meta:
        verbose_name_plural = "watches"
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(
                fields=["person", "service", "page", "territory"], name="watched_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.service}/{self.page} {self.territory}"
