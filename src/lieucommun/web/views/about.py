"""Texts of the place: accessibility, personal data, sources."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from lieucommun.kernel.documents.markdown import render as render_markdown
from lieucommun.kernel.documents.markdown import split
from lieucommun.web.languages import content_language

TEXTS = Path(__file__).resolve().parent.parent / "texts"
NAMES = ("accessibility", "personal-data", "sources")


def about(request: HttpRequest, name: str) -> HttpResponse:
    """Show one text of the place in the visitor's language, in French when there is none."""
    if name not in NAMES:
        raise Http404(name)
    language = content_language(request)
    candidates = (TEXTS / f"{name}.{language}.md", TEXTS / f"{name}.fr.md")
    chosen = next(path for path in candidates if path.exists())
    page = split(chosen.read_text("utf-8"))
    context = {
        "title": page.matter.get("title", name),
        "body": render_markdown(page.body),
        "body_language": chosen.name.split(".")[1],
    }
    return render(request, "web/about.html", context)
