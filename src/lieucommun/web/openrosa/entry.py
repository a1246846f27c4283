"""The door of devices: which key, which service, and every failure in words a program can read."""

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from django.conf import settings
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpRequest, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.http.response import HttpResponseBase
from django.urls import Resolver404, resolve
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from lieucommun.kernel.devices.actions import note_contact
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.devices.queries import device_with, viewer_of
from lieucommun.kernel.journal.reading import Readings, gathered
from lieucommun.kernel.people.viewer import Viewer
from lieucommun.kernel.services import guard
from lieucommun.kernel.services.registry import (
    BrokenService,
    LoadedService,
    UnknownService,
    open_service,
)
from lieucommun.web.availability import is_unavailable
from lieucommun.web.views.failures import keep_failure

from .answers import Stopped, dressed
from .credentials import given_key, refuse_again

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

URLS = "lieucommun.web.openrosa.urls"
SAFE = frozenset({"GET", "HEAD"})


@dataclass(frozen=True, slots=True)
class Visit:
    """A device that asks something of a service; `base` is the address it asks under."""

    device: DeviceKey
    service: LoadedService
    viewer: Viewer
    base: str


class DeviceRequest(HttpRequest):
    """A request of a device, once it is known which."""

    visit: Visit


@csrf_exempt  # no cookie is read: the key comes in the address or in a header, from no other site
def by_key(request: HttpRequest, key: str, slug: str, rest: str = "") -> HttpResponseBase:
    """Answer a device whose key stands in the address, as ODK Collect asks."""
    return _answered(request, key, slug, rest)


@csrf_exempt  # as above
def by_header(request: HttpRequest, slug: str, rest: str = "") -> HttpResponseBase:
    """Answer a device that shows its key in a header."""
    return _answered(request, given_key(request), slug, rest)


def _answered(request: HttpRequest, key: str, slug: str, rest: str) -> HttpResponseBase:
    try:
        response = _opened(request, key, slug, rest)
    except Stopped as stopped:
        response = stopped.answer(request)
    except RequestDataTooBig:
        response = Stopped("too-large", 413, _("This is larger than what is taken.")).answer(
            request
        )
    except (SuspiciousOperation, MultiPartParserError, UnreadablePostError) as refused:
        response = Stopped("unread", 400, str(refused)).answer(request)
    except Exception as failure:  # noqa: BLE001 - logged, journaled, and told with its reference
        reference = keep_failure(request)
        status = 503 if is_unavailable(failure) else 500
        told = _("Something failed here. Nothing of yours is lost: send again. Reference: %(ref)s")
        response = Stopped("failure", status, told % {"ref": reference}).answer(request)
    return dressed(response)


def _opened(request: HttpRequest, key: str, slug: str, rest: str) -> HttpResponseBase:
    device = device_with(key)
    if device is None:
        refuse_again(request)
        raise Stopped("key", 401, _("This device is not known here, or its access was withdrawn."))
    service = _service(slug)
    viewer = viewer_of(device, service)
    if not viewer.grants:
        raise Stopped("role", 401, _("This device no longer has its role in this service."))
    if not guard.opens_records(service):
        raise Stopped("withheld", 403, _("This service keeps its records closed here."))
    try:
        match = resolve(f"/{rest}", URLS)
    except Resolver404:
        raise Stopped("not-found", 404, _("There is nothing at this address.")) from None
    note_contact(device, _program(request), _behind(request))
    base = request.path[: len(request.path) - len(rest)]
    asked = cast("DeviceRequest", request)
    asked.visit = Visit(device, service, viewer, base)
    view = cast("Callable[..., HttpResponseBase]", match.func)
    with _reading(asked):
        return view(asked, *match.args, **match.kwargs)


@contextmanager
def _reading(request: DeviceRequest) -> "Iterator[None]":
    """Journal what a device was given to read; what is read to judge answers is given to nobody."""
    with gathered() as readings:
        yield
    if request.method in SAFE and readings:
        keep_readings(request.visit, readings)


def keep_readings(visit: Visit, readings: Readings) -> None:
    """Write in the journal what a device was given to read: one entry per dataset."""
    readings.keep(visit.device.person_id, through=visit.device.uuid)


def _service(slug: str) -> LoadedService:
    try:
        return open_service(slug)
    except UnknownService:
        raise Stopped("not-found", 404, _("No service of this place has this name.")) from None
    except BrokenService:
        told = _("This service is being written: try again in a moment.")
        raise Stopped("being-written", 503, told) from None


def _program(request: HttpRequest) -> str:
    """Return what the device says it is: the first word of its User-Agent, or the field app."""
    if "X-Lieu-Field" in request.headers:
        return f"Lieu commun {request.headers['X-Lieu-Field'][:20]}"
    return request.headers.get("User-Agent", "").partition(" ")[0]


def _behind(request: HttpRequest) -> int | None:
    """Return how many answers the device says that it still has to send."""
    text = request.headers.get("X-Lieu-Behind", "")
    return int(text) if text.isdecimal() and len(text) < 6 else None  # noqa: PLR2004 - a count


def largest() -> int:
    """Return the bytes of the largest body that is taken."""
    return int(settings.LARGEST_REQUEST)
