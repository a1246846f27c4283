"""Headers that every answer carries."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from lieucommun.design.policy import POLICY


class HeadersMiddleware:
    """Add the content security policy, and keep personal answers out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", POLICY)
        response.headers.setdefault(
            "Permissions-Policy", "geolocation=(self), camera=(self), microphone=(self)"
        )
        response.headers.setdefault("Cross-Origin-Resource-Policy", "same-origin")
        if _is_personal(request, response):
            response.headers["Cache-Control"] = "no-store"
        elif "Authorization" in request.headers:  # a token's answer, unless its view knows better
            response.headers.setdefault("Cache-Control", "no-store")
        if _signs_out(response):
            response.headers["Clear-Site-Data"] = '"cache"'
        return response


def _is_personal(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether a session comes with the request or leaves with the answer.

    The cookie is enough to tell: asking who it is would need a database that may be down.
    """
    name = settings.SESSION_COOKIE_NAME
    return (name in request.COOKIES or name in response.cookies) and not request.path.startswith(
        settings.STATIC_URL
    )


def _signs_out(response: HttpResponse) -> bool:
    """Whether the answer takes the session away: the browser then forgets the pages it kept."""
    cookie = response.cookies.get(settings.SESSION_COOKIE_NAME)
    return cookie is not None and cookie["max-age"] == 0
