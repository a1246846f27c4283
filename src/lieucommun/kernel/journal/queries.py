"""Reads of the journal."""

from .models import JournalEntry


def latest(service: str, number: int) -> list[JournalEntry]:
    """Return the last entries of a service ("" for the place's own), the oldest of them first."""
    rows = JournalEntry.objects.filter(service=service).order_by("-pk")[:number]
    return list(rows)[::-1]
