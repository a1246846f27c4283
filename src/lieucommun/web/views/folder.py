"""See the folder of a service: its files, readable in the browser, as the version served."""

import csv
import io
import re
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from lieucommun.design.shapes import Column
from lieucommun.kernel.datasets.files import withheld
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
    ".wav": "audio/wav",
    ".pdf": "application/pdf",
}
#: What clients of ODK read besides.
TYPES = {
    **SHOWN_AS_IS,
    ".csv": "text/csv; charset=utf-8",
    ".xml": "text/xml; charset=utf-8",
    ".geojson": "application/geo+json",
    ".mp4": "video/mp4",
}
LONGEST = 400_000
FIRST_ROWS = 200
MOST_LINES = 5_000
MOST_COLUMNS = 200
#: Controls, halves of pairs, and the non-characters: no page may hold them.
UNSHOWN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Listed:
    """One file of the folder: its path, size in bytes, and whether it reads as text."""

    path: str
    size: int
    readable: bool
    open: bool = True

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
    kept = _withheld(request, service)
    files = [
        Listed(path, size, _readable(path), path not in kept)
        for path, size in service.folder.sizes.items()
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
    if path in _withheld(request, service):
        raise PermissionDenied
    context = {
        **_context(request, service),
        "path": path,
        "heading": path,
        "size": service.folder.sizes[path],
    }
    if _readable(path):
        context |= _text(service.folder.text(path))
        if path.casefold().endswith(".csv"):
            context |= _table(str(context["text"]))
    return render(request, "web/file.html", context)


def raw(request: HttpRequest, slug: str, path: str) -> HttpResponse:
    """Give an image, a sound or a PDF of a folder as it is; what could run is only ever read."""
    try:
        service = load(slug)
    except BrokenService as broken:
        raise Http404(path) from broken
    if path not in service.folder.files():
        raise Http404(path)
    if path in _withheld(request, service):
        raise PermissionDenied
    kind = SHOWN_AS_IS.get(PurePosixPath(path).suffix.casefold())
    if kind is None:
        return redirect("folder-file", slug=slug, path=path)
    headers = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cache-Control": "no-cache" if service.draft else "public, max-age=3600",
    }
    return HttpResponse(service.folder.read(path), content_type=kind, headers=headers)


def _withheld(request: HttpRequest, service: LoadedService) -> frozenset[str]:
    return withheld(service, viewer_for(request.user, service.slug))


def _readable(path: str) -> bool:
    return PurePosixPath(path).suffix.casefold() in READABLE


def _text(text: str) -> dict[str, object]:
    """Return the beginning of a text: what a page can hold, without signs that HTML refuses."""
    kept = "\n".join(text[:LONGEST].split("\n", MOST_LINES)[:MOST_LINES])
    return {"text": UNSHOWN.sub("\ufffd", kept), "cut": len(kept) < len(text)}


def _table(text: str) -> dict[str, object]:
    """Return a table of values as columns and rows; nothing when it cannot be read as one."""
    try:
        rows = list(csv.reader(io.StringIO(text)))
    except csv.Error:
        return {}
    if not rows or not 0 < len(rows[0]) <= MOST_COLUMNS:
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
        "layout": "design/service.html" if found else "design/base.html",
    }


def content_type_of(path: str) -> str:
    """Return what a file of a folder is to a client that asked for it."""
    suffix = PurePosixPath(path).suffix.casefold()
    return TYPES.get(suffix, "application/octet-stream")
