"""Screens of a network: sheets of labs and projects, index, canvas."""

import uuid
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from lieucommun.kernel.datasets.errors import ConflictError, InvalidRecord, NotAllowedError
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.limits.shield import examine
from lieucommun.kernel.services.opening import OpenPage, PageRequest

from . import actions, canvas, presentation, queries

LONGEST = 10


@require_safe
def index(request: PageRequest) -> HttpResponse:
    """Show the index of projects, or the list of canvases; sheets lead to their list."""
    opened = request.opened
    if opened.settings.show == "index":
        return render(request, "labs/index.html", presentation.index_context(opened))
    if opened.settings.show == "canvas":
        listed = canvas.canvases(opened)
        context = {"canvases": listed, "may_create": canvas.may_create(opened)}
        return render(request, "labs/canvases.html", context)
    listing = presentation.list_of(opened, opened.settings.dataset)
    if listing is None:
        raise Http404
    return HttpResponseRedirect(listing.url)


@require_safe
def sheet(request: PageRequest, key: str) -> HttpResponse:
    """Show a lab, a project, or a canvas."""
    opened = request.opened
    if opened.settings.show == "canvas":
        return _canvas(request, _canvas_record(request, key))
    if opened.settings.show == "index":
        raise Http404(key)
    try:
        record = queries.record_of(opened, str(opened.settings.dataset), key)
    except UnknownRecord as missing:
        raise Http404(key) from missing
    if opened.settings.show == "lab":
        return render(request, "labs/lab.html", presentation.lab_context(opened, record))
    return render(request, "labs/project.html", presentation.project_context(opened, record))


@require_http_methods(["GET", "HEAD", "POST"])
def new_canvas(request: PageRequest) -> HttpResponse:
    """Write a first version of a canvas."""
    opened = request.opened
    if opened.settings.show != "canvas":
        raise Http404
    if not canvas.may_create(opened):
        raise PermissionDenied
    return _form(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def edit_canvas(request: PageRequest, key: str) -> HttpResponse:
    """Write another version of a canvas."""
    record = _canvas_record(request, key)
    if not canvas.may_update(request.opened, record):
        raise PermissionDenied
    return _form(request, record)


@require_safe
def canvas_version(request: PageRequest, key: str, version: int) -> HttpResponse:
    """Show a former version of a canvas."""
    return _canvas(request, _canvas_record(request, key), version)


def _canvas_record(request: PageRequest, key: str) -> RecordView:
    opened = request.opened
    if opened.settings.show != "canvas":
        raise Http404(key)
    try:
        return canvas.canvas(opened, key)
    except UnknownRecord as missing:
        raise Http404(key) from missing


def _canvas(request: PageRequest, record: RecordView, version: int | None = None) -> HttpResponse:
    opened = request.opened
    versions = canvas.versions(opened, record)
    wanted = record.version if version is None else version
    shown = next((one for one in versions if one.version == wanted), None)
    if shown is None:
        raise Http404(str(version))
    former = next((one for one in versions if one.version < shown.version), None)
    context = {
        "heading": record.label(opened.language),
        "record": record,
        "shown": shown,
        "boxes": canvas.boxes(opened, shown.data, former.data if former else None),
        "versions": versions,
        "events": canvas.events(opened, versions),
        "is_former": shown.version != record.version,
        "may_update": canvas.may_update(opened, record),
    }
    return render(request, "labs/canvas.html", context)


def _form(request: PageRequest, record: RecordView | None) -> HttpResponse:
    """Ask for a version and save it; whatever goes wrong, what was typed is kept."""
    opened, sent = request.opened, request.POST
    context: dict[str, Any] = {
        "record": record,
        "back": opened.url(),
        "token": sent.get("token") or uuid.uuid4(),
        "version": _version(sent.get("version", "")) or (record.version if record else None),
    }
    values: dict[str, Any] = dict(record.data) if record else {}
    status = 200
    if request.method == "POST":
        values |= {name: sent.get(name, "") for name in canvas.names(opened)}
        context["examined"] = examined = examine(request, "canvas")
        if not examined.passes:
            return _shown(request, record, values, context, 429)
        try:
            return HttpResponseRedirect(_saved(opened, record, values, context))
        except InvalidRecord as invalid:
            told = {name: " ".join(found) for name, found in invalid.by_field().items()}
            context["errors"], status = told, 422
        except ConflictError as conflict:
            context |= {"conflict": conflict, "version": conflict.found}
            status = 409
        except NotAllowedError as refused:
            raise PermissionDenied from refused
    return _shown(request, record, values, context, status)


def _shown(
    request: PageRequest,
    record: RecordView | None,
    values: dict[str, Any],
    context: dict[str, Any],
    status: int,
) -> HttpResponse:
    opened = request.opened
    context["fields"] = canvas.specs(opened, values, context.get("errors"))
    context["heading"] = record.label(opened.language) if record else _("New canvas")
    answer = render(request, "labs/canvas_form.html", context, status=status)
    if status == 429:  # noqa: PLR2004
        answer.headers["Retry-After"] = str(max(1, context["examined"].retry_after))
    return answer


def _saved(
    opened: OpenPage, record: RecordView | None, values: dict[str, Any], context: dict[str, Any]
) -> str:
    if record is None:
        key = actions.start_canvas(opened, values, str(context["token"]))
    else:
        key = actions.save_canvas(opened, record, values, context["version"])
    return opened.url("sheet", key=key)


def _version(text: str) -> int | None:
    """Return the version that a form names; None for what is no version."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < LONGEST else None
