"""Screens and files of tables: the catalogue, a table, what of it is kept under a name."""

import uuid as uuids
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import (
    Http404,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    JsonResponse,
)
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lieucommun.kernel.datasets.saved.actions import (
    MOST_FILTERS,
    TooManyFiltersError,
    forget_filter,
    keep_filter,
)
from lieucommun.kernel.services.opening import OpenPage, PageRequest
from lieucommun.kernel.tables.browsing.running import TooCostly

from . import catalogue as cataloguing
from . import describing, presenting
from .asked import read_asked
from .exporting import FORMATS, exported
from .opening import Browsed, browsed

UNAVAILABLE = 503


def _tables(opened: OpenPage) -> dict[str, Browsed]:
    """Return the tables of a page; raises Http404 when it opens none."""
    found = browsed(opened)
    if not found:
        raise Http404("tables")
    return found


def _table(opened: OpenPage, name: str) -> Browsed:
    found = browsed(opened).get(name)
    if found is None:
        raise Http404(name)
    return found


def _origin(request: PageRequest) -> str:
    return request.build_absolute_uri("/").removesuffix("/")


@require_safe
def catalogue(request: PageRequest) -> HttpResponseBase:
    """Show every table that a page opens, with what fills it and the gaps of its totals."""
    opened = request.opened
    context = {
        "heading": _("Data"),
        "trail": presenting.trail_to(opened),
        "entries": cataloguing.entries(_tables(opened)),
        "gap_columns": cataloguing.gap_columns(),
    }
    return render(request, "observatory/tables/catalogue.html", context)


@require_safe
def table(request: PageRequest, table: str) -> HttpResponse:
    """Show a table as its address asks: columns, filters, order, groups, measures, page."""
    found = _table(request.opened, table)
    asked = read_asked(found.table, table, request.META.get("QUERY_STRING", ""))
    if "ask" in request.GET and not (asked.unread or asked.nowhere):
        return HttpResponseRedirect(_shortest(found, asked.query))
    context = presenting.presented(found, asked)
    costly = found.stored is not None and context["listing"] is None
    status = UNAVAILABLE if costly else None
    return render(request, "observatory/tables/table.html", context, status=status)


@require_safe
def file(request: PageRequest, table: str, kind: str) -> HttpResponseBase:
    """Answer with all that is asked of a table as a file."""
    found = _table(request.opened, table)
    if kind not in FORMATS or found.stored is None:
        raise Http404(kind)
    asked = read_asked(found.table, table, request.META.get("QUERY_STRING", ""))
    try:
        return exported(found, asked.question, kind)
    except TooCostly:
        context = presenting.bare(found, asked)
        return render(request, "observatory/tables/table.html", context, status=UNAVAILABLE)


@require_safe
def schema(request: PageRequest, table: str) -> JsonResponse:
    """Answer with the Table Schema of a table."""
    return _json(describing.schema(_table(request.opened, table)))


@require_safe
def package(request: PageRequest) -> JsonResponse:
    """Answer with the Data Package of the page."""
    opened = request.opened
    return _json(describing.package(opened, _tables(opened), _origin(request)))


@require_safe
def dcat(request: PageRequest) -> JsonResponse:
    """Answer with the catalogue in DCAT-AP."""
    opened = request.opened
    told = describing.dcat(opened, _tables(opened), _origin(request))
    return _json(told, "application/ld+json")


def _json(told: dict[str, Any], content_type: str = "application/json") -> JsonResponse:
    return JsonResponse(
        told, content_type=content_type, json_dumps_params={"ensure_ascii": False, "indent": 1}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PageRequest, table: str) -> HttpResponse:
    """Keep a question under a name; when nothing is sent, show the table."""
    found = _table(request.opened, table)
    if request.method != "POST":
        return HttpResponseRedirect(found.url())
    person = request.opened.viewer.person
    if person is None:
        raise PermissionDenied
    question = read_asked(found.table, table, request.POST.get("question", "")).question
    query = question.but(page=1).query()
    try:
        kept = keep_filter(
            request.opened, request.POST.get("name", ""), f"{table}?{query}", by=person
        )
    except TooManyFiltersError:
        said = ngettext(
            "You keep %(n)s question here, as many as is possible: forget one first.",
            "You keep %(n)s questions here, as many as is possible: forget one first.",
            MOST_FILTERS,
        )
        messages.error(request, said % {"n": MOST_FILTERS})
    except ValueError:
        messages.error(request, _("Give the question a name of 80 signs at most, then keep it."))
    else:
        messages.success(request, _("Kept: “%(name)s”.") % {"name": kept.name})
    return HttpResponseRedirect(_shortest(found, query))


def _shortest(found: Browsed, query: str) -> str:
    """Return the address of a question, without what a form sends empty."""
    return f"{found.url()}?{query}" if query else found.url()


@require_POST
def forget(request: PageRequest, table: str, uuid: uuids.UUID) -> HttpResponse:
    """Forget a question."""
    found = _table(request.opened, table)
    if request.opened.viewer.person is None:
        raise Http404
    forget_filter(request.opened, uuid, by=request.opened.viewer.person)
    messages.success(request, _("Forgotten."))
    return HttpResponseRedirect(found.url())
