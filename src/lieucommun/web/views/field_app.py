"""The app of field work: one page, its service worker and its web manifest, kept by the device.

Nothing here is personal: the same page for everyone, in the languages of the service.
"""

import json
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from lieucommun.blocks.field.settings import FieldWorkSettings
from lieucommun.blocks.field.words import WORDS
from lieucommun.design.policy import POLICY
from lieucommun.kernel.services.loaded import LoadedService
from lieucommun.kernel.services.opening import address
from lieucommun.web.languages import RIGHT_TO_LEFT, interface_language

from .service import load

#: Only here: the engine of forms holds a program that browsers compile.
APP_POLICY = (
    POLICY.replace("script-src 'self'", "script-src 'self' 'wasm-unsafe-eval'")
    .replace("img-src 'self' data:", "img-src 'self' data: blob:")
    .replace("media-src 'self'", "media-src 'self' blob:")
    + "; worker-src 'self'"
)
#: What the app is made of, by the name under which its page tells them.
ASSETS = {
    "engine": "front/field/engine.js",
    "map": "front/field/map.js",
    "map_style": "front/map.css",
    "outlines": "territories/departements.geojson",
}
PAGE = ("design/lieu.css", "front/field/app.css", "front/field/app.js", "design/icon.svg")


@require_safe
def shell(request: HttpRequest, slug: str) -> HttpResponse:
    """Give the page of the app; what it holds is in the languages of the service."""
    service = _service(slug)
    language = _language(service, str(getattr(request, "language", "")))
    context = {
        "service": service,
        "title": service.manifest.title.get(language),
        "language": language,
        "direction": "rtl" if language.partition("-")[0] in RIGHT_TO_LEFT else "ltr",
        "data": _data(service, language),
    }
    response = render(request, "web/field_app.html", context)
    response.headers["Content-Security-Policy"] = APP_POLICY
    response.headers["Cache-Control"] = "no-cache"
    return response


@require_safe
def worker(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give the service worker, which begins with the files that it keeps."""
    service = _service(slug)
    kept = [_scope(slug), *map(static, (*PAGE, *ASSETS.values()))]
    told = json.dumps({"build": build_of(service), "files": kept})
    program = (settings.FRONT / "field" / "worker.js").read_text("utf-8")
    response = HttpResponse(f"self.SHELL = {told};\n{program}", content_type="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = APP_POLICY
    return response


@require_safe
def web_manifest(_request: HttpRequest, slug: str) -> HttpResponse:
    """Give what a browser needs to install the app (W3C Web Application Manifest)."""
    service = _service(slug)
    title = service.manifest.title.get(service.manifest.languages[0])
    icon = {"src": static("design/icon.svg"), "sizes": "any", "type": "image/svg+xml"}
    return JsonResponse(
        {
            "id": _scope(slug),
            "name": title,
            "short_name": title[:24],
            "start_url": _scope(slug),
            "scope": _scope(slug),
            "display": "standalone",
            "background_color": "#14181d",
            "theme_color": "#14181d",
            "lang": service.manifest.languages[0],
            "icons": [{**icon, "purpose": "any"}, {**icon, "purpose": "maskable"}],
        },
        content_type="application/manifest+json",
    )


def build_of(service: LoadedService) -> str:
    """Return what changes when the app or the words of its page do."""
    files = [static(name) for name in (*PAGE, *ASSETS.values())]
    content = (settings.FRONT / "field" / "worker.js").read_bytes()
    told = json.dumps([files, service.hash, _words(service)], sort_keys=True, default=str)
    return sha256(told.encode() + content).hexdigest()[:16]


def _service(slug: str) -> LoadedService:
    """Return a service that has field work, in a place whose front was built; raises Http404."""
    service = load(slug)
    pages = (isinstance(page, FieldWorkSettings) for page in service.manifest.pages)
    if not any(pages) or not settings.FIELD_BUILT:
        raise Http404(slug)
    return service


def _scope(slug: str) -> str:
    return reverse("field-app", args=[slug])


def _language(service: LoadedService, wanted: str) -> str:
    spoken = service.manifest.languages
    plain = wanted.partition("-")[0]
    return plain if plain in spoken else spoken[0]


def _data(service: LoadedService, language: str) -> dict[str, object]:
    page = next(page for page in service.manifest.pages if isinstance(page, FieldWorkSettings))
    return {
        "service": service.slug,
        "title": dict(service.manifest.title.items()),
        "base": reverse("device", args=[service.slug]),
        "scope": _scope(service.slug),
        "page": address(service.slug, page.path),
        "languages": list(service.manifest.languages),
        "language": language,
        "build": build_of(service),
        "assets": {name: static(path) for name, path in ASSETS.items()},
        "demo": bool(settings.DEMO),
        "words": _words(service),
    }


def _words(service: LoadedService) -> dict[str, dict[str, str]]:
    """Return the words of the app in each language of the service that has a catalogue."""
    found = {}
    for language in service.manifest.languages:
        with translation.override(interface_language(language)):
            found[language] = {key: str(words) for key, words in WORDS.items()}
    return found
