"""`/api/`: what a person reads about the API, before a program calls it."""

from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.design.shapes import Cell, Column
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import site


@dataclass(frozen=True, slots=True)
class Addresses:
    """A service with the addresses of its part of the API; its title in a language of its own."""

    title: str
    foreign: str
    datasets: str
    description: str


@require_safe
def api_page(request: HttpRequest) -> HttpResponse:
    """Say what the API is, how to get a token, where each service is, what goes wrong."""
    language = content_language(request)
    context = {
        "heading": _("The API of this place"),
        "site": site(request),
        "services": [
            Addresses(
                service.manifest.title.get(language),
                service.foreign(language) or "",
                f"/api/services/{service.slug}/datasets",
                f"/api/services/{service.slug}/openapi.json",
            )
            for service in published()
            if service.manifest.datasets
        ],
        "calls": settings.API_CALLS,
        "columns": [Column(_("Status")), Column(_("What it says"))],
        "errors": _errors(),
    }
    return render(request, "web/api.html", context)


def _errors() -> list[tuple[Cell, Cell]]:
    """Return each status with the titles that come with it."""
    from lieucommun.web.api.problems import KINDS

    said: dict[int, list[str]] = {}
    for status, title in KINDS.values():
        said.setdefault(status, []).append(_(title))
    return [(str(status), " / ".join(titles)) for status, titles in said.items()]
