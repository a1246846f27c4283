"""What the network adds to the home of the place: the map of the labs, the index by theme."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lieucommun.design.context import Link
from lieucommun.design.shapes import Area, MapFigure
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.services.blocks import HomePart
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.territories import outlines, viewbox

from . import queries
from .presentation import list_of

if TYPE_CHECKING:
    from .settings import LabsSettings


def home_parts(opened: OpenPage) -> list[HomePart]:
    """Return the map of the labs and the index by theme, for the home of the place."""
    settings: LabsSettings = opened.settings
    if settings.show != "index" or settings.labs is None:
        return []
    regions = queries.labs_by_region(opened)
    names = {lab.address: lab.label(opened.language) for labs in regions.values() for lab in labs}
    parts = [HomePart("hero", "labs/home_map.html", home_map(opened, regions), names)]
    if settings.by and settings.projects:
        parts.append(HomePart("section", "labs/home_themes.html", home_themes(opened)))
    return parts


def home_map(opened: OpenPage, regions: Mapping[str, Sequence[RecordView]]) -> dict[str, Any]:
    """Return the map of the régions with how many labs each has, and the list it stands for."""
    total = sum(len(labs) for labs in regions.values())
    directory = list_of(opened, opened.settings.labs)
    areas = []
    for outline in outlines("region"):
        key = f"region:{outline.code}"
        labs = regions.get(key, [])
        said = ngettext("%(n)s lab", "%(n)s labs", len(labs)) % {"n": len(labs)}
        url = f"{directory.url}?region={key}" if directory and labs else ""
        areas.append(
            Area(
                outline.path_d,
                f"{outline.name} ({said})" if labs else outline.name,
                value=str(len(labs)) if labs else "",
                url=url,
                level=1 if labs else 0,
                x=outline.label_x,
                y=outline.label_y,
            )
        )
    caption = ngettext("%(n)s lab", "%(n)s labs", total) % {"n": total}
    places = ngettext("in %(n)s region.", "in %(n)s regions.", len(regions)) % {"n": len(regions)}
    figure = MapFigure(
        label=_("Labs by region"),
        view_box=viewbox(),
        areas=tuple(areas),
        caption=f"{caption} {places}",
        list_url=directory.url if directory else "",
        text_size=34,
    )
    return {"map": figure}


def home_themes(opened: OpenPage) -> dict[str, Any]:
    """Return the first index with its counts, and the way to the whole."""
    projects = list_of(opened, opened.settings.projects)
    name, title, groups = next(iter(queries.index(opened)))
    links = [
        (
            Link(f"{projects.url}?{name}={group.code}" if projects else "", group.title),
            len(group.records),
        )
        for group in groups
        if group.code
    ]
    return {"title": title, "links": links, "index": opened.url(), "foreign": opened.foreign}
