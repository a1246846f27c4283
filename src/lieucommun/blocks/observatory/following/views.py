"""Addresses of followed indicators: the list, and one indicator with what is entered of it."""

from collections.abc import Iterator
from typing import Any

from django.http import Http404, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.text import slugify
from django.views.decorators.http import require_http_methods, require_safe

from lieucommun.kernel.datasets.exchange.plain import FORMATS, write_plain
from lieucommun.kernel.datasets.exchange.streaming import spoken
from lieucommun.kernel.services.opening import PageRequest

from . import exporting, presenting
from .declared import day_in, declared
from .filling import Filling
from .grouping import title_of
from .opening import OpenSeries, visit
from .receiving import received
from .screens import opened_series, period_in, shown

Table = tuple[list[str], Iterator[list[Any]]]


@require_safe
def followings(request: PageRequest) -> HttpResponseBase:
    """Show the followed indicators of a page; `?state=` keeps some, `?format=` gives a file."""
    opened = request.opened
    if not declared(opened.service, opened.page):
        raise Http404
    here = visit(opened, day_in(opened.service, timezone.now()))
    context = presenting.listing(here, request.GET.get("state", ""))
    if kind := request.GET.get("format"):
        table = exporting.list_rows(here, context["asked"])
        return _file(request, kind, opened.title, "", table)
    return render(request, "observatory/following/listing.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def followed(request: PageRequest, indicator: str) -> HttpResponseBase:
    """Show a followed indicator, enter or correct a value of it.

    `?period=` names the one to enter, to correct or whose history is asked; `?format=` gives a
    file.
    """
    here = opened_series(request, indicator)
    if request.method == "POST":
        return received(request, here)
    if kind := request.GET.get("format"):
        title = title_of(here.declared, here.series.territory, here.opened.language)
        return _file(request, kind, title, indicator, exporting.one_rows(here))
    return _one(request, here)


def _one(request: PageRequest, here: OpenSeries) -> HttpResponseBase:
    period = period_in(request.GET.get("period", ""))
    entry = here.series.entries.get(period) if period else None
    filling = None
    if entry is not None and here.may_correct(entry):
        filling = Filling(here, entry)
    elif here.may_enter:
        filling = Filling(here, wanted=None if entry else period)
    return shown(request, here, filling, period=period)


def _file(
    request: PageRequest, kind: str, title: str, name: str, table: Table
) -> StreamingHttpResponse:
    """Answer with a table as a file; raises Http404 for a format that there is not."""
    if kind not in FORMATS:
        raise Http404(kind)
    content_type, blocks = write_plain(kind, title, *table)
    answer = StreamingHttpResponse(spoken(blocks), content_type=content_type)
    told = (request.opened.service.slug, request.opened.page.path, slugify(name))
    stem = "-".join(part.replace("/", "-") for part in told if part)
    answer["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return answer
