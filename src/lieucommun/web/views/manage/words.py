"""Words that several of these screens use."""

import datetime as dt

from django.utils import timezone
from django.utils.formats import date_format


def moment(at: dt.datetime | None) -> str:
    """Write a moment in the place's own time; nothing when there is none."""
    return date_format(timezone.localtime(at), "j F Y, H:i") if at else ""


def day(at: dt.datetime | None) -> str:
    """Write the day of a moment."""
    return date_format(timezone.localtime(at), "j F Y") if at else ""
