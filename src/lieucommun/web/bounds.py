"""How much one request may hold, looked at before any of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from .views import stopped

#: Characters of an address, its question included: what browsers and proxies carry safely.
LONGEST_ADDRESS = 8_000


class BoundsMiddleware:
    """Stop what announces too large a body or has too long an address, with a page that says so."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if len(request.path) + len(request.META.get("QUERY_STRING", "")) > LONGEST_ADDRESS:
            return stopped.address_too_long(request)
        if _announced(request) > settings.LARGEST_REQUEST:
            return stopped.too_large(request, settings.LARGEST_REQUEST)
        return self.get_response(request)


def _announced(request: HttpRequest) -> int:
    """Return the size that a request announces; Django reads no more than that of it."""
    try:
        return int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return 0
