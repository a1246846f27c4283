"""What a question asks, answered row by row in plain Python."""

import datetime as dt
import unicodedata
from collections.abc import Callable, Sequence
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction
from statistics import median
from typing import Any

from lieucommun.kernel.tables.browsing.answers import Place
from lieucommun.kernel.tables.browsing.questions import Filter, Group, Measure, Question
from lieucommun.kernel.tables.browsing.words import words

from .trials import Row

TEXTS = ("id", "objet", "sorte")
WIDE = Context(prec=60, rounding=ROUND_HALF_UP)


def fold(text: str) -> str:
    decomposed = unicodedata.normalize("NFD", text.lower())
    return "".join(sign for sign in decomposed if unicodedata.category(sign) != "Mn")


def matching(rows: Sequence[Row], question: Question) -> list[Row]:
    found = [row for row in rows if all(_fits(row, each) for each in question.filters)]
    for word in words(question.words):
        found = [row for row in found if any(fold(word) in fold(row[name] or "") for name in TEXTS)]
    return found


def _fits(row: Row, each: Filter) -> bool:
    value = row[each.column]
    return _FITS[each.op](row, each, value)


def _has(_: Row, each: Filter, value: Any) -> bool:
    return value is not None and fold(str(each.values[0])) in fold(value)


def _bound(_: Row, each: Filter, value: Any) -> bool:
    if value is None:
        return False
    bound: Any = each.values[0]
    day = value.date() if isinstance(value, dt.datetime) else value
    return bool(day >= bound if each.op == "min" else day <= bound)


def _within(row: Row, each: Filter, value: Any) -> bool:
    for key in map(str, each.values):
        level, _, code = key.partition(":")
        if level == "country":
            return value is not None
        if row[f"{each.column}__{level}"] == code:
            return True
    return False


def _empty(row: Row, each: Filter, value: Any) -> bool:
    (wanted,) = each.values
    if wanted in {"yes", "no"}:
        return (value in {None, ""}) == (wanted == "yes")
    return row[f"{each.column}__{wanted}"] is None


_FITS: dict[str, Callable[[Row, Filter, Any], bool]] = {
    "has": _has,
    "is": lambda _, each, value: value in each.values if value is not None else False,
    "min": _bound,
    "max": _bound,
    "in": _within,
    "empty": _empty,
}


def listed(rows: Sequence[Row], question: Question) -> list[Row]:
    """Return the rows that match, in order."""
    found = sorted(matching(rows, question), key=lambda row: (row["_source"], row["_line"]))
    name = question.sort.removeprefix("-")
    return _sorted(found, lambda row: row[name], question.sort) if name else found


def _sorted(found: list[Any], key: Callable[[Any], Any], sort: str) -> list[Any]:
    """Sort, what is missing last in both directions."""
    known = [each for each in found if key(each) is not None]
    missing = [each for each in found if key(each) is None]

    def order(each: Any) -> Any:
        value = key(each)
        return (fold(value), value) if isinstance(value, str) else value

    if sort.startswith("-"):
        known.sort(key=order, reverse=True)  # ties stay as they are
    else:
        known.sort(key=order)
    return known + missing


def cells(row: Row, names: Sequence[str]) -> tuple[Any, ...]:
    return tuple(
        Place(row[name], row[f"{name}__published"]) if name == "lieu" else row[name]
        for name in names
    )


def grouped(rows: Sequence[Row], question: Question) -> list[tuple[Any, ...]]:
    """Return the groups of the rows that match, in order, with what is computed of each."""
    groups: dict[tuple[Any, ...], list[Row]] = {}
    found = matching(rows, question)
    for row in found:
        groups.setdefault(tuple(_part(row, each) for each in question.group), []).append(row)
    if not question.group:
        groups = {(): found}
    told = [(*key, *measured(each, question)) for key, each in groups.items()]
    width = len(question.group)
    for position in reversed(range(width)):
        told = _sorted(told, lambda each, at=position: each[at], "")
    names = [each.name for each in question.group]
    names += [each.name for each in question.computed]
    name = question.sort.removeprefix("-")
    if name:
        told = _sorted(told, lambda each: each[names.index(name)], question.sort)
    return [
        (*(_place(each, value) for each, value in zip(question.group, row, strict=False)),
         *row[width:])
        for row in told
    ]  # fmt: skip


def _part(row: Row, group: Group) -> Any:
    value = row[f"{group.column}__{group.part}" if group.part in LEVELS else group.column]
    if value is None or group.part in ("", *LEVELS):
        return value
    return value.year if group.part == "year" else f"{value:%Y-%m}"


LEVELS = ("commune", "epci", "departement", "region")


def _place(group: Group, value: Any) -> Any:
    if group.column != "lieu":
        return value
    return Place(f"{group.part}:{value}" if group.part and value is not None else value)


def measured(rows: Sequence[Row], question: Question) -> tuple[Any, ...]:
    return tuple(_measured(rows, each) for each in question.computed)


def _measured(rows: Sequence[Row], measure: Measure) -> Any:
    if not measure.column:
        return len(rows)
    values = [row[measure.column] for row in rows if row[measure.column] is not None]
    if measure.function == "count":
        return len(values)
    if measure.function == "distinct":
        return len(set(values))
    if not values:
        return None
    return _COMPUTED[measure.function](measure, values)


def _mean(measure: Measure, values: list[Any]) -> Decimal:
    exact = sum(map(Fraction, values), Fraction()) / len(values)
    places = 4 if measure.column == "part" else 2
    whole = WIDE.divide(Decimal(abs(exact).numerator), Decimal(exact.denominator))
    rounded = WIDE.quantize(whole, Decimal(1).scaleb(-places))
    return -rounded if exact < 0 and rounded else rounded


_COMPUTED: dict[str, Callable[[Measure, list[Any]], Any]] = {
    "sum": lambda _, values: sum(values),
    "mean": _mean,
    "median": lambda _, values: median(map(Fraction, values)),
    "min": lambda _, values: min(values),
    "max": lambda _, values: max(values),
}
