"""What a visitor reads when a request is stopped at the door: unreadable, too large, too often.

A program that asks for JSON gets the same sentences as problem details (RFC 9457).
"""

import logging
import math

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.multipartparser import MultiPartParserError
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

logger = logging.getLogger(__name__)
MEGABYTE = 1024 * 1024
#: Seconds after which a database that did not answer is worth another try.
DATABASE_RETRY = 30
_TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a request cannot be read, or holds more than is read (Django's handler400)."""
    if isinstance(exception, RequestDataTooBig):
        return too_large(request, settings.DATA_UPLOAD_MAX_MEMORY_SIZE)
    if isinstance(exception, TooManyFieldsSent) and request.method in {"GET", "HEAD"}:
        return address_too_long(request)
    if isinstance(exception, _TOO_MUCH):
        return stopped(
            request,
            413,
            _("This form holds too many answers"),
            _("More answers or files were sent at once than a place reads. Nothing was kept."),
            _("Go back to the page before and send fewer at a time."),
        )
    if isinstance(exception, MultiPartParserError):
        reason = _("What was sent arrived incomplete. Nothing was kept.")
    else:
        reason = _("Something in the address or in what was sent is not as a browser writes it.")
    way_on = _("Go back to the page before, reload it and try again.")
    return stopped(request, 400, _("This request could not be read"), reason, way_on)


def too_large(request: HttpRequest, most: int) -> HttpResponse:
    """Say how much may be sent at once (bytes)."""
    reason = _("At most %(number)s MB can be sent at once here. Nothing was kept.") % {
        "number": max(1, most // MEGABYTE)
    }
    way_on = _("Go back, choose a smaller file or cut it in parts, then send again.")
    return stopped(request, 413, _("What you sent is too large"), reason, way_on)


def address_too_long(request: HttpRequest) -> HttpResponse:
    """Say that an address holds too much."""
    return stopped(
        request,
        414,
        _("This address is too long"),
        _("It asks for more at once than a place reads."),
        _("Choose fewer filters or fewer words, then try again."),
    )


def too_many(request: HttpRequest, retry_after: int) -> HttpResponse:
    """Say in how long one may try again, and that several people may share an address."""
    answer = stopped(
        request,
        429,
        _("Too many tries in a short time"),
        _("Someone on your connection sent a great deal at once. Wait %(time)s, then send again.")
        % {"time": _waiting(retry_after)},
        _(
            "The page before still holds what you entered: go back to it. If many people share "
            "your connection and this goes on, write to those who run this place."
        ),
    )
    answer.headers["Retry-After"] = str(retry_after)
    return answer


def unavailable(request: HttpRequest, reference: str) -> HttpResponse:
    """Say that the database does not answer for now."""
    answer = stopped(
        request,
        503,
        _("The place does not answer for now"),
        _("Its database is busy or being looked after. What you had seen confirmed is kept."),
        _("Wait half a minute and try again; if you were sending something, send it again."),
        reference=reference,
    )
    answer.headers["Retry-After"] = str(DATABASE_RETRY)
    return answer


def stopped(
    request: HttpRequest, status: int, heading: str, reason: str, way_on: str, reference: str = ""
) -> HttpResponse:
    """Return the page of a stopped request, bare when what surrounds it fails as well."""
    if _wants_json(request):
        told: dict[str, object] = {"type": "about:blank", "title": heading, "status": status}
        told |= {"detail": f"{reason} {way_on}"} | ({"reference": reference} if reference else {})
        return JsonResponse(told, status=status, content_type="application/problem+json")
    context = {"heading": heading, "reason": reason, "way_on": way_on, "reference": reference}
    return HttpResponse(page("web/stopped.html", context, request), status=status)


def page(template: str, context: dict[str, str], request: HttpRequest) -> str:
    """Return a page; what surrounds it may be what failed, and then it goes without."""
    try:
        return render_to_string(template, context, request)
    except Exception:
        logger.exception("the page %s goes bare", template)
        return render_to_string(template, context)


def _wants_json(request: HttpRequest) -> bool:
    if request.path.startswith("/api/"):
        return True
    return request.get_preferred_type(["text/html", "application/json"]) == "application/json"


def _waiting(seconds: int) -> str:
    if seconds < 90:  # noqa: PLR2004
        return _("%(number)s s") % {"number": seconds}
    return _("%(number)s min") % {"number": math.ceil(seconds / 60)}
