"""Vocabularies of fields and columns: readable, with a title in the first language."""

from collections.abc import Iterator

from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.findings import Draft
from lieucommun.kernel.services.manifest import Field


def vocabularies(draft: Draft) -> Iterator[Diagnostic]:
    """Yield what is wrong in the CSV files that fields and columns take their choices from."""
    fields = (
        field.choices.file
        for dataset in draft.manifest.datasets.values()
        for field in _all(dataset.fields)
        if field.choices and field.choices.file
    )
    columns = (
        column.choices
        for table in draft.manifest.tables.values()
        for column in table.columns.values()
        if column.choices
    )
    for path in dict.fromkeys((*fields, *columns)):
        if draft.folder.exists(path):
            yield from draft.vocabulary(path).problems


def _all(fields: dict[str, Field]) -> Iterator[Field]:
    for field in fields.values():
        yield field
        yield from _all(field.of or {})
