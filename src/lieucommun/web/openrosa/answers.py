"""Answers to devices: XML for OpenRosa clients, JSON for who asks it, and the headers of both."""

import json
from collections.abc import Mapping
from hashlib import md5
from xml.sax.saxutils import escape

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import parse_etags

RESPONSE = "http://openrosa.org/http/response"
REALM = 'Basic realm="lieu", charset="UTF-8"'
XML, JSON = "text/xml; charset=utf-8", "application/json"


class Stopped(Exception):  # noqa: N818 - reads as what it is where it is raised
    """An answer that is not the one hoped for, in words for whoever holds the device."""

    def __init__(
        self, code: str, status: int, text: str, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(text)
        self.code, self.status, self.text = code, status, text
        self.headers = dict(headers or {})

    def answer(self, request: HttpRequest) -> HttpResponse:
        """Return it as the device asked to be answered."""
        if self.status == 401 and not wants_json(request):  # noqa: PLR2004
            self.headers["WWW-Authenticate"] = REALM  # never to a browser: it would ask a password
        if wants_json(request):
            told = {"error": {"code": self.code, "text": self.text}}
            return HttpResponse(
                json.dumps(told, ensure_ascii=False),
                content_type=JSON,
                status=self.status,
                headers=self.headers,
            )
        return message(self.text, self.status, self.headers)


def wants_json(request: HttpRequest) -> bool:
    """Whether a device asks for JSON: the field app does."""
    return JSON in request.headers.get("Accept", "")


def message(
    text: str, status: int, headers: Mapping[str, str] | None = None, *, more: str = ""
) -> HttpResponse:
    """Return an OpenRosaResponse (OpenRosa HTTP API 1.0): a sentence that clients show."""
    body = (
        f'<OpenRosaResponse xmlns="{RESPONSE}">'
        f"<message>{escape(text)}</message>{more}</OpenRosaResponse>"
    )
    return HttpResponse(body, content_type=XML, status=status, headers=dict(headers or {}))


def dressed(response: HttpResponseBase) -> HttpResponseBase:
    """Add the headers of OpenRosa; answers are those of the device alone."""
    response.headers["X-OpenRosa-Version"] = "1.0"
    response.headers["X-OpenRosa-Accept-Content-Length"] = str(settings.LARGEST_REQUEST)
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


def md5_of(content: bytes) -> str:
    """Return the hash of a form or a file as OpenRosa writes it."""
    return f"md5:{md5(content, usedforsecurity=False).hexdigest()}"


def tagged(request: HttpRequest, response: HttpResponse, tag: str) -> HttpResponse:
    """Give a response its tag, or 304 to who has it already."""
    quoted = f'"{tag}"'
    given = request.headers.get("If-None-Match", "")
    if given and any(each.removeprefix("W/") == quoted for each in parse_etags(given)):
        return HttpResponse(status=304, headers={"ETag": quoted})
    response.headers["ETag"] = quoted
    return response


def xml(request: HttpRequest, body: str) -> HttpResponse:
    """Return a document with the tag of its content."""
    content = body.encode()
    return tagged(request, HttpResponse(content, content_type=XML), md5_of(content)[4:])


def as_json(request: HttpRequest, body: object) -> HttpResponse:
    """Return a body as JSON with the tag of its content."""
    content = json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return tagged(request, HttpResponse(content, content_type=JSON), md5_of(content)[4:])
