"""What a visitor reads when something is missing, refused or broken."""

import logging
import secrets
import sys

from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render
from django.template.loader import render_to_string

from lieucommun.kernel.journal.actions import record_entry

logger = logging.getLogger(__name__)
LONGEST_KIND = 40


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at this address and offer ways on."""
    del exception
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is not open to this person."""
    del exception
    return render(request, "403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Give a reference for an unexpected failure, and keep it in the journal and the log."""
    reference = secrets.token_hex(4)
    kind = sys.exc_info()[0]
    logger.error("failure %s at %s", reference, request.path, exc_info=sys.exc_info())
    try:
        record_entry("failure", object_kind=_kind(kind), object_id=reference)
    except Error:
        logger.exception("the journal could not keep failure %s", reference)
    return HttpResponseServerError(_page(request, {"reference": reference}))


def _kind(failure: type[BaseException] | None) -> str:
    return failure.__name__[:LONGEST_KIND] if failure else "failure"


def _page(request: HttpRequest, context: dict[str, str]) -> str:
    """Return the page; what surrounds it may be what failed, and then it goes without."""
    try:
        return render_to_string("500.html", context, request)
    except Exception:
        logger.exception("the page of failure %s goes bare", context["reference"])
        return render_to_string("500.html", context)
