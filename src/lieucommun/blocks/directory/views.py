"""Screens of a directory: the list, its exports and its feed, and the sheet of one entry."""

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.services.opening import PageRequest

from . import exports, queries
from .presentation import present, present_sheet, sheet_elsewhere
from .selection import Selection


@require_safe
def entries(request: PageRequest) -> HttpResponse:
    """List what a selection finds; `?format=` takes it away as JSON, CSV, a sheet or a map."""
    opened = request.opened
    selection = Selection.read(request.GET, opened.settings)
    wanted = request.GET.get("format", "")
    if wanted in exports.FORMATS:
        return exports.answer(opened, selection, wanted, request.build_absolute_uri("/")[:-1])
    found = queries.listing(opened, selection)
    return render(request, "directory/entries.html", present(opened, selection, found))


@require_safe
def sheet(request: PageRequest, key: str) -> HttpResponse:
    """Show one entry whole, or lead to the page that shows it."""
    opened = request.opened
    if elsewhere := sheet_elsewhere(opened, key):
        return HttpResponseRedirect(elsewhere)
    try:
        record = queries.entry(opened, key)
    except UnknownRecord as missing:
        raise Http404(key) from missing
    return render(request, "directory/sheet.html", present_sheet(opened, record))


@require_safe
def feed(request: PageRequest) -> HttpResponse:
    """Give what changed last as an Atom feed."""
    return exports.feed(request.opened, request.build_absolute_uri("/")[:-1])
