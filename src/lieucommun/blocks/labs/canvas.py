"""The canvas of a lab: ten boxes, written by a team, every version kept."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from lieucommun.design.fields import FieldSpec
from lieucommun.design.shapes import Event
from lieucommun.kernel.datasets.access import creating
from lieucommun.kernel.datasets.fields import Field
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView, VersionView
from lieucommun.kernel.datasets.rights import may_change
from lieucommun.kernel.datasets.schema import Dataset
from lieucommun.kernel.documents.markdown import render
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.services.opening import OpenPage

if TYPE_CHECKING:
    from .settings import LabsSettings


@dataclass(frozen=True, slots=True)
class Box:
    """One box: its title, the question it answers, its text as HTML, whether it changed."""

    name: str
    title: str
    question: str
    html: str
    changed: bool = False


def dataset_of(opened: OpenPage) -> Dataset:
    """Return the dataset of the canvases."""
    settings: LabsSettings = opened.settings
    return opened.service.dataset(str(settings.dataset))


def canvases(opened: OpenPage) -> list[RecordView]:
    """Return the canvases that the viewer may read, the newest change first."""
    return query(dataset_of(opened), opened.viewer).latest(200)


def canvas(opened: OpenPage, key: str) -> RecordView:
    """Return one canvas by its address; raises UnknownRecord."""
    return query(dataset_of(opened), opened.viewer).one(key)


def names(opened: OpenPage) -> list[str]:
    """Return the fields that the form writes: the title, then the boxes."""
    return list(dict.fromkeys([*dataset_of(opened).label_fields, *opened.settings.boxes]))


def may_create(opened: OpenPage) -> bool:
    """Whether the viewer may start a canvas."""
    return bool(creating(dataset_of(opened), opened.viewer))


def may_update(opened: OpenPage, record: RecordView) -> bool:
    """Whether the viewer may write another version of this canvas."""
    return may_change(dataset_of(opened), opened.viewer, record.uuid)


def boxes(
    opened: OpenPage, data: Mapping[str, Any], former: Mapping[str, Any] | None = None
) -> list[Box]:
    """Return the boxes of a version, marking those that differ from a former one."""
    dataset = dataset_of(opened)
    return [
        Box(
            name,
            dataset.fields[name].title.get(opened.language),
            _help(dataset.fields[name], opened.language),
            render(str(data.get(name) or "")),
            changed=former is not None and (data.get(name) or None) != (former.get(name) or None),
        )
        for name in opened.settings.boxes
    ]


def specs(
    opened: OpenPage, values: Mapping[str, Any], errors: Mapping[str, str] | None = None
) -> list[FieldSpec]:
    """Return the fields of the form that writes a canvas: its title, then its boxes."""
    dataset = dataset_of(opened)
    return [
        FieldSpec(
            name,
            dataset.fields[name].title.get(opened.language),
            "longtext" if dataset.fields[name].type == "longtext" else "text",
            value=values.get(name) or "",
            help=_help(dataset.fields[name], opened.language),
            error=(errors or {}).get(name, ""),
            required=dataset.fields[name].required,
        )
        for name in names(opened)
    ]


def versions(opened: OpenPage, record: RecordView) -> list[VersionView]:
    """Return every version of a canvas, the latest first."""
    return query(dataset_of(opened), opened.viewer).history(record.uuid)


def events(opened: OpenPage, found: list[VersionView]) -> list[Event]:
    """Return the versions as a timeline: who, when, which boxes."""
    fields = dataset_of(opened).fields
    known = opened.viewer.grants  # who wrote is for those who hold a role, not for everyone
    people = names_of({version.by for version in found if version.by}) if known else {}
    return [
        Event(
            title=_("Version %(n)s") % {"n": version.version},
            when=version.at.isoformat(),
            text=", ".join(
                fields[name].title.get(opened.language)
                for name in version.changed
                if name in fields
            ),
            by=people.get(version.by or 0, ""),
        )
        for version in found
    ]


def _help(field: Field, language: str) -> str:
    return field.help.get(language) if field.help else ""
