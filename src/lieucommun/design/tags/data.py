"""Parts of a screen that hold data: facets, counts, tables, figures, maps."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import template
from django.conf import settings
from django.utils.safestring import SafeString

from lieucommun.design.context import Link
from lieucommun.design.shapes import Column, DayBound, FacetGroup, MapFigure, Problem, Row, Term

from .shown import cents

register = template.Library()
COMPONENTS = "design/components"


@register.inclusion_tag(f"{COMPONENTS}/facets.html")
def facets(  # noqa: PLR0913 -- each is one part of the form
    groups: Sequence[FacetGroup],
    *,
    action: str = "",
    hidden: Iterable[tuple[str, str]] = (),
    search_label: str = "",
    search_value: str = "",
    search_name: str = "q",
    clear: str = "",
    target: str = "listing",
    days: Sequence[DayBound] = (),
) -> dict[str, Any]:
    """Show filters as a GET form; `hidden` keeps other parameters, `clear` removes all filters.

    `target` is the id of the element that holds filters and results, refreshed in place where
    scripts run.
    """
    checked = sum(choice.checked for group in groups for choice in group.choices)
    checked += sum(bool(day.value) for day in days)
    return {**locals(), "hidden": list(hidden)}


@register.inclusion_tag(f"{COMPONENTS}/count.html")
def count(
    text: str,
    *,
    note: str = "",
    views: Sequence[Link] = (),
    exports: Sequence[Link] = (),
    printable: bool = False,
) -> dict[str, Any]:
    """Say how many results there are, then how else to see or take them."""
    return locals()


@register.inclusion_tag(f"{COMPONENTS}/table.html")
def table(  # noqa: PLR0913 -- each is one part of the table
    columns: Sequence[Column],
    rows: Iterable[Row],
    caption: str,
    *,
    source: str = "",
    exports: Sequence[Link] = (),
    id: str = "table",  # noqa: A002 -- HTML's own word
    total: Row = (),
) -> dict[str, Any]:
    """Show rows under a caption; the first cell names its row; numbers align at the end."""
    body = [list(zip(columns, row, strict=True)) for row in rows]
    foot = list(zip(columns, total, strict=True)) if total else []
    return {**locals(), "rows": body, "total": foot}


@register.inclusion_tag(f"{COMPONENTS}/pagination.html")
def pagination(previous: str = "", next: str = "") -> dict[str, Any]:  # noqa: A002
    """Lead to the pages before and after, given by their addresses."""
    return {"previous": previous, "next": next}


@register.inclusion_tag(f"{COMPONENTS}/terms.html")
def terms(items: Sequence[Term | tuple[str, str | SafeString]]) -> dict[str, Any]:
    """Show a description list of (term, value) pairs; empty values are left out."""
    pairs = [item if isinstance(item, Term) else Term(*item) for item in items]
    return {"items": [pair for pair in pairs if pair.value not in ("", None)]}


@register.inclusion_tag(f"{COMPONENTS}/figure.html")
def figure(  # noqa: PLR0913 -- a figure never goes without these
    label: str,
    value: object,
    *,
    unit: str = "",
    places: int | None = None,
    period: str = "",
    source: str = "",
    source_url: str = "",
    note: str = "",
    declared: bool = False,
    before: str = "",
) -> dict[str, Any]:
    """Show one number with its unit, period and source; None reads "not evaluated".

    `before` qualifies it ("près de"); alone, it stands for the number ("plusieurs centaines").
    """
    if places is None and unit == "€":
        places = cents(value)
    return locals()


@register.inclusion_tag(f"{COMPONENTS}/map.html")
def map_figure(map: MapFigure, id: str = "map") -> dict[str, Any]:  # noqa: A002
    """Draw a map as SVG with its caption and the way to its list."""
    return {"map": map, "id": id}


@register.inclusion_tag(f"{COMPONENTS}/pick_map.html")
def pick_map(field: str, *, outlines: str = "territories/departements.geojson") -> dict[str, Any]:
    """Offer a map on which to choose the point of a field, by its id.

    Nothing is shown where the front was not built, or without JavaScript: the point is written.
    """
    return {"field": field, "outlines": outlines, "built": getattr(settings, "MAP_BUILT", False)}


@register.inclusion_tag(f"{COMPONENTS}/live_map.html")
def live_map(
    source: str, label: str, *, outlines: str = "territories/departements.geojson"
) -> dict[str, Any]:
    """Offer a map to move in, loaded on request; `source` is a GeoJSON address or `#id`.

    Nothing is shown where the front was not built, or without JavaScript: the drawn map remains.
    """
    return {
        "source": source,
        "label": label,
        "outlines": outlines,
        "built": getattr(settings, "MAP_BUILT", False),
    }


@register.inclusion_tag(f"{COMPONENTS}/problems.html")
def problems(found: Sequence[Problem]) -> dict[str, Any]:
    """List mistakes of a folder with their place, sentence and hint."""
    return {"problems": found}
