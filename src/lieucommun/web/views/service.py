"""Open a page of a service: find it, ask the manifest who may see it, give it to its block."""

from typing import cast
from urllib.parse import quote

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import Resolver404, ResolverMatch, resolve, reverse

from lieucommun.design.shapes import Problem
from lieucommun.kernel.joining.queries import may_take
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.opening import OpenPage, PageRequest
from lieucommun.kernel.services.registry import (
    BrokenService,
    LoadedService,
    UnknownService,
    open_service,
)
from lieucommun.web.languages import content_language
from lieucommun.web.views.taking_away import offered


def load(slug: str) -> LoadedService:
    """Return a service by its slug; raises Http404, or BrokenService while it is being written."""
    try:
        return open_service(slug)
    except UnknownService as missing:
        raise Http404(slug) from missing


def service_page(request: HttpRequest, slug: str, rest: str = "") -> HttpResponse:
    """Serve `/s/<slug>/<rest>` through the block of the page whose path is the longest match."""
    try:
        service = load(slug)
    except BrokenService as broken:
        return problems(request, slug, broken)
    found = service.page_at(rest)
    if found is None:
        raise Http404(rest)
    page, remainder = found
    viewer = viewer_for(request.user, slug)
    opened = OpenPage(service, page, viewer, content_language(request))
    if not guard.opens(service, page):
        return withheld(request, opened)
    if not opened.allowed:
        return _not_for(request, opened)
    request = cast("PageRequest", request)
    request.opened = opened
    match = _match(opened, remainder)
    if rest and not rest.endswith("/") and not _is_file(rest):
        return _with_slash(request)
    if match is None:
        return render(request, "web/planned.html", {"opened": opened})
    instead = None if remainder else offered(request)
    return instead or cast("HttpResponse", match.func(request, *match.args, **match.kwargs))


def _not_for(request: HttpRequest, opened: OpenPage) -> HttpResponse:
    """Lead to sign-in, to a second factor, or to the role that the page asks for, if any."""
    if opened.viewer.person is None:
        return redirect_to_login(request.get_full_path(), settings.LOGIN_URL)
    if opened.viewer.withheld & set(opened.page.for_):
        return redirect_to_login(request.get_full_path(), "second-factor")
    if not may_take(request.user, opened.service, set(opened.page.for_)):
        raise PermissionDenied
    join = reverse("join", args=[opened.service.slug])
    return render(request, "403.html", {"join": join}, status=403)


def _match(opened: OpenPage, remainder: str) -> ResolverMatch | None:
    """Return the view of the page's block; None when the block is not there yet."""
    if opened.block is None:
        if remainder:
            raise Http404(remainder)
        return None
    whole = not remainder or remainder.endswith("/") or _is_file(remainder)
    slash = "" if whole else "/"
    try:
        return resolve(f"/{remainder}{slash}", opened.block.urlconf)
    except Resolver404 as missing:
        raise Http404(remainder) from missing


def _is_file(rest: str) -> bool:
    """Say whether an address is that of a file (`datapackage.json`), which ends without a slash."""
    return "." in rest.rpartition("/")[2]


def problems(request: HttpRequest, slug: str, broken: BrokenService) -> HttpResponse:
    """Show an author what `lieu check` says of the folder being written."""
    found = [
        Problem(
            diagnostic.path,
            diagnostic.line,
            diagnostic.column,
            diagnostic.code,
            diagnostic.message(),
            level=diagnostic.level.value,
        )
        for diagnostic in broken.diagnostics
    ]
    context = {"slug": slug, "diagnostics": found}
    return render(request, "web/problems.html", context, status=422)


def withheld(request: HttpRequest, opened: OpenPage) -> HttpResponse:
    """Say why this place keeps a page closed, and what whoever runs it must do."""
    cast("PageRequest", request).opened = opened
    manifest = opened.service.manifest
    context = {
        "opened": opened,
        "health": manifest.privacy is not None and manifest.privacy.sensitivity == "health",
    }
    return render(request, "web/withheld.html", context, status=403)


def _with_slash(request: HttpRequest) -> HttpResponse:
    query = f"?{request.META['QUERY_STRING']}" if request.META.get("QUERY_STRING") else ""
    return HttpResponseRedirect(quote(request.path) + "/" + query, preserve_request=True)
