"""What is verified when a place starts: that its accent colour can be read."""

from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error

from .colours import UnreadableAccentError, accents


def accent_is_readable(**kwargs: Any) -> list[CheckMessage]:  # noqa: ARG001 -- Django's signature
    """Refuse an accent on which or in which words would be too pale."""
    if not settings.PLACE_ACCENT:
        return []
    try:
        accents(settings.PLACE_ACCENT)
    except UnreadableAccentError as problem:
        hint = "Set LIEU_ACCENT to a darker colour such as #0d5c4b, or leave it empty."
        return [Error(f"LIEU_ACCENT {problem}", hint=hint, id="design.E001")]
    return []
