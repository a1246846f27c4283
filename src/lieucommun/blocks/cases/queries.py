"""Read a queue and a case, as the viewer may."""

from dataclasses import dataclass, replace

from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.queries import RecordQuery, query
from lieucommun.kernel.datasets.records import Page, RecordView, VersionView
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.services.opening import OpenPage

SIZE = 50
MOST_COLUMNS = 4


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of cases, how many in all, and the columns shown."""

    cases: Page
    total: int
    columns: tuple[str, ...]


def dataset_of(opened: OpenPage) -> Dataset:
    """Return the dataset of the cases."""
    return opened.service.dataset(opened.settings.dataset)


def queue(opened: OpenPage, *, words: str = "", state: str = "", cursor: str = "") -> Queue:
    """Return a page of the queue, narrowed by words and by a state."""
    dataset = dataset_of(opened)
    found: RecordQuery = query(dataset, opened.viewer).search(words)
    if state:
        found = found.state(state)
    if opened.settings.sort:
        found = found.sort(opened.settings.sort)
    page = found.page(SIZE, cursor or None)
    named = replace(page, items=list(with_names(dataset, page.items)))
    return Queue(named, found.count(), columns(opened))


def columns(opened: OpenPage) -> tuple[str, ...]:
    """Return the fields shown in the queue: those declared, else the first after the label's."""
    dataset = dataset_of(opened)
    declared: tuple[str, ...] = opened.settings.columns
    others = (name for name in dataset.fields if name not in dataset.label_fields)
    short = (name for name in others if dataset.fields[name].type not in {"longtext", "list"})
    return declared or tuple(short)[:MOST_COLUMNS]


def case(opened: OpenPage, key: str) -> RecordView:
    """Return a case by its address; raises UnknownRecord."""
    return query(dataset_of(opened), opened.viewer).one(key)


def history(opened: OpenPage, record: RecordView) -> list[tuple[VersionView, str]]:
    """Return what happened to a case, the latest first, with the name of who did it.

    Names are for those who hold a role in the service: who worked on a case is not for everyone.
    """
    found = query(dataset_of(opened), opened.viewer).history(record.uuid)
    known = opened.viewer.grants
    people = names_of({version.by for version in found if version.by}) if known else {}
    return [(version, people.get(version.by or 0, "")) for version in found]
