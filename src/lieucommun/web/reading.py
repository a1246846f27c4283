"""Reads of personal fields are journaled: one entry per request and dataset, none when public."""

from collections.abc import Callable, Iterator
from contextvars import Context, copy_context
from typing import cast

from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase

from lieucommun.kernel.journal.reading import Readings, gathered


class ReadingMiddleware:
    """Write what a signed-in person was shown; an answer whose trace cannot be kept is not given.

    A streamed answer is journaled at its end, or where the visitor left it.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        with gathered() as readings:
            response = self.get_response(request)
            context = copy_context()
        if isinstance(response, StreamingHttpResponse) and not response.is_async:
            parts = cast("Iterator[bytes]", response.streaming_content)
            response.streaming_content = _followed(parts, context, readings, request)
        else:
            _keep(readings, request)
        return response


def _followed(
    parts: Iterator[bytes], context: Context, readings: Readings, request: HttpRequest
) -> Iterator[bytes]:
    """Yield a streamed answer, reading where its request gathers."""
    try:
        while (part := context.run(next, parts, None)) is not None:
            yield part
    finally:
        _keep(readings, request)


def _keep(readings: Readings, request: HttpRequest) -> None:
    if readings and request.user.is_authenticated:
        readings.keep(request.user.pk)
