"""The audit trail: who did what to which object, never with which values; and its seals.

An entry is written with its act and never changes. What proves that it did not change stands
apart, written later by the one writer of sealing.py.
"""

from typing import ClassVar

from django.db import models

#: The row of JournalHead that vouches for all the others, and that the one writer locks.
PLACE = "*"


class JournalEntry(models.Model):
    """One act. Holds identifiers and field names only, so that values may be forgotten.

    `count`: how many records, for an act on several of them.
    """

    at = models.DateTimeField(auto_now_add=True)
    action = models.CharField(max_length=60)
    service = models.SlugField(max_length=80, blank=True)
    person = models.BigIntegerField(null=True, blank=True)
    object_kind = models.CharField(max_length=40, blank=True)
    object_id = models.CharField(max_length=64, blank=True)
    fields = models.JSONField(default=list, blank=True)
    count = models.PositiveBigIntegerField(default=0)

    class Meta:
        indexes: ClassVar[list[models.Index]] = [
            models.Index(fields=["service", "at"]),
            models.Index(fields=["person", "-id"], name="journal_by_person"),
            models.Index(fields=["object_kind", "object_id"]),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.object_id}"


class JournalSeal(models.Model):
    """The place of an entry in the chain of its service: a hash over it and the hash before."""

    service = models.SlugField(max_length=80, blank=True, db_index=False)
    sequence = models.PositiveBigIntegerField()
    entry = models.PositiveBigIntegerField(unique=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "sequence"], name="journal_seal_sequence"),
        ]


class JournalAnchor(models.Model):
    """What stands for a purged span of a chain: where it began and ended, and its last hash."""

    service = models.SlugField(max_length=80, blank=True, db_index=False)
    first = models.PositiveBigIntegerField()
    last = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)
    at = models.DateTimeField()
    signature = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar[list[models.BaseConstraint]] = [
            models.UniqueConstraint(fields=["service", "last"], name="journal_anchor_last"),
        ]


class JournalHead(models.Model):
    """Where the chain of a service ends: its last sequence and hash, its greatest sealed entry.

    The row of PLACE holds a hash over all the others, signed with the place's key.
    """

    service = models.CharField(max_length=80, blank=True, unique=True)
    sequence = models.PositiveBigIntegerField(default=0)
    entry = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, blank=True)
    signature = models.CharField(max_length=64, blank=True)


class JournalCheck(models.Model):
    """A verification of the whole journal: when, what it found.

    `found` lists what does not hold, each as a code and what it is about.
    """

    at = models.DateTimeField()
    holds = models.BooleanField()
    sealed = models.PositiveBigIntegerField()
    found = models.JSONField(default=list, blank=True)

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.holds}"
