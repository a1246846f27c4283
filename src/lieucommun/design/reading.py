"""What was typed in the fields of this theme, put back together as one raw value a field."""

from collections.abc import Mapping
from typing import Any

from django.http import QueryDict

from .hours import DAYS, notation

PARTS = ("day", "month", "year")
MOST_RANKS = 100


def posted(data: QueryDict, name: str, kind: str) -> Any:
    """Return the raw value of a field, ready to be validated by its type.

    A complete date is "YYYY-MM-DD", whether or not such a day exists; an incomplete one is the
    dict of what was typed, so that it can be shown again. Nothing typed is None, or [] for
    several choices. A box left unticked is False.
    """
    if kind in {"date", "datetime"}:
        return _date(data, name, timed=kind == "datetime")
    if kind == "point":
        return _point(data, name)
    if kind in {"rank", "choices"}:
        values = data.getlist(name) if kind == "choices" else _rank(data, name)
        return [value for value in values if value]
    if kind == "hours" and f"{name}.Mo" in data:
        return notation({day: data.get(f"{name}.{day}", "") for day in DAYS}) or None
    text = data.get(name, "").strip()
    if kind == "boolean":
        return {"true": True, "false": False}.get(text, False)
    return text or None


def _date(data: Mapping[str, Any], name: str, *, timed: bool) -> str | dict[str, str] | None:
    if name in data:  # a native field, or a value given in the address
        return str(data[name]).strip() or None
    typed = {part: str(data.get(f"{name}.{part}", "")).strip() for part in (*PARTS, "time")}
    if not any(typed.values()):
        return None
    numbers = [typed[part] for part in PARTS]
    if not all(number.isdecimal() for number in numbers) or (timed and not typed["time"]):
        return typed
    day, month, year = (int(number) for number in numbers)
    date = f"{year:04}-{month:02}-{day:02}"
    return f"{date}T{typed['time']}" if timed else date


def _rank(data: Mapping[str, Any], name: str) -> list[str]:
    """Return the values in the order of their ranks; a value chosen twice stands twice."""
    numbers = range(1, MOST_RANKS + 1)
    return [str(data.get(f"{name}.{number}", "")).strip() for number in numbers]


def _point(data: Mapping[str, Any], name: str) -> dict[str, str] | None:
    typed = {part: str(data.get(f"{name}.{part}", "")).strip() for part in ("lat", "lon")}
    if not any(typed.values()):
        return None
    return {part: value.replace(",", ".") for part, value in typed.items()}
