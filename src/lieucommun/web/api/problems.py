"""What goes wrong, as problem details (RFC 9457): a sentence in the reader's language, a place."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext, gettext_noop

from lieucommun.kernel.datasets.errors import DataProblem

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:lieucommun:problem:"
#: code → status and title.
KINDS: dict[str, tuple[int, str]] = {
    "bad-request": (400, gettext_noop("This request cannot be read")),
    "not-signed-in": (401, gettext_noop("Say who you are")),
    "forbidden": (403, gettext_noop("This is not open to you")),
    "withheld": (403, gettext_noop("This service keeps its records closed here")),
    "not-found": (404, gettext_noop("There is nothing here")),
    "method": (405, gettext_noop("This cannot be done here")),
    "conflict": (409, gettext_noop("This cannot be done now")),
    "changed": (412, gettext_noop("The record has changed meanwhile")),
    "too-large": (413, gettext_noop("This request is too large")),
    "media-type": (415, gettext_noop("This form of content is not understood")),
    "invalid": (422, gettext_noop("Some values are to be corrected")),
    "version-needed": (428, gettext_noop("Say which version you have read")),
    "too-many": (429, gettext_noop("Too many requests")),
    "failure": (500, gettext_noop("Something failed here")),
    "unavailable": (503, gettext_noop("This place does not answer for now")),
    "being-written": (503, gettext_noop("This service is being written")),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing to correct: `at` is a JSON pointer into the body, or the name of a parameter."""

    at: str
    code: str
    detail: str
    parameter: bool = False

    def written(self) -> dict[str, str]:
        place = "parameter" if self.parameter else "pointer"
        return {place: self.at, "code": self.code, "detail": self.detail}


@dataclass
class Problem(Exception):  # noqa: N818 - the name RFC 9457 gives it
    """An answer that is not the one hoped for; raised anywhere, answered in one place."""

    code: str
    detail: str = ""
    faults: tuple[Fault, ...] = ()
    headers: Mapping[str, str] = field(default_factory=dict)

    @property
    def status(self) -> int:
        return KINDS[self.code][0]

    def answer(self) -> HttpResponse:
        status, title = KINDS[self.code]
        body: dict[str, Any] = {"type": TYPE + self.code, "title": gettext(title), "status": status}
        if self.detail:
            body["detail"] = self.detail
        if self.faults:
            body["errors"] = [fault.written() for fault in self.faults]
        content = json.dumps(body, ensure_ascii=False).encode("utf-8", "replace")
        return HttpResponse(
            content, content_type=MEDIA_TYPE, status=status, headers=dict(self.headers)
        )


def invalid(problems: Iterable[DataProblem]) -> Problem:
    """Return the problem of a record whose data is refused, each fault at its field."""
    faults = tuple(
        Fault(f"/data/{_escaped(each.field)}", each.code, each.message) for each in problems
    )
    return Problem("invalid", gettext("Correct these fields and send the record again."), faults)


def bad_parameters(faults: Iterable[Fault]) -> Problem:
    """Return the problem of an address whose parameters are refused."""
    return Problem("bad-request", gettext("Correct these parameters."), tuple(faults))


def _escaped(name: str) -> str:
    return name.replace("~", "~0").replace("/", "~1")
