"""What a device of the field app is, and what it may do."""

from typing import Any

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.blocks.field.queries import Round, dataset_body, page_body, round_for, texts
from lieucommun.kernel.forms.receiving.known import Known
from lieucommun.kernel.forms.speaking import code_of

from .answers import Stopped, as_json, md5_of
from .entry import DeviceRequest, Visit
from .forms import form_hash, form_id, media_paths


@require_safe
def round_(request: DeviceRequest) -> HttpResponse:
    """Give the page of field work that the device opens: forms, registers, what its home shows."""
    visit = request.visit
    found = round_for(visit.service, visit.viewer)
    if found is None:
        raise Stopped("page", 404, _("No page of field work is open to the role of this device."))
    response = as_json(request, _body(visit, found))
    response.headers["X-Lieu-Time"] = timezone.now().isoformat(timespec="seconds")
    return response


def _body(visit: Visit, round_: Round) -> dict[str, Any]:
    device, service = visit.device, visit.service
    home = device.organisation
    return {
        "service": service.slug,
        "version": service.hash,
        "device": {
            "id": str(device.uuid),
            "name": device.name,
            "role": device.role,
            "role_title": texts(service.manifest.roles[device.role].title),
            "organisation": {"id": home.slug, "name": home.name} if home else None,
        },
        "page": page_body(round_),
        "forms": [_form(visit, each) for each in round_.forms],
        "datasets": [dataset_body(each, visit.viewer) for each in round_.datasets],
    }


def _form(visit: Visit, known: Known) -> dict[str, Any]:
    part = visit.service.manifest.forms[known.name]
    read = visit.service.folder.read
    return {
        "name": known.name,
        "id": form_id(known),
        "title": texts(part.title),
        "version": known.compiled.form.version,
        "hash": form_hash(known),
        "url": f"forms/{known.name}.xml",
        "languages": [code_of(each) for each in known.compiled.form.languages],
        "files": [
            {
                "name": name,
                "hash": md5_of(read(path)),
                "url": f"forms/{known.name}/media/{name}",
            }
            for name, path in media_paths(visit, known).items()
        ],
        "lists": [{"name": f"{name}.csv", "dataset": name} for name in known.compiled.registers],
        "writes": list(part.writes),
    }
