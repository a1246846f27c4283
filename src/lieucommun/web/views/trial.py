"""The guided trial of field work: two tablets on one laptop meet the same person."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from lieucommun.blocks.field.settings import FieldWorkSettings
from lieucommun.kernel.devices.actions import add_device
from lieucommun.kernel.people.models import Organisation, RoleGrant
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.web.languages import content_language
from lieucommun.web.views.sign_in.personas import personas_open

from .service import load

TABLETS = 2


@dataclass(frozen=True, slots=True)
class Tablet:
    """One tablet of the trial: whose it is, and the role that it has."""

    grant: RoleGrant
    organisation: Organisation

    @property
    def name(self) -> str:
        return self.organisation.name


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def two_tablets(request: HttpRequest, slug: str) -> HttpResponse:
    """Say what to do, and open each tablet in a window that is a device of its own."""
    if not personas_open(request):
        raise Http404(slug)
    service = load(slug)
    page, found = _page(service), _tablets(service)
    if page is None or len(found) < TABLETS:
        raise Http404(slug)
    if request.method == "POST":
        return _opened(service, found[request.POST.get("which") == "second"])
    language = content_language(request)
    form = service.manifest.forms[page.forms[0]].title.get(language)
    context = {
        "service": service,
        "form": form,
        "first": found[0],
        "second": found[1],
        "foreign": service.foreign(language),
        "home": f"/s/{slug}/",
        "service_title": service.manifest.title.get(language),
    }
    return render(request, "web/trial.html", context)


def _opened(service: LoadedService, tablet: Tablet) -> HttpResponse:
    person = tablet.grant.person
    _device, key = add_device(
        _("Tablet of the trial, %(name)s") % {"name": tablet.name},
        service=service.slug,
        role=tablet.grant.role,
        organisation=tablet.organisation,
        person=person,
        by=person,
        days=1,
    )
    app = reverse("field-app", args=[service.slug])
    return HttpResponseRedirect(f"{app}#key={key}&window=1")


def _page(service: LoadedService) -> FieldWorkSettings | None:
    pages = (page for page in service.manifest.pages if isinstance(page, FieldWorkSettings))
    return next(pages, None)


def _tablets(service: LoadedService) -> list[Tablet]:
    """Return two tablets of the same role, of two organisations of the demonstration."""
    page = _page(service)
    if page is None:
        return []
    held = RoleGrant.objects.filter(
        service=service.slug, role__in=page.for_, person__demo=True, organisation__isnull=False
    ).select_related("person", "organisation")
    found: dict[str, dict[int, Tablet]] = {}
    for grant in held.order_by("pk"):
        if grant.organisation is not None:
            mine = found.setdefault(grant.role, {})
            mine.setdefault(grant.organisation.pk, Tablet(grant, grant.organisation))
    for role in page.for_:
        pair = list(found.get(role, {}).values())[:TABLETS]
        if len(pair) == TABLETS:
            return pair
    return []
