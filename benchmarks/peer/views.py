"""The peer’s one screen, and the same rows in JSON."""

from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.backends.django import DjangoTemplates

from benchmarks.records import departement
from benchmarks.vocabulary import KINDS, THEMES
from lieucommun.design.shapes import FacetGroup

from .models import Structure
from .queries import FACETS, Asked, Found, find

LONGEST_TEXT = 320
#: As many values of a facet as our screen shows.
MOST_VALUES = FacetGroup("", "", ()).most
ENGINE = DjangoTemplates(
    {
        "NAME": "peer",
        "DIRS": [Path(__file__).parent / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
)
TITLES = {"themes": "Thèmes", "genre": "Genre", "departement": "Département"}


def structures(request: HttpRequest) -> HttpResponse:
    """List structures: words, three filters, a page."""
    return _answer(request, FACETS)


def plain_structures(request: HttpRequest) -> HttpResponse:
    """List structures without counts by value."""
    return _answer(request, ())


def _answer(request: HttpRequest, facets: tuple[str, ...]) -> HttpResponse:
    asked = _asked(request)
    found = find(asked, facets=facets)
    context = {
        "rows": [_row(row) for row in found.rows],
        "total": found.total,
        "words": asked.words,
        "facets": [_facet(name, found, asked) for name in facets],
        "next": _next(found, asked) if found.more else "",
        "previous": asked.after is not None,
    }
    return HttpResponse(ENGINE.get_template("peer/structures.html").render(context, request))


def _asked(request: HttpRequest) -> Asked:
    key, _, pk = request.GET.get("after", "").rpartition(",")
    chosen = {name: tuple(request.GET.getlist(name)) for name in FACETS if name in request.GET}
    return Asked(request.GET.get("q", "").strip(), chosen, (key, int(pk)) if pk else None)


def _row(row: Structure) -> dict[str, Any]:
    text = row.text
    if len(text) > LONGEST_TEXT:
        text = text[:LONGEST_TEXT].rsplit(" ", 1)[0] + "…"
    tags = [THEMES[each.theme] for each in row.themes.all()]
    return {"slug": row.slug, "name": row.name, "text": text, "tags": tags}


def _facet(name: str, found: Found, asked: Asked) -> dict[str, Any]:
    return {
        "name": name,
        "title": TITLES[name],
        "values": [
            (value, _title(name, value), count, value in asked.chosen.get(name, ()))
            for value, count in found.facets[name][:MOST_VALUES]
        ],
    }


def _title(name: str, value: str) -> str:
    if name == "departement":
        return departement(value)
    return (THEMES if name == "themes" else KINDS)[value]


def _next(found: Found, asked: Asked) -> str:
    last = found.rows[-1]
    parts = [("q", asked.words)] if asked.words else []
    parts += [(name, value) for name, values in asked.chosen.items() for value in values]
    return "?" + urlencode([*parts, ("after", f"{last.name_key},{last.pk}")])


def json_structures(request: HttpRequest) -> JsonResponse:
    """List structures in JSON, by name, with how many there are."""
    rows = Structure.objects.order_by("name_key", "pk").prefetch_related("themes")
    found = rows[: int(request.GET.get("size", "20"))]
    items = [
        {
            "identifiant": row.slug,
            "nom": row.name,
            "presentation": row.text,
            "themes": sorted(each.theme for each in row.themes.all()),
            "genre": row.kind,
            "departement": row.departement,
            "commune": row.commune,
            "annee": row.year,
        }
        for row in found
    ]
    return JsonResponse({"items": items, "count": Structure.objects.count()})
