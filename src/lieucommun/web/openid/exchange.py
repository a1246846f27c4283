"""Requests to the provider: few, short, over HTTPS, never led elsewhere."""

import base64
import ipaddress
import json
import urllib.error
import urllib.request
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode, urlsplit

TIMEOUT = 10
LONGEST = 256 * 1024


class ProviderError(Exception):
    """The provider cannot be trusted, or does not answer; the text is for the log, in English."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What the provider answered."""

    kind: str
    body: bytes

    def json(self) -> dict[str, Any]:
        """Return the object that it holds. Raises ProviderError."""
        try:
            found = json.loads(self.body)
        except ValueError as wrong:
            raise ProviderError("the answer is not JSON") from wrong
        if not isinstance(found, dict):
            raise ProviderError("the answer is not an object")
        return found


class _Straight(urllib.request.HTTPRedirectHandler):
    """Refuse to be led elsewhere: what was asked carries a secret."""

    def redirect_request(self, req: Any, *_: Any) -> None:
        raise ProviderError(f"{req.full_url} leads elsewhere")


def get(url: str, *, token: str = "") -> Answer:
    """Ask for an address of the provider, with an access token or none. Raises ProviderError."""
    headers = {"Authorization": f"Bearer {token}"} if token else {}
    return _ask(urllib.request.Request(_safe(url), headers=headers))  # noqa: S310 - _safe


def post(url: str, fields: dict[str, str], *, basic: tuple[str, str] | None) -> Answer:
    """Send a form to the provider; `basic` is how this place says who it is, unless in the form.

    Raises ProviderError.
    """
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if basic:
        # RFC 6749, 2.3.1: both parts are form-encoded before they are joined.
        pair = ":".join(quote(part, safe="") for part in basic)
        headers["Authorization"] = f"Basic {base64.b64encode(pair.encode()).decode()}"
    body = urlencode(fields).encode()
    return _ask(urllib.request.Request(_safe(url), body, headers))  # noqa: S310 - _safe


def _ask(request: urllib.request.Request) -> Answer:
    request.add_header("Accept", "application/json, application/jwt")
    near = [urllib.request.ProxyHandler({})] if _loopback(request.full_url) else []
    opener = urllib.request.build_opener(_Straight, *near)
    try:
        with opener.open(request, timeout=TIMEOUT) as answer:
            body = answer.read(LONGEST + 1)
            kind = answer.headers.get_content_type()
    except (OSError, ValueError) as failed:
        raise ProviderError(f"{request.full_url}: {failed}") from failed
    if len(body) > LONGEST:
        raise ProviderError(f"{request.full_url} answers too much")
    return Answer(kind, body)


def _safe(url: str) -> str:
    """Return an address that nobody between here and there reads. Raises ProviderError."""
    if urlsplit(url).scheme != "https" and not _loopback(url):
        raise ProviderError(f"{url} is not https")
    return url


def _loopback(url: str) -> bool:
    parts = urlsplit(url)
    host = parts.hostname or ""
    try:
        near = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        near = False
    return near and parts.scheme in {"http", "https"}
