"""Opening hours between OpenStreetMap's notation and a plain week, one line of text a day.

Only a plain week is read ("Mo-Fr 09:00-12:00,14:00-17:00; Sa 10:00-12:00; Su off"); what says
more (holidays, months, weeks) stays as it is written.
"""

import re

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
CLOSED = "off"
_DAY = "|".join(DAYS)
_RULE = re.compile(rf"((?:{_DAY})(?:[-,](?:{_DAY}))*)\s+(off|closed|[\d:,\s-]+)\Z")
_TYPED = re.compile(
    r"(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?\s*(?:-|–|à|to)\s*(\d{1,2})\s*(?:[h:]\s*(\d{2})?)?\Z"
)
_BETWEEN = re.compile(r"\s*(?:,|;|\bet\b|\band\b|/)\s*")
_RANGE = re.compile(r"\d{2}:\d{2}-\d{2}:\d{2}\Z")


def week(text: str) -> dict[str, str] | None:
    """Return the hours of each day ("" when closed), or None when they say more than a week."""
    days = dict.fromkeys(DAYS, "")
    for rule in filter(None, (part.strip() for part in text.split(";"))):
        if rule == "24/7":
            return dict.fromkeys(DAYS, "00:00-24:00")
        match = _RULE.match(rule)
        if match is None:
            return None
        ranges = _ranges(match[2])
        if ranges is None:
            return None
        days.update(dict.fromkeys(_days(match[1]), ranges))
    return days


def notation(days: dict[str, str]) -> str:
    """Return opening_hours for what was typed day by day; what cannot be read is kept as typed.

    >>> notation({"Mo": "9h-12h et 14h-17h30", "Tu": "9-12, 14-17:30", "Sa": ""})
    'Mo-Tu 09:00-12:00,14:00-17:30'
    """
    rules: list[tuple[list[str], str]] = []
    for day in DAYS:
        hours = _typed(days.get(day, ""))
        if rules and rules[-1][1] == hours:
            rules[-1][0].append(day)
        else:
            rules.append(([day], hours))
    return "; ".join(f"{_span(names)} {hours}" for names, hours in rules if hours)


def _ranges(text: str) -> str | None:
    if text in {CLOSED, "closed"}:
        return ""
    ranges = [part.strip() for part in text.split(",")]
    return ", ".join(ranges) if all(_RANGE.match(part) for part in ranges) else None


def _days(text: str) -> list[str]:
    found: list[str] = []
    for part in text.split(","):
        first, _, last = part.partition("-")
        start, end = DAYS.index(first), DAYS.index(last or first)
        span = DAYS[start : end + 1] if start <= end else DAYS[start:] + DAYS[: end + 1]
        found.extend(span)
    return found


def _typed(text: str) -> str:
    parts = [part for part in _BETWEEN.split(text.strip().casefold()) if part]
    return ",".join(_one(part) for part in parts)


def _one(part: str) -> str:
    match = _TYPED.match(part)
    if match is None:
        return part
    start, start_minutes, end, end_minutes = match.groups()
    return f"{int(start):02}:{start_minutes or '00'}-{int(end):02}:{end_minutes or '00'}"


def _span(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{names[0]}-{names[-1]}"
