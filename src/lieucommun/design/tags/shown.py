"""How values read: numbers, dates, and every field type of a record."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import template
from django.utils import formats
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.dates import WEEKDAYS
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.timezone import localtime
from django.utils.translation import gettext, pgettext

from lieucommun.design.hours import week

register = template.Library()
NARROW = "\u202f"
NO_BREAK = "\u00a0"
DATE, TIME = "j F Y", "H:i"  # the same order and clock in every language
KILO = 1000
FEW = 10


@register.filter
def number(value: object, places: int | None = None) -> str:
    """Write a number as its readers do: 1 234,5 in French; a dash when there is none."""
    if value is None or value == "":
        return "–"
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return str(value)
    kept = Decimal(str(value))
    if places is None and kept == kept.to_integral_value():
        places = 0
    text = formats.number_format(kept, decimal_pos=places, use_l10n=True, force_grouping=True)
    return text.replace(NO_BREAK, NARROW).replace(" ", NARROW)


def cents(value: object) -> int | None:
    """Return 2 for an amount of money that is not whole: 63,60 but 63."""
    is_whole = isinstance(value, int) or (isinstance(value, float) and value.is_integer())
    return None if is_whole or not isinstance(value, (float, Decimal)) else 2


@register.filter
def file_size(size: int) -> str:
    """Write a number of bytes in thousands, as file managers do: 182 kB."""
    units = (gettext("bytes"), gettext("kB"), gettext("MB"), gettext("GB"))
    amount, unit = float(size), 0
    while amount >= KILO and unit < len(units) - 1:
        amount, unit = amount / KILO, unit + 1
    places = 1 if unit and amount < FEW else 0
    return f"{number(round(amount, places))}{NO_BREAK}{units[unit]}"


@register.simple_tag
def amount(value: object, unit: str = "", places: int | None = None) -> SafeString:
    """Write a number and its unit, kept on one line."""
    text = number(value, places)
    if not unit:
        return format_html('<span class="number">{}</span>', text)
    return format_html('<span class="number" dir="auto">{}{}{}</span>', text, NO_BREAK, unit)


@register.simple_tag
def when(value: object, form: str = DATE) -> SafeString:
    """Write a date or an instant (object or ISO text) as a `time` element."""
    moment = _moment(value)
    if moment is None:
        return format_html("{}", value if value is not None else "")
    if isinstance(moment, dt.datetime):
        if moment.tzinfo is not None:
            moment = localtime(moment)
        day, time = formats.date_format(moment, form), formats.time_format(moment, TIME)
        text = gettext("%(day)s, %(time)s") % {"day": day, "time": time}
        written = moment.isoformat(timespec="seconds")  # HTML reads three decimals at most
    else:
        text, written = formats.date_format(moment, form), moment.isoformat()
    return format_html('<time datetime="{}">{}</time>', written, text)


def _moment(value: object) -> dt.date | dt.datetime | None:
    if isinstance(value, dt.date):
        return value
    try:
        text = str(value)
        return parse_date(text) or parse_datetime(text)
    except ValueError:
        return None


@register.inclusion_tag("design/components/shown.html")
def show(
    type: str,  # noqa: A002 -- the manifest's word
    value: Any,
    *,
    texts: Mapping[str, str] | None = None,
    url: str = "",
    unit: str = "",
    label: str = "",
) -> dict[str, Any]:
    """Show a value of a record by its field type; `texts` are the words of codes and choices."""
    words = texts or {}
    values = value if isinstance(value, (list, tuple)) else [value]
    return {
        "type": type,
        "value": value,
        "missing": value is None or value in ("", []),
        "texts": [words.get(str(one), one) for one in values],
        "yes": gettext("Yes") if value else gettext("No"),
        "url": url,
        "unit": unit or ("€" if type == "money" else ""),
        "label": label,
        "separator": pgettext("between items", ", "),
        "places": cents(value) if type == "money" else None,
        "week": _week(value) if type == "hours" else (),
        "phone": _phone(value) if type == "phone" else "",
    }


def _week(value: object) -> tuple[tuple[str, str], ...]:
    hours = week(str(value or ""))
    if hours is None:
        return ()
    return tuple((str(WEEKDAYS[at]), hours[day]) for at, day in enumerate(hours))


def _phone(value: object) -> str:
    digits = str(value).replace(" ", "")
    if digits.startswith("+33") and digits[3:].isdigit():
        national = "0" + digits[3:]
        return NO_BREAK.join(national[at : at + 2] for at in range(0, len(national), 2))
    return str(value)
