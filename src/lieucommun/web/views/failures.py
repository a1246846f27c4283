"""What a visitor reads when something is missing, refused or broken."""

import logging
import secrets
import sys

from django.contrib.auth.views import redirect_to_login
from django.db import Error
from django.http import HttpRequest, HttpResponse, HttpResponseServerError
from django.shortcuts import render

from lieucommun.kernel.journal.actions import record_entry
from lieucommun.kernel.people.second_factor import withheld
from lieucommun.web.availability import is_unavailable

from .stopped import page, unavailable

logger = logging.getLogger(__name__)
LONGEST_KIND = 40


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that nothing is at this address and offer ways on."""
    del exception
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that this page is not open to this person, unless a second factor may open it."""
    del exception
    if request.method in {"GET", "HEAD"} and withheld(request.user):
        return redirect_to_login(request.get_full_path(), "second-factor")
    return render(request, "403.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    """Give a reference for an unexpected failure, and keep it in the journal and the log.

    A database that does not answer for now is told as such: what fails then is not the place.
    """
    reference = keep_failure(request)
    if is_unavailable(sys.exc_info()[1]):
        return unavailable(request, reference)
    return HttpResponseServerError(page("500.html", {"reference": reference}, request))


def keep_failure(request: HttpRequest) -> str:
    """Keep the exception being handled in the log, and the journal; return its reference.

    The journal is not asked to keep that its own database does not answer.
    """
    reference = secrets.token_hex(4)
    kind, failure, _trace = sys.exc_info()
    logger.error("failure %s at %s", reference, request.path, exc_info=sys.exc_info())
    if is_unavailable(failure):
        return reference
    try:
        record_entry("failure", object_kind=_kind(kind), object_id=reference)
    except Error:
        logger.exception("the journal could not keep failure %s", reference)
    return reference


def _kind(failure: type[BaseException] | None) -> str:
    return failure.__name__[:LONGEST_KIND] if failure else "failure"
