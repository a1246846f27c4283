"""What only other records can tell of the rows of a file: taken values, unknown records."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from typing import Any

from django.db.models import Q
from django.db.models.fields.json import KeyTransform

from lieucommun.kernel.datasets.attached import foreign
from lieucommun.kernel.datasets.errors import DataProblem
from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.predicates import KEYED, in_dataset
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.models import Organisation

Some = Sequence[tuple[Any, str, dict[str, Any]]]


class Links:
    """What rows name: looked up some rows at a time, each distinct value once.

    A row may refer to a record of the same file, even further down.
    """

    def __init__(self, dataset: Dataset) -> None:
        self.dataset = dataset
        self.coming: set[str] = set()
        self.waiting: dict[int, list[tuple[str, str]]] = {}
        self.known: dict[str, dict[str, bool]] = {}
        self._slugs: set[str] | None = None
        self._holders: dict[str, dict[str, str]] = {}

    def wrong(self, rows: Some) -> Iterator[DataProblem]:
        """Yield references and organisations of rows that do not exist, and values taken."""
        self.coming.update(key for _, key, _ in rows if key)
        yield from foreign(self.dataset, [(row.line, key, data) for row, key, data in rows])
        for name, field in self.dataset.fields.items():
            told = [(row.line, key, data[name]) for row, key, data in rows if name in data]
            if not told:
                continue
            if field.type == "reference":
                yield from self._lost(name, field.target, told)
            elif field.type == "organisation":
                for line, _, value in told:
                    if value not in self._organisations():
                        yield DataProblem(name, "organisation", {"found": value}, line)
            elif field.unique and name != self.dataset.record_key:
                yield from self._taken(name, told)

    def awaited(self, line: int) -> bool:
        """Say whether a row refers to one that may come."""
        return line in self.waiting

    def never_came(self) -> Iterator[DataProblem]:
        """Yield, at the end, the references to rows that did not come."""
        for line, told in self.waiting.items():
            for name, value in told:
                if value not in self.coming:
                    params = {"target": self.dataset.name, "found": value}
                    yield DataProblem(name, "missing", params, line)

    def _lost(
        self, name: str, target: str, told: Sequence[tuple[int, str, Any]]
    ) -> Iterator[DataProblem]:
        known = self.known.setdefault(target, {})
        fresh = {str(value) for _, _, value in told} - set(known)
        known.update(dict.fromkeys(fresh, False))
        known.update(dict.fromkeys(_existing(self.dataset, target, fresh), True))
        for line, _, value in told:
            if known[str(value)]:
                continue
            if target == self.dataset.name and self.dataset.record_key:
                self.waiting.setdefault(line, []).append((name, str(value)))
            else:
                params = {"target": target, "found": value}
                yield DataProblem(name, "missing", params, line)

    def _taken(self, name: str, told: Sequence[tuple[int, str, Any]]) -> Iterator[DataProblem]:
        if name not in self._holders:
            self._holders[name] = dict(_values(self.dataset, name))
        for line, key, value in told:
            holder = self._holders[name].get(repr(value))
            if holder is not None and holder != key:
                yield DataProblem(name, "unique", {"found": value}, line)

    def _organisations(self) -> set[str]:
        if self._slugs is None:
            self._slugs = set(Organisation.objects.values_list("slug", flat=True))
        return self._slugs


def _values(dataset: Dataset, name: str) -> Iterator[tuple[str, str]]:
    """Yield the values of a field, each with the key of its record (its uuid for want of one)."""
    rows = Record.objects.filter(in_dataset(dataset.service_id, dataset.name))
    told = rows.values_list("key", "uuid", KeyTransform(name, "data")).order_by()
    for key, named, value in told.iterator(2000):
        if value is not None:
            yield repr(value), key or f"/{named}"


def _existing(dataset: Dataset, target: str, values: Iterable[str]) -> Iterator[str]:
    """Yield the values that are the key, or the uuid, of a record of the service."""
    uuids: dict[uuid.UUID, str] = {}
    for value in values:
        with suppress(ValueError):
            uuids[uuid.UUID(value)] = value
    named = KEYED & Q(key__in=list(values))
    rows = Record.objects.filter(in_dataset(dataset.service_id, target))
    for key, each in rows.filter(named | Q(uuid__in=list(uuids))).values_list("key", "uuid"):
        yield key
        if each in uuids:
            yield uuids[each]
