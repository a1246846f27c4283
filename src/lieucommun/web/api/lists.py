"""Lists, counts and totals: what is asked of a query, written as the API says it."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, StreamingHttpResponse
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.exchange.streaming import streamed
from lieucommun.kernel.datasets.exchange.writers import WRITERS
from lieucommun.kernel.datasets.paging import UnknownCursorError
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.web.languages import content_language

from .answers import record_body
from .asking import (
    LONGEST_CURSOR,
    MOST,
    NARROWING,
    PAGING,
    SIZE,
    Asking,
    filterable,
    narrowed,
    ordered,
)
from .opening import Opened
from .problems import Problem

THRESHOLD = 5
MOST_GROUPS = 3


def records_body(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Return a page of what is asked; raises Problem."""
    asking, found = Asking(request.GET), opened.records
    asking.only([*filterable(found), *NARROWING, *PAGING])
    found = ordered(asking, narrowed(asking, found))
    size = asking.number("size", SIZE, MOST)
    cursor = asking.text("cursor", LONGEST_CURSOR)
    asking.close()
    try:
        page = found.page(size, cursor or None, strict=True)
    except UnknownCursorError as wrong:
        detail = _("This cursor is of another list, or damaged; start again without it.")
        asking.refuse("cursor", "cursor", detail)
        asking.close()
        raise AssertionError from wrong
    language = content_language(request)
    return {
        "items": [record_body(record, language) for record in page.items],
        "count": found.count(),
        "next": _turned(request, opened, page.next),
        "previous": _turned(request, opened, page.previous),
        "relaxed": page.relaxed,
    }


def facets_body(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Return how many records have each value of the fields asked; raises Problem."""
    asking, found = Asking(request.GET), opened.records
    known = filterable(found)
    asking.only([*known, "q", "near", "km", "within", "state", "field"])
    names = _fields(asking, "field", known, len(known)) or known
    found = narrowed(asking, found)
    asking.close()
    counted = found.facets(*names)
    named = opened.reading(content_language(request))
    facets = {}
    for name, values in counted.items():
        titles = titles_of(opened.dataset.fields[name], [each.value for each in values], named)
        facets[name] = [
            {"value": each.value, "title": titles.get(each.value, each.value), "count": each.count}
            for each in values
        ]
    return {"count": found.count(), "facets": facets}


def totals_body(request: HttpRequest, opened: Opened) -> dict[str, Any]:
    """Return how many records there are by groups, small ones kept secret; raises Problem."""
    asking, found = Asking(request.GET), opened.records
    known = filterable(found)
    asking.only([*known, "within", "state", "by"])
    by = _fields(asking, "by", known, MOST_GROUPS)
    if not by:
        detail = _("Say by which fields to count, among: %(known)s.")
        asking.refuse("by", "required", detail % {"known": ", ".join(known) or "–"})
    found = narrowed(asking, found)
    asking.close()
    cells = found.aggregate(by, THRESHOLD)
    return {
        "by": by,
        "threshold": THRESHOLD,
        "cells": [
            {"values": dict(zip(by, cell.values, strict=True)), "count": cell.count}
            for cell in cells
        ],
    }


def export(request: HttpRequest, opened: Opened, wanted: str) -> StreamingHttpResponse:
    """Return every record asked, streamed in a format; raises Problem."""
    if wanted not in WRITERS:
        known = ", ".join(WRITERS)
        raise Problem("not-found", _("Exports are made as: %(known)s.") % {"known": known})
    asking, found = Asking(request.GET), opened.records
    asking.only([*filterable(found), *NARROWING])
    found = ordered(asking, narrowed(asking, found))
    asking.close()
    answer = streamed(wanted, opened.dataset, found.iterate(), content_language(request))
    name = f"{opened.service.slug}-{opened.dataset.name}.{wanted}"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _fields(asking: Asking, parameter: str, known: list[str], most: int) -> list[str]:
    names = asking.values(parameter) if parameter in asking.given else []
    if not set(names) <= set(known) or len(names) > most:
        detail = _("At most %(most)s fields are expected, among: %(known)s.")
        detail %= {"most": most, "known": ", ".join(known) or "–"}
        asking.refuse(parameter, "field", detail)
    return names


def _turned(request: HttpRequest, opened: Opened, cursor: str | None) -> str | None:
    if cursor is None:
        return None
    asked = [
        (name, value)
        for name, values in request.GET.lists()
        for value in values
        if name != "cursor"
    ]
    return f"{opened.address}?{urlencode([*asked, ('cursor', cursor)])}"
