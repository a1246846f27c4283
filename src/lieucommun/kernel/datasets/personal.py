"""The records that concern a person: those they created, those that bear their address.

They are read as the person may read them now: a role that was lost opens nothing any more, and
what others wrote for colleagues alone stays among them. The rest is counted, for the service to
answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Q

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.registry import published

from .conditions import shows
from .models import Record
from .queries import query
from .records import RecordView
from .schema import Dataset
from .sight import marked, seen

CHUNK = 1000


@dataclass(frozen=True, slots=True)
class Concerned:
    """A dataset that holds records about someone: `total` of them, of which `open` may be read."""

    service: LoadedService
    dataset: Dataset
    total: int
    open: int


def concerned(person: Person, *, by_address: bool) -> list[Concerned]:
    """Return the datasets that hold records about someone.

    `by_address`: also those that bear their address, which must be known to be theirs.
    """
    owned = Record.objects.filter(owner=person).order_by()
    mine = set(owned.values_list("service__slug", "dataset").distinct())
    found = []
    for service in published():
        for name in service.manifest.datasets:
            dataset = service.dataset(name)
            if (service.slug, name) in mine or (by_address and _addresses(dataset)):
                found.append(_counted(person, service, dataset, by_address=by_address))
    return [each for each in found if each.total]


def own_records(
    person: Person, service: LoadedService, dataset: Dataset, *, by_address: bool
) -> Iterator[RecordView]:
    """Yield the records of a dataset about someone, as they may read them."""
    asked = query(dataset, viewer_for(person, service.slug))
    if not (asked.access.clauses and guard.opens_records(service)):
        return
    where = Q(owner=person)
    for name in _addresses(dataset) if by_address else ():
        shown = shows(asked.access, name)
        named = Q(**{f"data__{name}__iexact": person.email})
        where |= named if shown is None else named & shown
    rows = marked(asked.access, Record.objects.filter(asked.readable)).filter(where)
    for row in rows.order_by("pk").iterator(chunk_size=CHUNK):
        yield seen(dataset, asked.access, row)


def _counted(
    person: Person, service: LoadedService, dataset: Dataset, *, by_address: bool
) -> Concerned:
    where = Q(owner=person)
    for name in _addresses(dataset) if by_address else ():
        where |= Q(**{f"data__{name}__iexact": person.email})
    here = Record.objects.filter(service_id=dataset.service_id, dataset=dataset.name)
    asked = query(dataset, viewer_for(person, service.slug))
    may = asked.access.clauses and guard.opens_records(service)
    opened = here.filter(asked.readable).filter(where).count() if may else 0
    return Concerned(service, dataset, here.filter(where).count(), opened)


def _addresses(dataset: Dataset) -> list[str]:
    return [name for name, field in dataset.fields.items() if field.type == "email"]
