"""Search over everything public."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lieucommun.kernel.search.queries import everywhere
from lieucommun.kernel.territories import search as search_territories
from lieucommun.web.languages import content_language

LONGEST_QUERY = 200


def search(request: HttpRequest) -> HttpResponse:
    """Show what answers a query: services, pages, records, territories, each with its link."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    language = content_language(request)
    context: dict[str, object] = {"query": query}
    if query:
        context["results"] = everywhere(query, language)
        context["territories"] = search_territories(query, limit=5)
    return render(request, "web/search.html", context)
