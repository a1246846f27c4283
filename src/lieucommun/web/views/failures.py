"""What a visitor reads when something is missing, refused or broken."""

import logging
import secrets
import sys

from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lieucommun.kernel.journal.actions import record_entry

logger = logging.getLogger(__name__)


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
        record_entry(
            "failure", object_kind=kind.__name__ if kind else "failure", object_id=reference
        )
    except DatabaseError:
        logger.exception("the journal could not keep failure %s", reference)
    return render(request, "500.html", {"reference": reference}, status=500)
