"""The devices of a service: whose they are, when each last came, what it still has to send."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lieucommun.design.context import Link
from lieucommun.kernel.devices.actions import revoke_device
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.devices.queries import devices_of
from lieucommun.web.views.joining.around import person
from lieucommun.web.views.manage.access import Scope, for_overseers
from lieucommun.web.views.manage.exports import export_links, exported
from lieucommun.web.views.people.paging import paged


@dataclass(frozen=True, slots=True)
class Line:
    """A device as its line shows it."""

    device: DeviceKey
    whose: str
    role: str
    end: str


@for_overseers
def listing(request: HttpRequest, scope: Scope) -> HttpResponseBase:
    """List the devices of a service, the latest first."""
    rows = devices_of(scope.slug or "")
    if kind := request.GET.get("format"):
        return exported(kind, _("Devices"), _titles(), _cells(rows, scope), scope)
    page = paged(request, rows)
    context = {
        **scope.context(_("Devices")),
        "page": page,
        "lines": [_line(device, scope) for device in page.items],
        "received": scope.url("received"),
        "exports": export_links("?"),
    }
    return render(request, "web/manage/devices.html", context)


@never_cache
@for_overseers
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: HttpRequest, scope: Scope, uuid: str) -> HttpResponseBase:
    """Take the key of a device away."""
    device = get_object_or_404(devices_of(scope.slug or ""), uuid=uuid)
    if request.method == "POST":
        revoke_device(device, by=person(request).pk)
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": device.name})
        return HttpResponseRedirect(scope.url("devices"))
    back = Link(scope.url("devices"), _("Devices"))
    context = {**scope.context(_("Take its access away"), back), "device": device, "back": back}
    return render(request, "web/manage/device_end.html", context)


def _line(device: DeviceKey, scope: Scope) -> Line:
    assert scope.service is not None  # noqa: S101 - for_overseers opens one
    whose = " · ".join(str(each) for each in (device.person, device.organisation) if each)
    role = scope.service.manifest.role_title(device.role)
    return Line(device, whose, role, scope.url("device-end", uuid=device.uuid))


def _titles() -> list[str]:
    return [
        _("Device"),
        _("Whose"),
        _("Role"),
        _("Program"),
        _("Made on"),
        _("Last contact"),
        _("Still to send"),
        _("Ended on"),
    ]


def _cells(rows: QuerySet[DeviceKey], scope: Scope) -> Iterator[list[object]]:
    for device in rows.iterator(chunk_size=500):
        line = _line(device, scope)
        yield [
            device.name,
            line.whose,
            line.role,
            device.program,
            device.created_at,
            device.seen_at,
            device.behind,
            device.revoked_at or device.expires_at,
        ]
