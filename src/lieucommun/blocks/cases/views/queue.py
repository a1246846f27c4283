"""The queue: cases narrowed as someone asks, with the columns that the manifest names."""

import uuid as uuids

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lieucommun.blocks.cases import queries
from lieucommun.blocks.cases.asking import Asked
from lieucommun.blocks.cases.listing import listing
from lieucommun.kernel.datasets.exchange.streaming import streamed
from lieucommun.kernel.datasets.saved.actions import (
    MOST_FILTERS,
    TooManyFiltersError,
    forget_filter,
    keep_filter,
)
from lieucommun.kernel.services.opening import PageRequest

FORMATS = ("csv", "xlsx", "ods", "json", "zip")


@require_safe
def queue(request: PageRequest) -> HttpResponse:
    """Show the queue; `?format=` takes away what is asked for as a file."""
    opened = request.opened
    asked = Asked.read(request.GET, opened)
    wanted = request.GET.get("format", "")
    if wanted in FORMATS:
        records = asked.records(opened).iterate()
        return streamed(wanted, queries.dataset_of(opened), records, opened.language)  # type: ignore[return-value]
    context = listing(opened, asked, request.GET.get("cursor", ""))
    return render(request, "cases/queue.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: PageRequest) -> HttpResponse:
    """Keep what is asked of the queue under a name; when nothing is sent, show the queue."""
    opened = request.opened
    if request.method != "POST":
        return HttpResponseRedirect(opened.url())
    asked = Asked.read(QueryDict(request.POST.get("question", "")), opened)
    if opened.viewer.person is None:
        raise PermissionDenied
    try:
        kept = keep_filter(
            opened, request.POST.get("name", ""), asked.query(), by=opened.viewer.person
        )
    except TooManyFiltersError:
        messages.error(
            request,
            ngettext(
                "You keep %(n)s filter here, as many as is possible: forget one first.",
                "You keep %(n)s filters here, as many as is possible: forget one first.",
                MOST_FILTERS,
            )
            % {"n": MOST_FILTERS},
        )
    except ValueError:
        messages.error(request, _("Give the filter a name of 80 signs at most, then keep it."))
    else:
        messages.success(request, _("Kept: “%(name)s”.") % {"name": kept.name})
    return _back(request, asked)


@require_POST
def forget(request: PageRequest, uuid: uuids.UUID) -> HttpResponse:
    """Forget a filter."""
    if request.opened.viewer.person is None:
        raise Http404
    forget_filter(request.opened, uuid, by=request.opened.viewer.person)
    messages.success(request, _("Forgotten."))
    return _back(request, Asked())


def _back(request: PageRequest, asked: Asked) -> HttpResponse:
    told = asked.query()
    return HttpResponseRedirect(request.opened.url() + (f"?{told}" if told else ""))
