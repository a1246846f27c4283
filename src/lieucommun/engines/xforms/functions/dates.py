"""Functions of dates and times; values are ISO strings."""

import math
from datetime import datetime

from lieucommun.engines.xforms.expressions import dates
from lieucommun.engines.xforms.expressions.nodes import Node
from lieucommun.engines.xforms.expressions.running import Environment, Value
from lieucommun.engines.xforms.expressions.values import read_number, string

from .registry import function

MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}
SHORT_MONTHS = {
    "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    "fr": "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.",
}
SHORT_DAYS = {
    "en": "Mon Tue Wed Thu Fri Sat Sun",
    "fr": "lun. mar. mer. jeu. ven. sam. dim.",
}


@function("today", "", "string", contextual=True)
def today(env: Environment, _: Node) -> str:
    """The day, in the zone of the evaluation."""
    return env.now.date().isoformat()


@function("now", "", "string", contextual=True)
def now(env: Environment, _: Node) -> str:
    """The moment, with its offset."""
    return dates.write_moment(env.now)


def moment_of(env: Environment, value: Value) -> datetime | None:
    """Return the moment of a date, a date and time, or a number of days; None for others."""
    if isinstance(value, float):
        return dates.from_days(value, env.zone) if math.isfinite(value) else None
    text = string(value)
    found = dates.read(text, env.zone)
    if found is not None:
        return found
    days = read_number(text, env.zone)
    return dates.from_days(days, env.zone) if math.isfinite(days) else None


@function("date", "value: any", "string", contextual=True)
def date(env: Environment, _: Node, value: Value) -> str:
    """The day of a date, a date and time or a number of days; nothing for what is none."""
    text = value if isinstance(value, float) else string(value)
    if isinstance(text, str):
        found = dates.read(text, env.zone)
        if found is not None:
            return found.date().isoformat()
        text = read_number(text, env.zone)
    day = dates.day_from(text) if math.isfinite(text) else None
    return day.isoformat() if day else ""


@function("date-time", "value: any", "string", contextual=True)
def date_time(env: Environment, _: Node, value: Value) -> str:
    """The moment of a date, a date and time or a number of days; nothing for what is none."""
    moment = moment_of(env, value)
    return dates.write_moment(moment) if moment else ""


@function("decimal-date-time", "value: any", "number", contextual=True)
def decimal_date_time(env: Environment, _: Node, value: Value) -> float:
    """The days, with their fraction, from 1970-01-01 UTC."""
    if isinstance(value, float):
        return value
    moment = moment_of(env, value)
    return dates.days(moment) if moment else math.nan


def _clock_of(env: Environment, value: Value) -> datetime | None:
    """Return the moment of a time, on the day of the evaluation; None for others."""
    clock = dates.read_time(string(value), env.zone)
    return datetime.combine(env.now.date(), clock).astimezone(env.zone) if clock else None


@function("decimal-time", "value: any", "number", contextual=True)
def decimal_time(env: Environment, _: Node, value: Value) -> float:
    """The fraction of the day at a time, in the zone: 0.5 at noon."""
    if isinstance(value, float):
        return value - math.floor(value) if math.isfinite(value) else math.nan
    moment = _clock_of(env, value) or moment_of(env, value)
    if moment is None:
        return math.nan
    local = moment.astimezone(env.zone)
    seconds = local.hour * 3600 + local.minute * 60 + local.second + local.microsecond / 1e6
    return seconds / 86400


@function("format-date", "value: any, format: string", "string", contextual=True)
def format_date(env: Environment, _: Node, value: Value, form: str) -> str:
    """A date written with %Y %y %m %n %B %b %d %e %a; nothing for what is no date."""
    return _formatted(env, moment_of(env, value), form)


@function("format-date-time", "value: any, format: string", "string", contextual=True)
def format_date_time(env: Environment, _: Node, value: Value, form: str) -> str:
    """As format-date(), with %H %h %M %S %3 for the time; of a time too."""
    return _formatted(env, _clock_of(env, value) or moment_of(env, value), form)


def _formatted(env: Environment, moment: datetime | None, form: str) -> str:
    if moment is None:
        return ""
    signs = _signs(moment, env.language)
    found, at = [], 0
    while at < len(form):
        known = signs.get(form[at + 1 : at + 2]) if form[at] == "%" else None
        found.append(form[at] if known is None else known)
        at += 1 if known is None else 2
    return "".join(found)


def _signs(moment: datetime, language: str) -> dict[str, str]:
    tongue = "fr" if language.lower().startswith("fr") else "en"
    return {
        "Y": f"{moment.year:04}",
        "y": f"{moment.year % 100:02}",
        "m": f"{moment.month:02}",
        "n": str(moment.month),
        "B": MONTHS[tongue].split()[moment.month - 1],
        "b": SHORT_MONTHS[tongue].split()[moment.month - 1],
        "d": f"{moment.day:02}",
        "e": str(moment.day),
        "a": SHORT_DAYS[tongue].split()[moment.weekday()],
        "H": f"{moment.hour:02}",
        "h": str(moment.hour),
        "M": f"{moment.minute:02}",
        "S": f"{moment.second:02}",
        "3": f"{moment.microsecond // 1000:03}",
        "%": "%",
    }
