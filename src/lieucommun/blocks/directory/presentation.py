"""Turn what was read into what the components draw, in the language of the visit."""

from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import parse_qsl

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lieucommun.design.context import Link
from lieucommun.design.shapes import FacetChoice, FacetGroup, MapFigure, Point
from lieucommun.design.tags.shown import number
from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.showing import CODED, shown_fields
from lieucommun.kernel.documents.markdown import plain
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.territories import outlines, project, viewbox

from .queries import Listing, every
from .selection import Selection
from .settings import DirectorySettings

FORMATS = (
    ("csv", "CSV"),
    ("xlsx", "XLSX"),
    ("ods", "ODS"),
    ("geojson", "GeoJSON"),
    ("json", "JSON"),
    ("zip", "ZIP"),
)
LONGEST_TEXT = 320
MOST_TAGS = 5
#: Choices that every theme draws with their own sign.
STATES = ("runs", "partly", "planned")
MOST_POINTS = 2_000
MOST_READ = 10_000


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the list."""

    url: str
    title: str
    text: str
    tags: tuple[str, ...]
    more: int
    meta: tuple[str, ...]
    state: str


def present(opened: OpenPage, selection: Selection, found: Listing) -> dict[str, Any]:
    """Return the context of the list."""
    settings: DirectorySettings = opened.settings
    page = opened.url()
    cursor = found.entries
    return {
        "listing": found,
        "selection": selection,
        "entries": [
            _entry(opened, record, found)
            for record in with_names(found.dataset, found.entries.items)
        ],
        "count_text": _counted(found.total, found.dataset.title.get(opened.language)),
        "count_note": " · ".join(_chosen(found)),
        "groups": [_group(facet, opened.foreign) for facet in found.facets],
        "hidden": _hidden(selection),
        "clear": page if not selection.is_empty else "",
        "views": _views(opened, selection),
        "exports": _exports(opened, selection),
        "sorts": _sorts(opened, selection, found),
        "previous": _turn(selection, cursor.previous),
        "next": _turn(selection, cursor.next),
        "feed_url": opened.url("feed"),
        "map": _map(opened, selection) if selection.view == "map" else None,
        "map_data": f"?{selection.query(format='points', view='')}",
        "has_place": bool(settings.fields.place),
        "relaxed": cursor.relaxed,
    }


def present_sheet(opened: OpenPage, record: RecordView) -> dict[str, Any]:
    """Return the context of a sheet: every field the viewer may see that has a value."""
    settings: DirectorySettings = opened.settings
    named = (settings.fields.title or "", record.dataset.record_key, *record.dataset.label_fields)
    return {
        "heading": record.label(opened.language),
        "record": record,
        "fields": list(shown_fields(opened, record, without=named)),
        "back": opened.url(),
        "map": _place(record, settings),
    }


def sheet_url(opened: OpenPage, record: RecordView) -> str:
    """Return where one entry is shown."""
    key = record.address
    return sheet_elsewhere(opened, key) or opened.url("sheet", key=key)


def sheet_elsewhere(opened: OpenPage, key: str) -> str:
    """Return where another page shows an entry; "" when none does, and the directory must.

    The page declared may be closed to the viewer, show no entry, or send back here.
    """
    path = opened.settings.sheet
    other = opened.sibling(path) if path is not None and path != opened.page.path else None
    if other is None or not other.allowed or getattr(other.settings, "sheet", None) is not None:
        return ""
    try:
        return other.url("sheet", key=key) if other.block else ""
    except NoReverseMatch:
        return ""


def title_of(opened: OpenPage, record: RecordView) -> str:
    """Return the title of an entry: the field declared, else the record's label."""
    name = opened.settings.fields.title
    if name:
        value = record.dataset.fields[name].spoken(record.value(name), opened.language)
        if value:
            return str(value)
    return record.label(opened.language) or str(record.uuid)[:8]


def text_of(opened: OpenPage, record: RecordView) -> str:
    """Return the line under the title, without marks, cut at a word."""
    name = opened.settings.fields.text
    if not name:
        return ""
    value = record.dataset.fields[name].spoken(record.value(name), opened.language)
    return shortened(" ".join(plain(str(value)).split())) if value else ""


def shortened(text: str) -> str:
    """Return a text cut at a word when it is long."""
    return text if len(text) <= LONGEST_TEXT else text[:LONGEST_TEXT].rsplit(" ", 1)[0] + "…"


