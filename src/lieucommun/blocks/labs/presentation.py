"""Turn a network into what the components draw, in the language of the visit."""

from typing import TYPE_CHECKING, Any

from lieucommun.design.context import Link
from lieucommun.design.shapes import Area, MapFigure
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.datasets.showing import Shown, shown_field, shown_fields
from lieucommun.kernel.services.opening import OpenPage, address
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service
from lieucommun.kernel.territories import find, outlines, viewbox

from . import queries

if TYPE_CHECKING:
    from .settings import LabsSettings

STATES = ("runs", "partly", "planned")


def lab_context(opened: OpenPage, record: RecordView) -> dict[str, Any]:
    """Return the context of a lab's sheet."""
    settings: LabsSettings = opened.settings
    names = settings.lab_fields
    parts = {
        part: _field(opened, record, name)
        for part, name in (
            ("region", names.region),
            ("status", names.status),
            ("offers", names.offers),
            ("offer_text", names.offer_text),
            ("handover", names.handover),
            ("note", names.note),
            ("site", names.site),
            ("email", names.email),
            ("page", names.page),
        )
    }
    apart = {name for name in names.model_dump().values() if name}
    key = record.address
    return {
        "heading": record.label(opened.language),
        "record": record,
        "parts": parts,
        "active": record.value(names.status) in {None, "actif", "active"},
        "fields": list(shown_fields(opened, record, without=_apart(record, apart))),
        "projects": [
            project_line(opened, project)
            for project in queries.linked(
                opened, settings.projects, settings.project_fields.lab, key, sort="page"
            )
        ],
        "declared": queries.figures(opened, settings.figure_fields.lab, key),
        "counted": queries.counted(opened, key),
        "notices": _notices(opened, settings.figure_fields.lab, key),
        "map": _region_map(opened, record),
        "list": list_of(opened, settings.dataset),
        "json_ld": {
            "@context": "https://schema.org",
            "@type": "Organization",
            "name": record.label(opened.language),
            **_given("url", parts["site"]),
            **_given("email", parts["email"]),
            **_given("areaServed", parts["region"]),
        },
    }


def project_context(opened: OpenPage, record: RecordView) -> dict[str, Any]:
    """Return the context of a project's sheet."""
    settings: LabsSettings = opened.settings
    names = settings.project_fields
    parts = {
        part: _field(opened, record, name)
        for part, name in (
            ("line", names.line),
            ("kind", names.kind),
            ("themes", names.themes),
            ("notice", names.notice),
            ("page", names.page),
            ("lab", names.lab),
        )
    }
    slug = record.value(names.service) if names.service else None
    state = record.value(names.state) if names.state else None
    apart = {name for name in names.model_dump().values() if name}
    return {
        "heading": record.label(opened.language),
        "record": record,
        "parts": parts,
        "state": state if state in STATES else "",
        "service_url": address(str(slug)) if slug and _is_served(str(slug)) else "",
        "lab": _lab_link(opened, record),
        "theme_links": _theme_links(opened, parts["themes"]),
        "fields": list(shown_fields(opened, record, without=_apart(record, apart))),
        "declared": queries.figures(opened, settings.figure_fields.project, record.address),
        "notices": _notices(opened, settings.figure_fields.project, record.address),
        "list": list_of(opened, settings.dataset),
        "json_ld": {
            "@context": "https://schema.org",
            "@type": "Project",
            "name": record.label(opened.language),
            **_given("description", parts["line"]),
            **_given("keywords", parts["themes"]),
        },
    }


def index_context(opened: OpenPage) -> dict[str, Any]:
    """Return the context of the index."""
    return {
        "indexes": [
            (
                name,
                title,
                [
                    (group, [project_line(opened, record) for record in group.records])
                    for group in groups
                ],
            )
            for name, title, groups in queries.index(opened)
        ]
    }


