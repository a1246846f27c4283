"""What only other records can tell of the rows of a file: taken values, unknown records."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from lieucommun.kernel.datasets.errors import DataProblem
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.writing import exists
from lieucommun.kernel.people.models import Organisation


def dangling(
    dataset: Dataset, read: Sequence[tuple[Any, dict[str, Any]]], known: Mapping[str, Record]
) -> Iterator[DataProblem]:
    """Yield references and organisations of rows that do not exist, and values already taken.

    A row may refer to a record of the same file. Each distinct value is looked up once.
    """
    for name, field in dataset.fields.items():
        told = [(row.line, data[name]) for row, data in read if name in data]
        if field.type == "reference":
            yield from _lost(dataset, name, told, _keys(dataset, read, field.target))
        elif field.type == "organisation":
            slugs = set(Organisation.objects.values_list("slug", flat=True)) if told else set()
            for line, value in told:
                if value not in slugs:
                    yield DataProblem(name, "organisation", {"found": value}, line)
        elif field.unique and name != dataset.record_key:
            yield from _taken(dataset, name, read, known)


def _keys(dataset: Dataset, read: Sequence[tuple[Any, dict[str, Any]]], target: str) -> set[str]:
    if target != dataset.name or not dataset.record_key:
        return set()
    key = dataset.fields[dataset.record_key]
    return {str(key.spoken(data[key.name])) for _, data in read if key.name in data}


def _lost(
    dataset: Dataset, name: str, told: Sequence[tuple[int, Any]], coming: set[str]
) -> Iterator[DataProblem]:
    target = dataset.fields[name].target
    found: dict[str, bool] = dict.fromkeys(coming, True)
    for line, value in told:
        if value not in found:
            found[value] = exists(dataset, target, value)
        if not found[value]:
            yield DataProblem(name, "missing", {"target": target, "found": value}, line)


def _taken(
    dataset: Dataset,
    name: str,
    read: Sequence[tuple[Any, dict[str, Any]]],
    known: Mapping[str, Record],
) -> Iterator[DataProblem]:
    holders = {repr(record.data.get(name)): key for key, record in known.items()}
    for row, data in read:
        key = str(data.get(dataset.record_key, "")) if dataset.record_key else ""
        holder = holders.get(repr(data[name])) if name in data else None
        if holder is not None and holder != key:
            yield DataProblem(name, "unique", {"found": data[name]}, row.line)
