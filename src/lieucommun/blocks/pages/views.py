"""The one screen of a Markdown page."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lieucommun.kernel.services.opening import PageRequest

from .queries import text_of


@require_safe
def text(request: PageRequest) -> HttpResponse:
    """Show the text of a page."""
    found = text_of(request.opened)
    return render(request, "pages/text.html", {"text": found, "heading": found.title})
