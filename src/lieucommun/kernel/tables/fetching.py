"""A file brought from an address, when an operator asks: public, over HTTPS, bounded.

Each address, those of redirections too, is looked up once and held to, as for webhooks.
"""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException, HTTPResponse
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urljoin, urlsplit

from django.conf import settings
from django.utils.translation import gettext, gettext_noop

from lieucommun.kernel.webhooks.addresses import RefusedAddress, checked
from lieucommun.kernel.webhooks.sending import Connection

from . import keeping

MB = 1024 * 1024
BLOCK = 256 * 1024
MOST_HOPS = 5
#: Seconds for each step of a connection, and for the whole of it.
STEP, WHOLE = 30.0, 3_600.0
OK, REDIRECTED = 200, frozenset({301, 302, 303, 307, 308})
_NAME = re.compile(r"""filename\*?=(?:UTF-8'')?"?([^";]+)"?""")
_UNFIT = re.compile(r"[^\w. -]+")

SENTENCES = {
    "address": gettext_noop(
        "“%(url)s” cannot be fetched: an address over HTTPS, to a public site."
    ),
    "status": gettext_noop("“%(url)s” answers %(status)s, not a file."),
    "hops": gettext_noop("“%(url)s” leads to too many other addresses."),
    "heavy": gettext_noop(
        "The file at “%(url)s” is larger than %(most)s MB (LIEU_TABLES_LARGEST)."
    ),
    "broken": gettext_noop("“%(url)s” could not be fetched to its end: try again later."),
}


class RefusedFetch(Exception):  # noqa: N818 - an answer to who asks
    """An address from which nothing comes; carries a code of SENTENCES and its parameters."""

    def __init__(self, code: str, **params: object) -> None:
        super().__init__(code)
        self.code = code
        self.params = params

    def __str__(self) -> str:
        return gettext(SENTENCES[self.code]) % self.params


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file that was brought, and its name there."""

    path: Path
    name: str


@contextmanager
def fetched(url: str, progress: Callable[[float], None] | None = None) -> Iterator[Fetched]:
    """Bring a file, for as long as it is needed; raises RefusedFetch."""
    with keeping.making() as folder:
        path = folder / "fetched"
        yield Fetched(path, _bring(url, path, progress))


def _bring(url: str, path: Path, progress: Callable[[float], None] | None) -> str:
    """Write a file, wherever its address leads; return its name."""
    until, at = time.monotonic() + WHOLE, url
    for _ in range(MOST_HOPS + 1):
        try:
            with _asked(at) as answer:
                further = answer.headers.get("Location")
                if answer.status in REDIRECTED and further:
                    at = urljoin(at, further)
                    continue
                if answer.status != OK:
                    raise RefusedFetch("status", url=at, status=answer.status)
                _write(answer, path, url, until, progress)
                return _name(answer, at)
        except (OSError, HTTPException):
            raise RefusedFetch("broken", url=at) from None
    raise RefusedFetch("hops", url=url)


@contextmanager
def _asked(url: str) -> Iterator[HTTPResponse]:
    """Ask an address that was checked; raises RefusedFetch, OSError or HTTPException."""
    try:
        target = checked(url)
    except RefusedAddress:
        raise RefusedFetch("address", url=url) from None
    connection = Connection(target, STEP)
    try:
        headers = {"Host": target.named, "Accept-Encoding": "identity", "Accept": "*/*"}
        connection.request("GET", target.path, headers=headers)
        with connection.getresponse() as answer:
            yield answer
    finally:
        connection.close()


def _write(
    answer: HTTPResponse,
    path: Path,
    url: str,
    until: float,
    progress: Callable[[float], None] | None,
) -> None:
    most = settings.TABLES_LARGEST
    told = int(answer.headers.get("Content-Length") or 0)
    done = 0
    if told > most * MB:
        raise RefusedFetch("heavy", url=url, most=most)
    with path.open("wb") as file:
        while block := answer.read(BLOCK):
            done += len(block)
            if done > most * MB:
                raise RefusedFetch("heavy", url=url, most=most)
            if time.monotonic() > until:
                raise RefusedFetch("broken", url=url)
            file.write(block)
            if progress is not None and told:
                progress(done / told)
    if told and done != told:
        raise RefusedFetch("broken", url=url)


def _name(answer: HTTPResponse, url: str) -> str:
    found = _NAME.search(answer.headers.get("Content-Disposition", ""))
    name = unquote(found[1]) if found else PurePosixPath(unquote(urlsplit(url).path)).name
    return _UNFIT.sub("-", PurePosixPath(name).name)[:200] or "file"
