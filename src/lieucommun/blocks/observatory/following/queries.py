"""Reads: the followed indicators of a page, what they are about, where each one stands."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

from lieucommun.kernel.datasets.conditions import MOST_VALUES
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.manifest import PageSettings
from lieucommun.kernel.services.opening import OpenPage

from .declared import Declared, declared
from .series import Held, Series, held_of

if TYPE_CHECKING:
    from lieucommun.kernel.datasets.schema import Dataset


#: Lists whose values are kept in the process: about as many as there are roles that look.
KEPT = 32
_kept: dict[Any, dict[str, dict[str, Held]]] = {}
_lock = Lock()


@dataclass(frozen=True, slots=True)
class Subject:
    """What indicators are about: a record, the names of its indicators, who enters them (a slug).

    `organisation` is "" when the page does not say, or the record does not.
    """

    record: RecordView
    indicators: tuple[str, ...]
    organisation: str = ""


@dataclass(frozen=True)
class Followings:
    """The followed indicators of a page, as someone may read them on a day."""

    declared: Mapping[str, Declared]
    subjects: tuple[Subject, ...]
    series: tuple[Series, ...]

    def of(self, name: str, territory: str = "") -> Series | None:
        """Return the series of an indicator, for the whole or for a territory."""
        found = (each for each in self.series if each.declared.name == name)
        return next((each for each in found if each.territory == territory), None)

    def about(self, name: str) -> tuple[Subject, ...]:
        """Return what an indicator is about."""
        return tuple(each for each in self.subjects if name in each.indicators)

    def organisations(self, name: str) -> frozenset[str]:
        """Return the organisations (slugs) that enter an indicator; none: whoever has the role."""
        told = (each.organisation for each in self.about(name))
        return frozenset(slug for slug in told if slug)


def followings(opened: OpenPage, today: dt.date, *names: str) -> Followings:
    """Return the followed indicators of a page, or those named, as its viewer may read them.

    Named, they come with their records. One statement for each thousand values, and one for what
    they are about.
    """
    return read(opened.service, opened.page, opened.viewer, today, names)


def read(
    service: LoadedService,
    page: PageSettings,
    viewer: Viewer,
    today: dt.date,
    names: Iterable[str] = (),
) -> Followings:
    """Return the followed indicators of a page of a service, as a viewer may read them."""
    every = declared(service, page)
    wanted = set(names) or set(every)
    found = {name: each for name, each in every.items() if name in wanted}
    subjects = _subjects(service, page, viewer, set(found)) if found else ()
    told = _held(found, viewer) if names else _figures(service, found, viewer)
    series = [
        Series(part, territory, held, today)
        for name, part in found.items()
        for territory, held in told[name].items()
        if territory or held.values or len(told[name]) == 1  # a whole that only parts have is none
    ]
    return Followings(found, tuple(subjects), tuple(series))


def _figures(
    service: LoadedService, found: Mapping[str, Declared], viewer: Viewer
) -> Mapping[str, Mapping[str, Held]]:
    """Return the values of each indicator, without their records.

    Kept in the process for those who may read the same, until something is written: a list reads
    them all. Never those of a dataset with personal fields, whose reads are told to the journal,
    nor of one that forgets with time.
    """
    asked = {part.dataset.name: query(part.dataset, viewer) for part in found.values()}
    lasting = all(
        each.revision and not each.dataset.retention and not _is_personal(each.dataset)
        for each in asked.values()
    )
    if not lasting:
        return _held(found, viewer)
    seen = tuple((name, each.revision, each.access) for name, each in asked.items())
    key = (service.service_id, service.hash, tuple(found), seen)
    kept = _kept.get(key)
    if kept is None:
        kept = {
            name: {place: replace(held, entries={}) for place, held in parts.items()}
            for name, parts in _held(found, viewer).items()
        }
        with _lock:
            while len(_kept) >= KEPT:
                _kept.pop(next(iter(_kept)))
            _kept[key] = kept
    return kept


def _is_personal(dataset: "Dataset") -> bool:
    return any(field.personal for field in dataset.fields.values())


def _held(found: Mapping[str, Declared], viewer: Viewer) -> dict[str, dict[str, Held]]:
    """Return what each indicator holds, by territory: those of a dataset are read together."""
    held: dict[str, list[RecordView]] = {name: [] for name in found}
    together: dict[tuple[str, str], tuple[Dataset, list[str]]] = {}
    for name, part in found.items():
        key = (part.dataset.name, part.field("indicator"))
        together.setdefault(key, (part.dataset, []))[1].append(name)
    for (_, field), (dataset, names) in together.items():
        for start in range(0, len(names), MOST_VALUES):
            some = names[start : start + MOST_VALUES]
            for record in query(dataset, viewer).filter(field, *some).iterate():
                held[str(record.value(field))].append(record)
    return {name: held_of(part, held[name]) for name, part in found.items()}


def _subjects(
    service: LoadedService, page: PageSettings, viewer: Viewer, names: set[str]
) -> Iterable[Subject]:
    follow = getattr(page, "follow", None)
    if follow is None or not follow.indicators or follow.dataset not in service.manifest.datasets:
        return
    for record in query(service.dataset(follow.dataset), viewer).iterate():
        told = record.value(follow.indicators)
        mine = told if isinstance(told, list) else [told]
        named = tuple(str(each) for each in mine if each in names)
        if named:
            slug = record.value(follow.organisation) if follow.organisation else None
            yield Subject(record, named, str(slug or ""))
