"""What screens about the people of a service share: who asks, where, and under which bar."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from lieucommun.kernel.people.models import Person
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import OpenPage, PageRequest
from lieucommun.kernel.services.registry import BrokenService
from lieucommun.web.languages import content_language
from lieucommun.web.views.service import load, problems

View = Callable[..., HttpResponseBase]


def in_service(view: View) -> View:
    """Give a view the service of its slug; a folder being written shows its mistakes instead."""

    @wraps(view)
    def opened(request: HttpRequest, slug: str, **captured: Any) -> HttpResponseBase:
        try:
            service = load(slug)
        except BrokenService as broken:
            return problems(request, slug, broken)
        return view(request, service, **captured)

    return opened


def person(request: HttpRequest) -> Person:
    """Return who is signed in; views behind `login_required` have someone."""
    return cast("Person", request.user)


def site(request: HttpRequest) -> str:
    """Return the address of the place, for the links of letters."""
    return request.build_absolute_uri("/").removesuffix("/")


def context_of(request: HttpRequest, service: LoadedService) -> dict[str, object]:
    """Return what screens about a service are given; they stand under its bar."""
    language = content_language(request)
    found = service.page_at("")
    if found:
        viewer = viewer_for(request.user, service.slug)
        opened = OpenPage(service, found[0], viewer, language)
        cast("PageRequest", request).opened = opened
    return {
        "service": service,
        "service_title": service.manifest.title.get(language),
        "foreign": service.foreign(language),
        "layout": "design/service.html" if found else "design/base.html",
    }
