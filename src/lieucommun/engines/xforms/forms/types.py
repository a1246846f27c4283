"""Whether a text is a value of the type that a bind declares."""

import re
from collections.abc import Callable
from datetime import UTC

from lieucommun.engines.xforms.expressions import dates
from lieucommun.engines.xforms.expressions.running import Value
from lieucommun.engines.xforms.expressions.values import string

_WHOLE = {"int", "integer", "long"}
_NUMBERS = {*_WHOLE, "decimal"}
_INT = re.compile(r"[+-]?\d{1,18}", re.ASCII)
_DECIMAL = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)", re.ASCII)


def _point(text: str) -> bool:
    parts = text.split()
    if not 2 <= len(parts) <= 4 or not all(_DECIMAL.fullmatch(part) for part in parts):  # noqa: PLR2004
        return False
    return abs(float(parts[0])) <= 90 and abs(float(parts[1])) <= 180  # noqa: PLR2004


def _points(text: str, least: int) -> list[str] | None:
    points = [part.strip() for part in text.split(";") if part.strip()]
    return points if len(points) >= least and all(map(_point, points)) else None


def _shape(text: str) -> bool:
    points = _points(text, 3)
    return points is not None and points[0].split()[:2] == points[-1].split()[:2]


_TYPES: dict[str, Callable[[str], object]] = {
    "int": _INT.fullmatch,
    "integer": _INT.fullmatch,
    "long": _INT.fullmatch,
    "decimal": _DECIMAL.fullmatch,
    "date": dates.read_date,
    "time": lambda text: dates.read_time(text, UTC),
    "dateTime": lambda text: dates.read_moment(text, UTC),
    "boolean": {"true", "false", "1", "0"}.__contains__,
    "geopoint": _point,
    "geotrace": lambda text: _points(text, 2),
    "geoshape": _shape,
}


def type_check(kind: str) -> Callable[[str], bool] | None:
    """Return what tells a value of a type; None for types that take any text."""
    check = _TYPES.get(kind)
    if check is None:
        return None
    return lambda text: (found := check(text)) is not None and found is not False


def stored(kind: str, value: Value) -> str:
    """Return what a calculation leaves in an answer of a type; what is no number leaves nothing."""
    text = string(value)
    if text == "NaN" and (isinstance(value, float) or kind in _NUMBERS):
        return ""
    if kind in _WHOLE and _DECIMAL.fullmatch(text):
        return str(int(float(text)))
    return text