def _entry(opened: OpenPage, record: RecordView, found: Listing) -> Entry:
    parts = opened.settings.fields
    tags = _words(opened, record, parts.tags, found)
    states = [str(record.value(name)) for name in parts.meta if record.value(name) in STATES]
    meta = [name for name in parts.meta if record.value(name) not in STATES]
    return Entry(
        url=sheet_url(opened, record),
        title=title_of(opened, record),
        text=text_of(opened, record),
        tags=tags[:MOST_TAGS],
        more=max(0, len(tags) - MOST_TAGS),
        meta=tuple(word for name in meta for word in _words(opened, record, name, found)),
        state=states[0] if states else "",
    )


def _words(
    opened: OpenPage, record: RecordView, name: str | None, found: Listing
) -> tuple[str, ...]:
    """Return a field in a few words: the titles of its codes, a yes by its name, or its text."""
    value = record.value(name) if name else None
    if value is None or name is None:
        return ()
    field = record.dataset.fields[name]
    if field.type in CODED:
        titles = found.titles.get(name, {})
        codes = value if isinstance(value, list) else [value]
        return tuple(titles.get(str(code), str(code)) for code in codes)
    if field.type == "boolean":
        return (field.title.get(opened.language),) if value else ()
    text = " ".join(plain(record.text(name, opened.language)).split())
    return (shortened(text),) if field.type != "area" else ()


def _counted(total: int, noun: str) -> str:
    """Say "6 projets": the dataset's title is a plural noun; one or none is counted in results."""
    if total > 1:
        return f"{number(total)} {noun[:1].lower()}{noun[1:]}"
    return ngettext("%(total)s result", "%(total)s results", total) % {"total": total}


def _chosen(found: Listing) -> list[str]:
    return [value.title for facet in found.facets for value in facet.values if value.chosen]


def _group(facet: Any, language: str) -> FacetGroup:
    choices = tuple(
        FacetChoice(value.code, value.title, value.count, value.chosen) for value in facet.values
    )
    return FacetGroup(facet.field, facet.title, choices, language=language)


def _hidden(selection: Selection) -> list[tuple[str, str]]:
    """Return what the form of the filters must send again: all that it does not show."""
    shown = {"q", *selection.facets}
    return [(name, value) for name, value in parse_qsl(selection.query()) if name not in shown]


def _views(opened: OpenPage, selection: Selection) -> list[Link]:
    words = {"list": _("List"), "map": _("Map")}
    offered = opened.settings.views
    if len(offered) < 2:  # noqa: PLR2004 - one view is no choice
        return []
    return [
        Link(f"?{selection.query(view=name)}", words[name], current=selection.view == name)
        for name in offered
    ]


def _exports(opened: OpenPage, selection: Selection) -> list[Link]:
    links = [Link(f"?{selection.query(format=name)}", text) for name, text in FORMATS]
    if opened.viewer.person is not None:
        links.append(Link(f"?{selection.query(save='1')}", _("Prepare and keep")))
    return links


def _sorts(opened: OpenPage, selection: Selection, found: Listing) -> list[Link]:
    from .queries import order

    current, _descending = order(found.dataset, opened.settings, selection)
    return [
        Link(
            f"?{selection.query(sort=name)}",
            found.dataset.fields[name].title.get(opened.language),
            current=name == current,
        )
        for name in opened.settings.sort
    ]


def _turn(selection: Selection, cursor: str | None) -> str:
    return f"?{selection.query(cursor=cursor)}" if cursor else ""


def _map(opened: OpenPage, selection: Selection) -> MapFigure:
    points = []
    for record in islice(every(opened, selection), MOST_READ):
        placed = _projected(record, opened.settings)
        if placed:
            points.append(Point(*placed, title_of(opened, record), sheet_url(opened, record)))
        if len(points) == MOST_POINTS:
            break
    return MapFigure(
        label=_("Map of the results"),
        view_box=viewbox(),
        areas=areas(),
        points=tuple(points),
        caption=ngettext("%(n)s place on the map.", "%(n)s places on the map.", len(points))
        % {"n": len(points)},
        list_url=f"?{selection.query(view='list')}",
        point_size=9,
    )


def areas() -> tuple[Any, ...]:
    """Return the régions as a quiet background."""
    from lieucommun.design.shapes import Area

    return tuple(Area(outline.path_d, outline.name) for outline in outlines("region"))


def _place(record: RecordView, settings: DirectorySettings) -> MapFigure | None:
    placed = _projected(record, settings)
    if placed is None:
        return None
    point = Point(*placed, label=_("Here"), here=True)
    return MapFigure(_("Where it is"), viewbox(), areas(), (point,), point_size=12)


def _projected(record: RecordView, settings: DirectorySettings) -> tuple[float, float] | None:
    value = record.value(settings.fields.place) if settings.fields.place else None
    if not isinstance(value, dict) or "lat" not in value:
        return None
    return project(float(value["lat"]), float(value["lon"]))
