"""`/me/letters/`: what the place wrote to someone about records, readable here too."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lieucommun.design.context import Link
from lieucommun.kernel.documents.markdown import render as markdown
from lieucommun.kernel.messages.models import Letter
from lieucommun.kernel.messages.queries import letters_page, page_of
from lieucommun.kernel.services.registry import BrokenService, UnknownService, open_service
from lieucommun.web.languages import content_language
from lieucommun.web.views.joining.around import person


@require_safe
@login_required
def letters(request: HttpRequest) -> HttpResponse:
    """List the letters of a person, the latest first, each with the page of its case."""
    some, after = letters_page(person(request), request.GET.get("before", ""))
    language = content_language(request)
    context = {
        "listed": [
            {"letter": each, "html": markdown(each.text), "case": _case(each, language)}
            for each in some
        ],
        "next": f"?before={after}" if after else "",
        "newest": "?" if request.GET.get("before") else "",
    }
    return render(request, "web/me/letters.html", context)


def _case(letter: Letter, language: str) -> Link | None:
    """Return where the case is followed, named by its service; None where it no longer is."""
    try:
        title = open_service(letter.service).manifest.title.get(language)
    except (UnknownService, BrokenService):
        return None
    page = page_of(letter)
    return Link(page, title) if page else None
