"""The forms of a device: their list, each as an XForm, and the files that it needs."""

from urllib.parse import quote
from xml.sax.saxutils import escape

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.forms.compiling import media_file, media_of
from lieucommun.kernel.forms.receiving.known import Known, forms_for
from lieucommun.web.views.folder import content_type_of

from .answers import Stopped, md5_of, tagged, xml
from .entities import list_tag
from .entry import DeviceRequest, Visit

FORMS = "http://openrosa.org/xforms/xformsList"
MANIFEST = "http://openrosa.org/xforms/xformsManifest"


@require_safe
def form_list(request: DeviceRequest) -> HttpResponse:
    """List the forms that the role of the device fills in (OpenRosa Form Discovery API)."""
    visit = request.visit
    wanted = request.GET.get("formID", "")
    verbose = request.GET.get("verbose") == "true"
    found = [
        each for each in forms_for(visit.service, visit.viewer) if wanted in {"", form_id(each)}
    ]
    listed = "".join(_listed(request, each, verbose=verbose) for each in found)
    return xml(
        request, f'<?xml version="1.0" encoding="UTF-8"?><xforms xmlns="{FORMS}">{listed}</xforms>'
    )


@require_safe
def form(request: DeviceRequest, name: str) -> HttpResponse:
    """Give a form as an XForm."""
    known = one(request.visit, name)
    content = known.compiled.source
    response = HttpResponse(content, content_type="text/xml; charset=utf-8")
    return tagged(request, response, md5_of(content)[4:])


@require_safe
def manifest(request: DeviceRequest, name: str) -> HttpResponse:
    """List the files of a form (OpenRosa Form Manifest): media, choices, entity lists."""
    visit = request.visit
    known = one(visit, name)
    parts = []
    for file, path in media_paths(visit, known).items():
        address = _address(request, f"forms/{name}/media/{quote(file)}")
        content_hash = md5_of(visit.service.folder.read(path))
        parts.append(_media(file, content_hash, address))
    for dataset in known.compiled.registers:
        tag = list_tag(visit.service, query(visit.service.dataset(dataset), visit.viewer))
        address = _address(request, f"forms/{name}/entities/{dataset}.csv")
        checked = _address(request, f"entities/{dataset}/integrity")
        parts.append(_media(f"{dataset}.csv", f"md5:{tag}", address, checked))
    body = "".join(parts)
    return xml(
        request,
        f'<?xml version="1.0" encoding="UTF-8"?><manifest xmlns="{MANIFEST}">{body}</manifest>',
    )


@require_safe
def media(request: DeviceRequest, name: str, file: str) -> HttpResponse:
    """Give a file that a form names."""
    visit = request.visit
    path = media_paths(visit, one(visit, name)).get(file)
    if path is None:
        raise Stopped("not-found", 404, _("This form has no such file."))
    content = visit.service.folder.read(path)
    response = HttpResponse(content, content_type=content_type_of(path))
    response.headers["Cache-Control"] = "private, max-age=3600"
    return tagged(request, response, md5_of(content)[4:])


def one(visit: Visit, name: str) -> Known:
    """Return a form by its name; raises Stopped when the role does not fill it in."""
    for each in forms_for(visit.service, visit.viewer):
        if each.name == name:
            return each
    raise Stopped("form", 404, _("There is no such form for this device."))


def form_id(known: Known) -> str:
    """Return how answers name a form."""
    return known.compiled.form.id or known.name


def form_hash(known: Known) -> str:
    """Return the hash of a form."""
    return md5_of(known.compiled.source)


def media_paths(visit: Visit, known: Known) -> dict[str, str]:
    """Return the files of the folder that a form names, by the name it gives them."""
    folder = visit.service.folder
    file = visit.service.manifest.forms[known.name].file
    found = {name: media_file(folder, file, name) for name in media_of(known.compiled.source)}
    return {name: path for name, path in found.items() if path}


def _listed(request: DeviceRequest, known: Known, *, verbose: bool) -> str:
    visit = request.visit
    title = visit.service.manifest.forms[known.name].title.get(visit.service.manifest.languages[0])
    files = media_paths(visit, known) or known.compiled.registers
    parts = {
        "formID": form_id(known),
        "name": title,
        "version": known.compiled.form.version,
        "hash": form_hash(known),
        "descriptionText": title if verbose else "",
        "downloadUrl": _address(request, f"forms/{known.name}.xml"),
        "manifestUrl": _address(request, f"forms/{known.name}/manifest") if files else "",
    }
    kept = {name: text for name, text in parts.items() if text or name == "version"}
    return (
        "<xform>"
        + "".join(f"<{name}>{escape(text)}</{name}>" for name, text in kept.items())
        + "</xform>"
    )


def _media(name: str, content_hash: str, address: str, integrity: str = "") -> str:
    kind = ' type="entityList"' if integrity else ""
    checked = f"<integrityUrl>{escape(integrity)}</integrityUrl>" if integrity else ""
    return (
        f"<mediaFile{kind}><filename>{escape(name)}</filename><hash>{content_hash}</hash>"
        f"<downloadUrl>{escape(address)}</downloadUrl>{checked}</mediaFile>"
    )


def _address(request: DeviceRequest, rest: str) -> str:
    return request.build_absolute_uri(request.visit.base + rest)
