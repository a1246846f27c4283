"""Counts of all records of a dataset, by several fields at once: what secrecy starts from.

The codes of a cube never depend on its records: a commune, a month or a value that stood there
because somebody was counted would tell of them. Counts at this level are secret; only what
`engines.statistics.protect` lets out of them may be shown.
"""

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from django.utils import timezone

from lieucommun.engines.statistics import Codes, Dimension, Table
from lieucommun.kernel.territories import queries as territories

from .access import ALWAYS, Access, Clause
from .conditions import readable_where
from .fields import Field
from .models import Record
from .schema import Dataset

#: Cells at the finest level, of one table.
MOST = 60_000
#: The table that counts everybody, and what stands for no value and for any other one.
EVERYBODY, NOT_STATED, ELSEWHERE = "all", "-", "+"
#: Types of which a record has one value, known beforehand.
SINGLE = frozenset({"choice", "boolean", "territory"})
MOMENTS = frozenset({"date", "datetime"})
#: Types of which each value is a part of all records.
PARTS = frozenset({"choice", "choices", "boolean"})
SECRET = frozenset({"identifying", "sensitive"})


class CannotCount(ValueError):  # noqa: N818 - reads as what it is where it is caught
    """What was asked cannot be counted: a sentence says why."""


@dataclass(frozen=True, slots=True)
class Side:
    """A field that records are counted by; of a date, by its month."""

    field: str
    month: bool = False


@dataclass(frozen=True, slots=True)
class Span:
    """The months that are counted, from the first day of one until that of another, left out."""

    since: dt.date
    until: dt.date

    def months(self) -> Iterator[str]:
        year, month = self.since.year, self.since.month
        while (year, month) < (self.until.year, self.until.month):
            yield f"{year:04}-{month:02}"
            year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # noqa: PLR2004


def cube(
    dataset: Dataset,
    by: Sequence[Side],
    each: Sequence[str],
    span: Span,
    inside: Sequence[str] = (),
) -> tuple[Table, ...]:
    """Count the records of a dataset at the finest level: everybody, and each part.

    `by`: one dimension for each. A commune is counted as such in the départements `inside`, and
    elsewhere by its département where none is named; a month under its year. Records of no month
    of the span are left out. `each`: a value of a list is a part, since a record has several; of a
    boolean, true is. The values of a choice exclude one another, which makes them one more
    dimension: as parts, those shown would tell what is left for the others.

    Raises CannotCount for a field that does not exist, cannot be counted or names people, and for
    more than MOST cells.
    """
    exclusive = [Side(name) for name in each if _field(dataset, name).type == "choice"]
    sides = [*by, *exclusive]
    if not by or len({side.field for side in sides}) < len(sides):
        raise CannotCount("no field, or one that is named twice")
    if sum(side.month for side in sides) > 1:
        raise CannotCount("two fields of months")
    dimensions = tuple(_dimension(dataset, side, span, inside) for side in sides)
    cells = prod(len(leaves(dimension)) for dimension in dimensions)
    if cells > MOST:
        raise CannotCount(f"{cells} cells, and at most {MOST} are counted: name fewer fields")
    parts = tuple(_parts(dataset, [name for name in each if Side(name) not in exclusive]))
    counted = _counted(dataset, sides, dimensions, parts)
    whole = Table(EVERYBODY, dimensions, counted[EVERYBODY])
    return (
        whole,
        *(Table(_named(part), dimensions, counted[_named(part)], EVERYBODY) for part in parts),
    )


def leaves(dimension: Dimension) -> list[str]:
    """Return the codes of a dimension where counts are given."""
    above = set(dimension.parents.values())
    return [code for code in dimension.parents if code not in above]


def month_of(value: object) -> str:
    """Return the month of a date or of a moment, in the time of the place; "" for none."""
    text = value if isinstance(value, str) else ""
    try:
        if "T" in text:
            return f"{timezone.localtime(dt.datetime.fromisoformat(text)):%Y-%m}"
        return f"{dt.date.fromisoformat(text):%Y-%m}"
    except ValueError:
        return ""


