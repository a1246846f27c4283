"""The door of the API: who calls, how often, and every failure as problem details.

Loaded with the place's addresses; the API itself is imported at the first call.
"""

from typing import TYPE_CHECKING, cast

from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lieucommun.web.availability import is_unavailable

from .failures import keep_failure

if TYPE_CHECKING:
    from collections.abc import Callable

URLS = "lieucommun.web.api.urls"


@csrf_exempt  # a session only reads here; what writes is a token, which no browser sends by itself
def api(request: HttpRequest, rest: str = "") -> HttpResponseBase:
    """Answer a call; whatever goes wrong is told as problem details."""
    from lieucommun.web.api.problems import Problem

    asked_head = request.method == "HEAD"
    if asked_head:
        request.method = "GET"
    try:
        response = _called(request, rest)
    except Problem as problem:
        response = problem.answer()
    except RequestDataTooBig:
        response = Problem("too-large").answer()
    except Exception as failure:  # noqa: BLE001 - logged, journaled, and told with its reference
        reference = keep_failure(request)
        detail = _("Tell this reference to whoever runs this place: %(reference)s.")
        code = "unavailable" if is_unavailable(failure) else "failure"
        response = Problem(code, detail % {"reference": reference}).answer()
    if asked_head:
        request.method = "HEAD"
    return _private(request, response)


def _called(request: HttpRequest, rest: str) -> HttpResponseBase:
    from lieucommun.web.api.credentials import CallRequest, count_call, read_caller
    from lieucommun.web.api.problems import Problem

    try:
        match = resolve(f"/{rest}", URLS)
    except Resolver404 as missing:
        raise Problem("not-found", _("No address of the API is written so.")) from missing
    cast("CallRequest", request).caller = read_caller(request)
    allowance = count_call(request)
    view = cast("Callable[..., HttpResponseBase]", match.func)
    try:
        response = view(request, *match.args, **match.kwargs)
    except Problem as problem:
        response = problem.answer()
    if response.status_code == HttpResponseNotAllowed.status_code:
        response = Problem("method", headers={"Allow": response.headers["Allow"]}).answer()
    for name, value in allowance.items():
        response.headers.setdefault(name, value)
    return response


def _private(request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
    """Keep answers out of shared caches: they are those of who calls."""
    given = "Authorization" in request.headers
    response.headers.setdefault("Cache-Control", "no-store" if given else "no-cache")
    response.headers["X-Content-Type-Options"] = "nosniff"
    patch_vary_headers(response, ("Authorization",))
    return response
