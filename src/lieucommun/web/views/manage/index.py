"""The pages that lead to everything one sees to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lieucommun.design.context import Link
from lieucommun.kernel.services.registry import published
from lieucommun.web.languages import content_language

from . import entries
from .access import Scope, for_coordinators, for_overseers


@for_coordinators
def place(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Lead a coordinator to what runs in the place, and to each of its services."""
    language = content_language(request)
    services = [
        Link(
            Scope(service).url(""),
            service.manifest.title.get(language),
            language=service.foreign(language),
        )
        for service in published()
    ]
    context = {**scope.context(_("See to the place")), "services": services}
    return _index(request, scope, context, entries.PLACE)


@for_overseers
def service(request: HttpRequest, scope: Scope) -> HttpResponse:
    """Lead whoever sees to a service to its jobs, its journal, its retention…"""
    return _index(request, scope, scope.context(_("See to this service")), entries.SERVICE)


def _index(
    request: HttpRequest,
    scope: Scope,
    context: dict[str, object],
    offered: tuple[entries.Entry, ...],
) -> HttpResponse:
    cards = [(scope.url(_tail(entry.route)), entry.title, entry.text) for entry in offered]
    return render(request, "web/manage/index.html", {**context, "cards": cards, "trail": ()})


def _tail(route: str) -> str:
    return route.partition("-")[2]
