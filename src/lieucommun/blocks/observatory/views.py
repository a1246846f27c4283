"""The screen of an observatory."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from lieucommun.kernel.services.opening import PageRequest

from . import queries


@require_safe
def charts(request: PageRequest) -> HttpResponse:
    """Show the charts of a dataset, each with its figures in words."""
    opened = request.opened
    manifest = opened.service.manifest
    wanted = opened.settings.indicators
    named = manifest.indicators if wanted == "all" else wanted
    context = {
        "charts": queries.charts(opened) if opened.settings.dataset else [],
        "indicators": [manifest.indicators[name].title.get(opened.language) for name in named],
        "smallest": queries.SMALLEST,
    }
    return render(request, "observatory/charts.html", context)
