"""Read a network: its labs and projects, what was declared of them, what the place counts."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.showing import Shown, shown_field
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.datasets.totals import total
from lieucommun.kernel.services.opening import OpenPage

if TYPE_CHECKING:
    from .settings import LabsSettings


MOST = 500


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that someone declared: what, how much, of what nature, when, and on which page."""

    label: str
    value: Decimal | None
    upper: Decimal | None
    unit: str
    nature: str
    precision: str
    period: str
    page: int | None
    remark: str
    source: str


@dataclass(frozen=True, slots=True)
class Counted:
    """What this place counts from its own sessions; each number is of another nature.

    Participations, persons and headcounts are never added to one another. `None` means that the
    number may not be shown (too few persons), not zero.
    """

    sessions: int
    participations: int | None
    persons: int | None


@dataclass(frozen=True, slots=True)
class Group:
    """One value of an index with the records under it."""

    code: str
    title: str
    records: tuple[RecordView, ...]


def record_of(opened: OpenPage, dataset: str, key: str) -> RecordView:
    """Return a record of a dataset of the service by its key; raises UnknownRecord."""
    return query(opened.service.dataset(dataset), opened.viewer).one(key)


def linked(
    opened: OpenPage, dataset: str | None, field: str, key: str, *, sort: str = ""
) -> list[RecordView]:
    """Return the records of a dataset that refer to a key; none when no dataset is declared."""
    if dataset is None:
        return []
    found = query(opened.service.dataset(dataset), opened.viewer).filter(field, key)
    if sort and sort in opened.service.dataset(dataset).fields:
        found = found.sort(sort)
    return list(found.page(size=MOST).items)


def figures(opened: OpenPage, field: str, key: str) -> list[Figure]:
    """Return the figures declared of a lab or of a project."""
    settings: LabsSettings = opened.settings
    names = settings.figure_fields

    def words(record: RecordView, name: str | None) -> str:
        shown = _shown(opened, record, name)
        return ", ".join(shown.words) if shown else ""

    def number(record: RecordView, name: str | None) -> Decimal | None:
        value = record.value(name) if name else None
        return None if value is None else Decimal(str(value))

    return [
        Figure(
            label=words(record, names.label),
            value=number(record, names.value),
            upper=number(record, names.upper),
            unit=words(record, names.unit),
            nature=words(record, names.nature),
            precision=words(record, names.precision),
            period=words(record, names.period),
            page=record.value(names.page),
            remark=words(record, names.remark),
            source=words(record, names.source),
        )
        for record in linked(opened, settings.figures, field, key, sort=names.page)
    ]


def counted(opened: OpenPage, lab: str) -> Counted | None:
    """Return what the place counts for a lab; None when it holds no session of it."""
    settings: LabsSettings = opened.settings
    if settings.sessions is None:
        return None
    names = settings.session_fields
    held = query(opened.service.dataset(settings.sessions), opened.viewer).filter(names.lab, lab)
    sessions = [record.address for record in held.iterate()]
    if not sessions:
        return None
    if settings.participations is None:
        return Counted(len(sessions), None, None)
    attended = query(opened.service.dataset(settings.participations), opened.viewer)
    if names.attendance:
        choices = attended.dataset.fields[names.attendance].choices
        attended = attended.filter(names.attendance, *(set(choices) - {names.absent}))
    among = (names.session, sessions)
    return Counted(
        sessions=len(sessions),
        participations=total(attended, of=among),
        persons=total(attended, of=among, distinct=names.participant),
    )


def index(opened: OpenPage) -> Iterator[tuple[str, str, list[Group]]]:
    """Yield each field of the index with its groups: field, title, groups with their projects."""
    settings: LabsSettings = opened.settings
    if settings.projects is None:
        return
    dataset = opened.service.dataset(settings.projects)
    records = list(query(dataset, opened.viewer).page(size=MOST).items)
    for name in settings.by:
        under: dict[str, list[RecordView]] = {}
        for record in records:
            value = record.value(name)
            for code in value if isinstance(value, list) else [value]:
                under.setdefault(str(code) if code is not None else "", []).append(record)
        field = dataset.fields[name]
        titles = titles_of(field, under, opened)
        order = [*field.choices, *sorted(set(under) - set(field.choices))]
        groups = [
            Group(code, titles.get(code, "") if code else "", tuple(under[code]))
            for code in order
            if code in under
        ]
        yield name, field.title.get(opened.language), groups


def labs_by_region(opened: OpenPage) -> dict[str, list[RecordView]]:
    """Return the labs of each région (its key), in the order of the regions' names."""
    settings: LabsSettings = opened.settings
    if settings.labs is None:
        return {}
    found = query(opened.service.dataset(settings.labs), opened.viewer)
    regions: dict[str, list[RecordView]] = {}
    for record in found.sort(settings.lab_fields.region).page(size=MOST).items:
        regions.setdefault(str(record.value(settings.lab_fields.region)), []).append(record)
    return regions


def _shown(opened: OpenPage, record: RecordView, name: str | None) -> Shown | None:
    return shown_field(opened, record, name) if name else None
