"""What can be taken away from a directory: JSON, CSV, sheets, a map, a feed."""

from itertools import islice

from django.http import HttpResponse, JsonResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.timezone import now

from lieucommun.kernel.datasets.exchange.streaming import streamed
from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.services.opening import OpenPage

from . import queries
from .presentation import sheet_url, text_of, title_of
from .selection import Selection

MOST_POINTS = 20_000
FORMATS = ("json", "csv", "xlsx", "ods", "geojson", "zip", "points")


def answer(opened: OpenPage, selection: Selection, wanted: str, origin: str) -> HttpResponse:
    """Give a selection in one of FORMATS; JSON by pages, the others whole and streamed.

    `points` is what the map in the page asks for: positions with a title and an address only.
    """
    if wanted == "json":
        return _json(opened, selection, origin)
    if wanted == "points":
        return JsonResponse({"type": "FeatureCollection", "features": _points(opened, selection)})
    records = queries.every(opened, selection)
    return streamed(wanted, queries.dataset_of(opened), records, opened.language)  # type: ignore[return-value]


def _json(opened: OpenPage, selection: Selection, origin: str) -> JsonResponse:
    found = queries.listing(opened, selection, size=queries.JSON_PAGE)
    here = origin + opened.url()
    items = with_names(found.dataset, found.entries.items)

    def turn(cursor: str | None) -> str | None:
        return f"{here}?{selection.query(format='json', cursor=cursor)}" if cursor else None

    return JsonResponse(
        {
            "items": [_item(opened, record, origin) for record in items],
            "count": found.total,
            "facets": {
                facet.field: [
                    {"value": value.code, "title": value.title, "count": value.count}
                    for value in facet.values
                ]
                for facet in found.facets
            },
            "next": turn(found.entries.next),
            "previous": turn(found.entries.previous),
        },
        json_dumps_params={"ensure_ascii": False},
    )


def _points(opened: OpenPage, selection: Selection) -> list[dict[str, object]]:
    place = opened.settings.fields.place
    features: list[dict[str, object]] = []
    found = islice(queries.every(opened, selection), MOST_POINTS) if place else ()
    for record in found:
        point = record.value(place)
        if isinstance(point, dict) and "lat" in point:
            where = {"type": "Point", "coordinates": [point["lon"], point["lat"]]}
            said = {"title": title_of(opened, record), "url": sheet_url(opened, record)}
            features.append({"type": "Feature", "geometry": where, "properties": said})
    return features


def _item(opened: OpenPage, record: RecordView, origin: str) -> dict[str, object]:
    return {
        "id": str(record.uuid),
        "key": record.key or None,
        "label": record.label(opened.language),
        "url": origin + sheet_url(opened, record),
        "updated_at": record.updated_at.isoformat(),
        "data": dict(record.data),
    }


def feed(opened: OpenPage, origin: str) -> HttpResponse:
    """Return an Atom feed (RFC 4287) of what changed last."""
    records = queries.latest(opened)
    atom = Atom1Feed(
        title=f"{opened.title} – {opened.service.manifest.title.get(opened.language)}",
        link=origin + opened.url(),
        description="",
        language=opened.language,
        feed_url=origin + opened.url("feed"),
    )
    for record in records:
        atom.add_item(
            title=title_of(opened, record),
            link=origin + sheet_url(opened, record),
            description=text_of(opened, record),
            unique_id=f"urn:uuid:{record.uuid}",
            updateddate=record.updated_at,
            pubdate=record.created_at,
        )
    if not records:
        atom.feed["updated"] = now()
    return HttpResponse(atom.writeString("utf-8"), content_type="application/atom+xml")
