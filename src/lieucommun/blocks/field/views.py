"""The screens of a page of field work: open it on a device, and see what the team does."""

from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.design.shapes import Area, MapFigure, Point
from lieucommun.kernel.devices.actions import revoke_device
from lieucommun.kernel.devices.models import DeviceKey
from lieucommun.kernel.forms.models import Submission
from lieucommun.kernel.people.models import Person
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.territories.outlines import frame, outlines
from lieucommun.kernel.territories.projection import project

from . import team
from .connecting import Way, app_address, collect_settings, connect, drawn, ways

LONGEST_NAME = 60
#: Places in sight beside the map; the others are folded.
SPOTS = 8
Standing = Submission.Standing


@dataclass(frozen=True, slots=True)
class Line:
    """A device as the list shows it; `end`: where its key is taken away, for whoever may."""

    device: DeviceKey
    whose: str
    role: str
    end: str = ""


@dataclass(frozen=True, slots=True)
class Arrived:
    """What was received of a form: how many, how many to look at."""

    title: str
    count: int
    watch: int


@never_cache
@require_safe
def round_(request: PageRequest) -> HttpResponse:
    """Offer to open the round on this device; show devices, what came, visits and places."""
    opened = request.opened
    offered = ways(opened)
    found = team.spots(opened)
    context = {
        "fields": _fields(request, offered),
        "ready": bool(offered) and isinstance(request.user, Person),
        "lines": _lines(request),
        "arrived": _arrived(request),
        "since": team.today(),
        "visits": team.visits(opened),
        "planned": opened.settings.planned is not None,
        "spots": found[:SPOTS],
        "other_spots": found[SPOTS:],
        "map": _map(found) if opened.settings.place else None,
        "places": bool(opened.settings.place),
    }
    return render(request, "field/round.html", context)


@never_cache
@require_POST
def start(request: PageRequest) -> HttpResponse:
    """Make a key for the device that asks, and open the app with it."""
    way, name = _asked(request)
    _device, key = connect(request.opened, _person(request), way, name)
    return HttpResponseRedirect(app_address(request.opened, key))


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def connect_other(request: PageRequest) -> HttpResponse:
    """Make a key for another device, shown once as codes that its camera reads."""
    opened = request.opened
    offered = ways(opened)
    context: dict[str, Any] = {
        "fields": _fields(request, offered),
        "ready": bool(offered) and isinstance(request.user, Person),
    }
    if request.method == "POST":
        way, name = _asked(request)
        device, key = connect(opened, _person(request), way, name)
        base = request.build_absolute_uri(f"/key/{key}/s/{opened.service.slug}")
        app = request.build_absolute_uri(app_address(opened, key))
        title = opened.service.manifest.title.get(opened.language)
        context |= {
            "device": device,
            "app": app,
            "app_code": drawn(app),
            "base": base,
            "collect_code": drawn(collect_settings(base, title)),
        }
    return render(request, "field/connect.html", context)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: PageRequest, uuid: str) -> HttpResponse:
    """Take the key of a device away: one's own, or one of a team that one works for."""
    opened = request.opened
    device = team.device(opened, uuid)
    if device is None:
        raise Http404(uuid)
    if request.method == "POST":
        revoke_device(device, by=opened.viewer.person)
        messages.success(request, _("“%(name)s” opens nothing any more.") % {"name": device.name})
        return HttpResponseRedirect(opened.url())
    return render(request, "field/end.html", {"device": device})


def _person(request: PageRequest) -> Person:
    if not isinstance(request.user, Person):
        raise PermissionDenied
    return request.user


def _asked(request: PageRequest) -> tuple[Way, str]:
    """Return what was posted; raises PermissionDenied for a role that is not theirs."""
    wanted = request.POST.get("way", "")
    offered = ways(request.opened)
    found = [way for way in offered if wanted in {way.value, ""}]
    if not found:
        raise PermissionDenied
    name = request.POST.get("name", "").strip()[:LONGEST_NAME]
    return found[0], name or _suggested(request)


def _suggested(request: PageRequest) -> str:
    return _("Telephone of %(name)s") % {"name": str(request.user)}


def _fields(request: PageRequest, offered: list[Way]) -> list[FieldSpec]:
    """Return the questions: how the device is called, and for whom, when there is a choice."""
    name = FieldSpec(
        name="name",
        label=_("How this device is called"),
        help=_("So that the team can tell it from the others, if it is lost."),
        value=_suggested(request),
    )
    if len(offered) < 2:  # noqa: PLR2004 - nothing to choose
        return [name]
    choices = tuple(Choice(way.value, _words(request, way)) for way in offered)
    way = FieldSpec(
        name="way",
        label=_("For whom"),
        type="choice",
        choices=choices,
        value=choices[0].value,
        required=True,
    )
    return [name, way]


def _words(request: PageRequest, way: Way) -> str:
    role = request.opened.service.manifest.role_title(way.role)
    return f"{role} · {way.organisation.name}" if way.organisation else role


def _lines(request: PageRequest) -> list[Line]:
    opened = request.opened
    title = opened.service.manifest.role_title
    return [
        Line(
            device,
            " · ".join(str(each) for each in (device.person, device.organisation) if each),
            title(device.role),
            opened.url("end", uuid=device.uuid) if device.alive else "",
        )
        for device in team.devices(opened)
    ]


def _arrived(request: PageRequest) -> list[Arrived]:
    """Count what came since noon, by form; one statement."""
    opened = request.opened
    rows = team.received(opened, team.today()).order_by()
    counted = rows.values("form", "standing").annotate(count=Count("pk"))
    found: dict[str, list[int]] = {}
    for row in counted:
        told = found.setdefault(row["form"], [0, 0])
        told[0] += row["count"]
        told[1] += 0 if row["standing"] == Standing.APPLIED else row["count"]
    forms = opened.service.manifest.forms
    return [
        Arrived(forms[name].title.get(opened.language) if name in forms else name, *told)
        for name, told in sorted(found.items())
    ]


def _map(found: list[team.Spot]) -> MapFigure:
    placed = [(spot, project(spot.latitude, spot.longitude)) for spot in found]
    points = tuple(Point(*at, spot.label, "") for spot, at in placed if at is not None)
    count = len(points)
    left, top, side = frame(at for _, at in placed if at is not None)
    return MapFigure(
        label=_("Where people were met"),
        view_box=f"{left:.1f} {top:.1f} {side:.1f} {side:.1f}",
        areas=tuple(Area(outline.path_d, outline.name) for outline in outlines("departement")),
        points=points,
        caption=ngettext("%(n)s place on the map.", "%(n)s places on the map.", count)
        % {"n": count},
        point_size=round(side / 80, 2),
    )
