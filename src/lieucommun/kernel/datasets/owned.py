"""The records that are a person's own, by identifiers only: nothing of them is read."""

from dataclasses import dataclass

from .models import Record

#: Whoever owns more is told of the latest ones.
MOST = 1000


@dataclass(frozen=True, slots=True)
class Owned:
    """Identifiers of records, and the pairs of service and dataset that they are in."""

    records: tuple[str, ...]
    datasets: tuple[tuple[str, str], ...]


def owned(person: int) -> Owned:
    """Return the latest records of a person (id); one statement."""
    rows = Record.objects.filter(owner_id=person).order_by("-pk")
    found = list(rows.values_list("uuid", "service__slug", "dataset")[:MOST])
    pairs = dict.fromkeys((service, dataset) for _, service, dataset in found)
    return Owned(tuple(str(uuid) for uuid, _, _ in found), tuple(pairs))