def project_line(opened: OpenPage, record: RecordView) -> dict[str, Any]:
    """Return what a list says of one project."""
    names = opened.settings.project_fields
    line = _field(opened, record, names.line)
    kind = _field(opened, record, names.kind)
    state = record.value(names.state) if names.state else None
    return {
        "url": _sheet(opened, "project", record),
        "title": record.label(opened.language),
        "line": line.words[0] if line else "",
        "kind": kind.words[0] if kind else "",
        "state": state if state in STATES else "",
    }


def _field(opened: OpenPage, record: RecordView, name: str | None) -> Shown | None:
    return shown_field(opened, record, name) if name and name in record.dataset.fields else None


def _given(name: str, shown: Shown | None) -> dict[str, str]:
    return {name: ", ".join(shown.words)} if shown else {}


def _apart(record: RecordView, names: set[str]) -> set[str]:
    """Return the fields shown elsewhere than in the list of fields: the title and the parts."""
    places = {name for name, field in record.dataset.fields.items() if field.type == "point"}
    return names | places | {record.dataset.record_key, *record.dataset.label_fields}


def _sheet(opened: OpenPage, show: str, record: RecordView) -> str:
    """Return the address of a lab's or a project's sheet: the page of the service that shows it."""
    for page in opened.service.manifest.pages:
        if page.block == opened.page.block and getattr(page, "show", "") == show:
            other = OpenPage(opened.service, page, opened.viewer, opened.language)
            return other.url("sheet", key=record.address)
    return ""


def list_of(opened: OpenPage, dataset: str | None) -> Link | None:
    """Return the page of the service that lists a dataset, whatever its block."""
    for page in opened.service.manifest.pages:
        lists = getattr(page, "dataset", None) == dataset and page.block != opened.page.block
        if dataset and lists:
            other = OpenPage(opened.service, page, opened.viewer, opened.language)
            if other.allowed:
                return Link(other.url(), other.title)
    return None


def _is_served(slug: str) -> bool:
    """Whether this place has the service: the way to it leads somewhere."""
    try:
        open_service(slug)
    except UnknownService:
        return False
    except BrokenService:
        return True
    return True


def _lab_link(opened: OpenPage, record: RecordView) -> Link | None:
    settings: LabsSettings = opened.settings
    key = record.value(settings.project_fields.lab)
    if not (settings.labs and key):
        return None
    try:
        lab = queries.record_of(opened, settings.labs, str(key))
    except UnknownRecord:
        return None
    region = _field(opened, lab, settings.lab_fields.region)
    return Link(
        _sheet(opened, "lab", lab),
        lab.label(opened.language),
        note=region.words[0] if region else "",
    )


def _theme_links(opened: OpenPage, themes: Shown | None) -> list[Link]:
    projects = list_of(opened, opened.settings.dataset)
    if themes is None or projects is None:
        return []
    codes = themes.value if isinstance(themes.value, list) else [themes.value]
    return [
        Link(f"{projects.url}?{themes.name}={code}", word)
        for code, word in zip(codes, themes.words, strict=True)
    ]


def _notices(opened: OpenPage, field: str, key: str) -> list[dict[str, Any]]:
    """Return the notices about a record: a title, then each field that has a value."""
    return [
        {
            "title": record.label(opened.language),
            "fields": [
                shown
                for shown in shown_fields(opened, record, without=_apart(record, {field}))
                if shown.html is not None
            ],
        }
        for record in queries.linked(opened, opened.settings.notices, field, key)
    ]


def _region_map(opened: OpenPage, record: RecordView) -> MapFigure | None:
    key = str(record.value(opened.settings.lab_fields.region) or "")
    territory = find(key) if key else None
    if territory is None:
        return None
    areas = tuple(
        Area(outline.path_d, outline.name, level=3 if outline.code == territory.code else 0)
        for outline in outlines("region")
    )
    return MapFigure(territory.name, viewbox(), areas, caption=territory.name)
