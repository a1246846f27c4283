"""Who a letter about a record goes to: a role, the author, or what a field names."""

import uuid as uuids
from collections.abc import Iterable
from dataclasses import dataclass

from lieucommun.kernel.datasets.models import Record
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for

AUTHOR = "author"
#: A letter to a role goes to so many persons at most.
MOST = 200


@dataclass(frozen=True, slots=True)
class Addressee:
    """An address, whose it is if anyone's here, and the record as they may read it."""

    email: str
    person: Person | None
    record: RecordView | None

    @property
    def language(self) -> str:
        """What the person reads, "" when unknown."""
        return self.person.language if self.person else ""


def addressees(dataset: Dataset, record: uuids.UUID, to: str) -> list[Addressee]:
    """Return who `to` stands for; those who may not read the record are left out.

    An address written in a field of the record, of nobody who has an account, gets the letter with
    what is not sensitive: whoever wrote it gave it to be answered.
    """
    row = Record.objects.filter(uuid=record).select_related("owner").first()
    if row is None:
        return []
    if to == AUTHOR:
        found = _reading(dataset, record, [row.owner] if row.owner else [])
        return found or _written(dataset, row)
    field = dataset.fields.get(to)
    if field is None:
        holders = Person.objects.filter(grants__service=dataset.service, grants__role=to)
        return _reading(dataset, record, holders.distinct().order_by("pk")[:MOST])
    value = str(row.data.get(to) or "")
    if field.type == "organisation":
        members = Person.objects.filter(
            grants__service=dataset.service, grants__organisation__slug=value
        )
        return _reading(dataset, record, members.distinct().order_by("pk")[:MOST])
    return _known(dataset, row, value) if field.type == "email" and value else []


def people_reading(
    dataset: Dataset, record: uuids.UUID, people: Iterable[Person]
) -> list[Addressee]:
    """Return, of some persons, those who may read a record, with what they see of it."""
    return _reading(dataset, record, people)


def _reading(dataset: Dataset, record: uuids.UUID, people: Iterable[Person]) -> list[Addressee]:
    found = []
    for person in people:
        if not person.is_active:
            continue
        try:
            seen = query(dataset, viewer_for(person, dataset.service)).get(record)
        except UnknownRecord:
            continue
        found.append(Addressee(person.email, person, seen))
    return found


def _written(dataset: Dataset, row: Record) -> list[Addressee]:
    """Return the address that the author of a record without an account wrote in it."""
    names = [name for name, field in dataset.fields.items() if field.type == "email"]
    value = next((str(row.data[name]) for name in names if row.data.get(name)), "")
    return _known(dataset, row, value) if value and row.owner is None else []


def _known(dataset: Dataset, row: Record, email: str) -> list[Addressee]:
    person = Person.objects.filter(email__iexact=email, is_active=True).first()
    seen = _reading(dataset, row.uuid, [person]) if person else []
    return seen or [Addressee(email, None, None)]
