"""Documents that services delivered: open one, and verify a paper by its code."""

import uuid as uuids

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.documents.codes import read_code
from lieucommun.kernel.documents.models import Delivered
from lieucommun.kernel.documents.queries import find, opens, verified
from lieucommun.kernel.files.queries import MissingContent
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service

from .files import given

LONGEST = 40


@require_safe
def download(request: HttpRequest, uuid: uuids.UUID) -> HttpResponseBase:
    """Give the PDF of a document to who reads, of its record, all that it tells."""
    document = find(uuid)
    record = _record(request, document) if document else None
    if document is None or record is None or not opens(record, document):
        raise Http404(str(uuid))
    try:
        return given(request, document.file, thumbnail=False)
    except MissingContent:
        return render(request, "web/unavailable.html", {"why": "missing"}, status=410)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Say whether the place delivered the paper that bears a code: its title and day, no more."""
    typed = request.GET.get("code", "")
    found = verified(typed)
    context = {
        "typed": typed[:LONGEST],
        "code": read_code(typed),
        "document": found,
        "told": _told(found, request) if found else [],
        "field": FieldSpec(
            "code",
            _("Code of the document"),
            value=typed[:LONGEST],
            help=_("At the bottom of each page, such as 4F7K-2M9T-QX5B."),
            autocomplete="off",
            required=True,
        ),
    }
    return render(request, "web/verify.html", context, status=404 if typed and not found else 200)


def _record(request: HttpRequest, document: Delivered) -> RecordView | None:
    try:
        service = open_service(document.service)
        dataset = service.dataset(document.dataset)
        if not guard.opens_records(service):
            return None
        viewer = viewer_for(request.user, service.slug)
        return query(dataset, viewer).get(str(document.record))
    except (UnknownService, BrokenService, UnknownRecord, KeyError):
        return None


def _told(document: Delivered, request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (_("Document"), document.title),
        (_("Service"), _title(document, request)),
        (_("Delivered on"), date_format(localtime(document.at), "DATE_FORMAT")),
        (_("Code"), document.code),
    ]


def _title(document: Delivered, request: HttpRequest) -> str:
    try:
        manifest = open_service(document.service).manifest
    except (UnknownService, BrokenService):
        return document.service
    return str(manifest.title.get(getattr(request, "LANGUAGE_CODE", "") or document.language))
