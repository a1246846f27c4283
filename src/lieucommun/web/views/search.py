"""Search over everything public."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lieucommun.kernel.people.viewer import ANYONE
from lieucommun.kernel.search.queries import everywhere
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.services.registry import published
from lieucommun.kernel.territories import Territory, find
from lieucommun.kernel.territories import search as search_territories
from lieucommun.web.languages import content_language

LONGEST_QUERY = 200
TERRITORIES = 5


@dataclass(frozen=True, slots=True)
class Portrait:
    """What a service says of a territory; `foreign` is the language of its title, if another."""

    url: str
    title: str
    foreign: str = ""


@dataclass(frozen=True, slots=True)
class Place:
    """A territory that answers, where it is, and the portraits that services give of it."""

    territory: Territory
    inside: Territory | None
    portraits: tuple[Portrait, ...]


def search(request: HttpRequest) -> HttpResponse:
    """Show what answers a query: services, pages, records, territories, each with its link."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    language = content_language(request)
    context: dict[str, object] = {"query": query}
    if query:
        results = everywhere(query, language)
        places = _places(search_territories(query, limit=TERRITORIES), language)
        context.update(results=results, places=places, count=len(results) + len(places))
    return render(request, "web/search.html", context)


def _places(found: Iterable[Territory], language: str) -> list[Place]:
    pages = list(_public(language))
    return [
        Place(each, find(each.departement or "", "departement"), _portraits(pages, each))
        for each in found
    ]


def _portraits(pages: Iterable[OpenPage], territory: Territory) -> tuple[Portrait, ...]:
    found = []
    for opened in pages:
        address = opened.block.portrait(opened, territory) if opened.block else ""
        if address:
            service = opened.service
            title = service.manifest.title.get(opened.language)
            found.append(Portrait(address, title, service.foreign(opened.language)))
    return tuple(found)


def _public(language: str) -> Iterator[OpenPage]:
    """Yield the pages that anyone may open."""
    for service in published():
        for page in service.manifest.pages:
            opened = OpenPage(service, page, ANYONE, language)
            if opened.allowed and guard.opens(service, page):
                yield opened
