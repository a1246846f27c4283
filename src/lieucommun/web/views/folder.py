"""See the folder of a service: its files, readable in the browser, as the version served."""

import csv
import io
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from lieucommun.design.shapes import Column
from lieucommun.kernel.people.queries import viewer_for
from lieucommun.kernel.services.opening import OpenPage, PageRequest
from lieucommun.kernel.services.registry import BrokenService, LoadedService
from lieucommun.web.languages import content_language

from .service import load, problems

READABLE = frozenset(
    {".yaml", ".yml", ".md", ".csv", ".json", ".geojson", ".feature", ".txt", ".svg"}
)
SHOWN_AS_IS = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".mp3": "audio/mpeg",
    ".ogg": "audio/ogg",
    ".m4a": "audio/mp4",
    ".pdf": "application/pdf",
}
LONGEST = 400_000
FIRST_ROWS = 200


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the folder: its path, size in bytes, and whether it reads as text."""

    path: str
    size: int
    readable: bool

    @property
    def name(self) -> str:
        return PurePosixPath(self.path).name

    @property
    def folder(self) -> str:
        parent = str(PurePosixPath(self.path).parent)
        return "" if parent == "." else parent


def folder(request: HttpRequest, slug: str) -> HttpResponse:
    """List the files of a service's folder."""
    try:
        service = load(slug)
    except BrokenService as broken:
        return problems(request, slug, broken)
    files = [
        Listed(path, len(service.folder.read(path)), _readable(path))
        for path in service.folder.files()
    ]
    files.sort(key=lambda file: (file.folder, file.name != "service.yaml", file.name))
    return render(request, "web/folder.html", {**_context(request, service), "files": files})


def file(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """Show one file of a service's folder as text, a table of values as a table."""
    try:
        service = load(slug)
    except BrokenService as broken:
        return problems(request, slug, broken)
    if path not in service.folder.files():
        raise Http404(path)
    context = {
        **_context(request, service),
        "path": path,
        "heading": path,
        "size": len(service.folder.read(path)),
    }
    if _readable(path):
        text = service.folder.read(path).decode("utf-8", "replace")
        context |= {"text": text[:LONGEST], "cut": len(text) > LONGEST}
        if path.endswith(".csv"):
            context |= _table(text)
    return render(request, "web/file.html", context)


def raw(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """Give an image, a sound or a PDF of a service's folder as it is; never anything that runs."""
    del request
    try:
        service = load(slug)
    except BrokenService as broken:
        raise Http404(path) from broken
    kind = SHOWN_AS_IS.get(PurePosixPath(path).suffix.casefold())
    if kind is None or path not in service.folder.files():
        raise Http404(path)
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "public, max-age=3600",
    }
    return HttpResponse(service.folder.read(path), content_type=kind, headers=headers)


def _readable(path: str) -> bool:
    return PurePosixPath(path).suffix.casefold() in READABLE


def _table(text: str) -> dict[str, object]:
    rows = list(csv.reader(io.StringIO(text)))
    if not rows:
        return {}
    width = len(rows[0])
    shown = [(row + [""] * width)[:width] for row in rows[1 : FIRST_ROWS + 1]]
    columns = [Column(name) for name in rows[0]]
    return {"columns": columns, "rows": shown, "total": len(rows) - 1}


def _context(request: HttpRequest, service: LoadedService) -> dict[str, object]:
    viewer = viewer_for(request.user, service.slug)
    found = service.page_at("")
    language = content_language(request)
    if found:
        cast("PageRequest", request).opened = OpenPage(service, found[0], viewer, language)
    return {
        "service": service,
        "title": service.manifest.title.get(language),
        "heading": _("Folder"),
    }
