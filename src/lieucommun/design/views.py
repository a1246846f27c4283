"""Two screens without data: every component in every state, and the colours of a place."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from .colours import Accent, UnreadableAccentError, accents
from .reference import context as examples


@require_safe
def reference(request: HttpRequest) -> HttpResponse:
    """Show the living reference of the theme in the language of the screen."""
    return render(request, "design/reference.html", examples())


@require_safe
@cache_control(public=True, max_age=31_536_000, immutable=True)
def accent(request: HttpRequest, digits: str) -> HttpResponse:  # noqa: ARG001
    """Return the stylesheet of one accent; its address holds the colour, so it never changes."""
    try:
        light, dark = accents(f"#{digits}")
    except UnreadableAccentError as problem:
        raise Http404(str(problem)) from problem
    sheet = (
        f":root{{{_properties(light)}}}\n"
        f"@media (prefers-color-scheme:dark){{"
        f':root:not([data-theme="light"]){{{_properties(dark)}}}}}\n'
        f':root[data-theme="dark"]{{{_properties(dark)}}}\n'
    )
    return HttpResponse(sheet, content_type="text/css; charset=utf-8")


def _properties(colours: Accent) -> str:
    return f"--accent:{colours.accent};--on-accent:{colours.on_accent};--accent-soft:{colours.soft}"
