"""Read a directory: what a selection finds, with the words that say it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lieucommun.kernel.datasets.queries import RecordQuery, query
from lieucommun.kernel.datasets.records import FacetValue, Page, RecordView
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.datasets.showing import CODED
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.services.opening import OpenPage

from .selection import Selection
from .settings import DirectorySettings

PAGE = 20
JSON_PAGE = 100
NEWEST_FIRST = frozenset({"date", "datetime", "year"})
FEED = 30


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a facet: its code, its title in the language of the visit, how many."""

    code: str
    title: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """A field to filter by, with the values that the selection leaves."""

    field: str
    title: str
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of entries, how many there are in all, and the facets."""

    dataset: Dataset
    entries: Page
    total: int
    facets: tuple[Facet, ...]
    titles: Mapping[str, Mapping[str, str]]


def dataset_of(opened: OpenPage) -> Dataset:
    """Return the dataset that a directory page lists."""
    settings: DirectorySettings = opened.settings
    return opened.service.dataset(settings.dataset)


def selected(opened: OpenPage, selection: Selection) -> RecordQuery:
    """Return the records that a selection asks for, in its order, as the viewer may read them."""
    settings: DirectorySettings = opened.settings
    dataset = dataset_of(opened)
    found = query(dataset, opened.viewer)
    for name, values in selection.facets.items():
        found = found.filter(name, *values)
    if selection.words:
        found = found.search(selection.words)
    if selection.near:
        found = found.near(selection.near.latitude, selection.near.longitude, selection.near.km)
    name, descending = order(dataset, settings, selection)
    if name:
        found = found.sort(name, descending=descending)
    return found


def order(dataset: Dataset, settings: DirectorySettings, selection: Selection) -> tuple[str, bool]:
    """Return the field to sort by and whether it descends: dates start with the newest.

    `-` before the field turns its order round.
    """
    asked = selection.sort or ("" if selection.words else next(iter(settings.sort), ""))
    name = asked.removeprefix("-")
    if not name:
        return "", False
    newest = dataset.fields[name].type in NEWEST_FIRST
    return name, asked.startswith("-") != newest


def listing(opened: OpenPage, selection: Selection, *, size: int = PAGE) -> Listing:
    """Return one page of a selection with its count, facets and titles."""
    settings: DirectorySettings = opened.settings
    dataset = dataset_of(opened)
    found = selected(opened, selection)
    counted = found.facets(*settings.facets) if settings.facets else {}
    entries = found.page(size=size, cursor=selection.cursor or None)
    codes: dict[str, set[str]] = {
        name: {*(value.value for value in values), *selection.facets.get(name, ())}
        for name, values in counted.items()
    }
    for name in _coded_fields(dataset, settings):
        codes.setdefault(name, set()).update(
            str(code) for entry in entries.items for code in _codes(entry.value(name))
        )
    titles = {
        name: titles_of(dataset.fields[name], values, opened)
        for name, values in codes.items()
        if name in dataset.fields
    }
    facets = tuple(
        Facet(
            name,
            dataset.fields[name].title.get(opened.language),
            _values(counted[name], titles[name], selection.facets.get(name, ())),
        )
        for name in settings.facets
    )
    return Listing(dataset, entries, found.count(), facets, titles)


def every(opened: OpenPage, selection: Selection) -> Iterator[RecordView]:
    """Return every record of a selection, for exports; read by chunks."""
    return selected(opened, selection).iterate()


def entry(opened: OpenPage, key: str) -> RecordView:
    """Return one record by its address; raises UnknownRecord."""
    return query(dataset_of(opened), opened.viewer).one(key)


def latest(opened: OpenPage) -> list[RecordView]:
    """Return the records that changed last, for a feed."""
    return query(dataset_of(opened), opened.viewer).latest(FEED)


def _values(
    counted: Sequence[FacetValue], titles: Mapping[str, str], chosen: tuple[str, ...]
) -> tuple[Value, ...]:
    values = [
        Value(item.value, titles.get(item.value, item.value), item.count, item.value in chosen)
        for item in counted
    ]
    absent = set(chosen) - {value.code for value in values}
    values += [Value(code, titles.get(code, code), 0, chosen=True) for code in sorted(absent)]
    return tuple(values)


def _coded_fields(dataset: Dataset, settings: DirectorySettings) -> list[str]:
    """Return the fields shown in the list whose values are codes that need words."""
    named = (settings.fields.tags, *settings.fields.meta)
    return [name for name in named if name and dataset.fields[name].type in CODED]


def _codes(value: object) -> Sequence[object]:
    if value is None:
        return ()
    return value if isinstance(value, (list, tuple)) else (value,)