def _field(dataset: Dataset, name: str) -> Field:
    field = dataset.fields.get(name)
    if field is None or field.personal in SECRET:
        raise CannotCount(f"{name}: not a field that can be counted")
    return field


def _dimension(dataset: Dataset, side: Side, span: Span, inside: Sequence[str]) -> Dimension:
    field = _field(dataset, side.field)
    if side.month:
        if field.type not in MOMENTS:
            raise CannotCount(f"{side.field}: not a date")
        months = tuple(span.months())
        if not months:
            raise CannotCount("no month has ended yet")
        years = dict.fromkeys(month[:4] for month in months)
        return Dimension(side.field, {**years, **{month: month[:4] for month in months}})
    if field.type not in SINGLE:
        raise CannotCount(f"{side.field}: records may have several values, or any")
    if field.type == "territory":
        return Dimension(side.field, _territories(field, inside))
    values = field.choices if field.type == "choice" else ("true", "false")
    return Dimension(side.field, dict.fromkeys((*values, NOT_STATED)))


def _territories(field: Field, inside: Sequence[str]) -> dict[str, str | None]:
    parents: dict[str, str | None] = {}
    detailed = field.level in {"", "commune"}
    for code in inside if detailed else ():
        above = territories.find(code, "departement")
        if above is None:
            raise CannotCount(f"{code}: not a département")
        parents[above.key] = None
        parents |= {each.key: above.key for each in territories.children(above, "commune")}
    if not parents:
        level: Any = "departement" if detailed else field.level
        parents = {each.key: None for each in territories.every(level)}
    return {**parents, ELSEWHERE: None, NOT_STATED: None}


def _parts(dataset: Dataset, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    for name in names:
        field = _field(dataset, name)
        if field.type not in PARTS:
            raise CannotCount(f"{name}: its values are not known beforehand")
        values = field.choices if field.type == "choices" else ("true",)
        yield from ((name, value) for value in values)


def _named(part: tuple[str, str]) -> str:
    return ":".join(part)


def _counted(
    dataset: Dataset,
    sides: Sequence[Side],
    dimensions: Sequence[Dimension],
    parts: Sequence[tuple[str, str]],
) -> dict[str, dict[Codes, int]]:
    """Read every record once, and nothing of it but the fields that are counted."""
    names = list(dict.fromkeys([side.field for side in sides] + [name for name, _ in parts]))
    found: dict[str, Counter[Codes]] = {EVERYBODY: Counter()}
    found |= {_named(part): Counter() for part in parts}
    known = [frozenset(leaves(each)) for each in dimensions]
    everything = Access((Clause(frozenset({ALWAYS}), frozenset(names)),))
    rows = Record.objects.filter(readable_where(dataset, everything))
    for row in rows.values_list(*(f"data__{name}" for name in names)).iterator():
        values = dict(zip(names, row, strict=True))
        codes = tuple(
            _code(dataset.fields[side.field], side, values[side.field], leaf)
            for side, leaf in zip(sides, known, strict=True)
        )
        if "" in codes:
            continue
        found[EVERYBODY][codes] += 1
        for part in parts:
            if _has(values[part[0]], part[1]):
                found[_named(part)][codes] += 1
    return {name: dict(counts) for name, counts in found.items()}


def _code(field: Field, side: Side, value: object, known: frozenset[str]) -> str:
    """Return the leaf of a value; "" for a month that is not counted."""
    if side.month:
        month = month_of(value)
        return month if month in known else ""
    if value in (None, ""):
        return NOT_STATED
    if field.type == "territory":
        return _place(str(value), known)
    code = str(value).lower() if isinstance(value, bool) else str(value)
    return code if code in known else NOT_STATED


def _place(value: str, known: frozenset[str]) -> str:
    if value in known:
        return value
    territory = territories.find(value)
    above = territories.parents(territory) if territory else ()
    return next((each.key for each in above if each.key in known), ELSEWHERE)


def _has(value: object, wanted: str) -> bool:
    if isinstance(value, bool):
        return str(value).lower() == wanted
    return wanted in value if isinstance(value, list) else value == wanted
