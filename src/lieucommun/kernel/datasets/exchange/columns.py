"""The columns of an export, and how a cell is kept from being a formula."""

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from lieucommun.kernel.datasets.fields import Field
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.schema import Dataset

#: What a spreadsheet takes for the beginning of a formula, full-width forms included.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
CODED = {"choice", "choices", "territory"}


@dataclass(frozen=True, slots=True)
class Column:
    """A title, and how to take the cell out of a record."""

    title: str
    cell: Callable[[RecordView], Any]


def columns(dataset: Dataset, names: frozenset[str], language: str) -> list[Column]:
    """Return the columns of an export: titles in a language; choices as titles, then codes."""
    found: list[Column] = []
    for name, field in dataset.fields.items():
        if name in names:
            found += _columns(field, language)
    if dataset.workflow:
        found.append(Column(gettext("State"), lambda record: record.state_title(language)))
    found.append(Column("uuid", lambda record: str(record.uuid)))
    found.append(Column(gettext("Updated"), lambda record: record.updated_at.date()))
    return found


def neutral(cell: Any) -> Any:
    """Return a cell that no spreadsheet runs: a text that looks like a formula gets a quote."""
    if isinstance(cell, str) and cell.lstrip(" \u00a0\n").startswith(FORMULA):
        return f"'{cell}"
    return cell


def number(cell: Any) -> Any:
    """Return a decimal as the nearest number a spreadsheet can hold."""
    return float(cell) if isinstance(cell, Decimal) else cell


def _columns(field: Field, language: str) -> list[Column]:
    title = field.title.get(language)
    if field.type == "point":
        return [
            Column(f"{title} · {gettext('latitude')}", lambda record: _part(record, field, "lat")),
            Column(f"{title} · {gettext('longitude')}", lambda record: _part(record, field, "lon")),
        ]
    shown = Column(title, lambda record: _cell(record, field, language))
    if field.type not in CODED:
        return [shown]
    return [shown, Column(f"{title} · {gettext('code')}", lambda record: _code(record, field))]


def _cell(record: RecordView, field: Field, language: str) -> Any:
    value = record.value(field.name)
    return None if value is None else field.cell(value, language)


def _code(record: RecordView, field: Field) -> str | None:
    value = record.value(field.name)
    return None if value is None else field.plain(value)


def _part(record: RecordView, field: Field, part: str) -> float | None:
    value = record.value(field.name)
    return None if value is None else value[part]
