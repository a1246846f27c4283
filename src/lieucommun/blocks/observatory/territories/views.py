"""Screens of figures: what there is, one indicator, and where to go by name or postcode."""

from django.http import Http404, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.views.decorators.http import require_safe

from lieucommun.blocks.observatory.following.declared import declared
from lieucommun.design.context import Link
from lieucommun.design.policy import framed
from lieucommun.kernel.datasets.exchange.plain import write_plain
from lieucommun.kernel.datasets.exchange.streaming import spoken
from lieucommun.kernel.maps.exporting import CONTENT_TYPES
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.territories import LEVELS, contours, current, matches

from . import charting, comparing, drawing, listing, presenting, sharing, zooming
from .asked import Asked, read
from .opening import Looking, Shown
from .portraits import Portrait
from .portraying.giving import paper
from .portraying.views import link as batch_of
from .portraying.views import links as batches
from .standing import named
from .watching import offering as watching

FOUND = 20


def overview(request: PageRequest) -> HttpResponseBase:
    """Show the indicators of a page, each with its figure; `?q=` finds territories."""
    looking = Looking(request.opened)
    words = request.GET.get("q", "").strip()[:120]
    found = [
        Link(address, match.territory.name, note=presenting.where(match))
        for match in matches(words, limit=FOUND)
        if (address := looking.portrait_of(match.territory))
    ]
    if words and len(found) == 1:
        return redirect(found[0].url)
    followed = declared(looking.opened.service, looking.opened.page)
    context = {
        **presenting.overview(looking),
        "words": words,
        "found": found,
        "followings": looking.opened.url("followings") if followed else "",
    }
    context["batches"] = batches(looking)
    return render(request, "observatory/territories/overview.html", context)


@require_safe
def indicator(request: PageRequest, indicator: str) -> HttpResponseBase:
    """Show the figures of an indicator as a table, a map or a chart; `?format=` gives a file."""
    looking = Looking(request.opened)
    shown = looking.indicators.get(indicator)
    if shown is None:
        raise Http404(indicator)
    asked = read(request.GET)
    kind = request.GET.get("format", "")
    if kind in listing.FORMATS:
        return _file(looking, indicator, request)
    if kind:
        return _picture(looking, indicator, request)
    context = presenting.indicator(looking, shown, asked)
    context["share"] = sharing.share(request, looking, shown, asked)
    return render(request, "observatory/territories/indicator.html", context)


@require_safe
def frame(request: PageRequest, indicator: str) -> HttpResponseBase:
    """Show the same map, chart or table with nothing around, for a frame on another site.

    Only of a page that anyone may open: a frame is shown to whoever reads the other site.
    """
    looking = Looking(request.opened)
    shown = looking.indicators.get(indicator)
    if shown is None or not sharing.framable(looking):
        raise Http404(indicator)
    asked = read(request.GET)
    context = presenting.indicator(looking, shown, asked)
    context["whole"] = sharing.address(request, shown, asked)
    return framed(render(request, "observatory/territories/frame.html", context))


@require_safe
def zoom(request: PageRequest, indicator: str) -> HttpResponseBase:
    """Tell how the map that is asked is drawn from vector tiles, as JSON."""
    looking = Looking(request.opened)
    shown = looking.indicators.get(indicator)
    if shown is None:
        raise Http404(indicator)
    return zooming.told(request, looking, shown, read(request.GET))


@require_safe
def tiles(request: PageRequest, stamp: str) -> HttpResponseBase:
    """Give the vector tiles of the contours of the place, whole or a range of them."""
    path = contours.tiles()
    if path is None or stamp != contours.stamp():
        raise Http404(stamp)
    return zooming.ranged(request, path, stamp)


def _file(
    looking: Looking, name: str, request: PageRequest
) -> HttpResponse | StreamingHttpResponse:
    shown, asked = looking.indicators[name], read(request.GET)
    ask = shown.ask(asked)
    kind = request.GET["format"]
    content_type, blocks = write_plain(
        kind, shown.title, listing.titles(shown, ask), listing.all_rows(looking, shown, asked)
    )
    answer = StreamingHttpResponse(spoken(blocks), content_type=content_type)
    answer["Content-Disposition"] = f'attachment; filename="{_stem(looking, shown, asked)}.{kind}"'
    return answer


def _picture(looking: Looking, name: str, request: PageRequest) -> HttpResponse:
    """Answer with the map or chart as a picture or a paper; raises Http404 where there is none."""
    shown, asked = looking.indicators[name], read(request.GET)
    kind = next((each for each in CONTENT_TYPES if each == request.GET["format"]), None)
    make = charting.exported if asked.view == "chart" else drawing.exported
    content = make(looking, shown, asked, kind) if kind else None
    if kind is None or content is None:
        raise Http404(name)
    answer = HttpResponse(content, content_type=CONTENT_TYPES[kind])
    answer["Content-Disposition"] = f'attachment; filename="{_stem(looking, shown, asked)}.{kind}"'
    return answer


def _stem(looking: Looking, shown: Shown, asked: Asked) -> str:
    ask = shown.ask(asked)
    parts = [looking.opened.service.slug, slugify(shown.name), ask.level, ask.period]
    return "-".join(part for part in parts if part)


@require_safe
def territory(request: PageRequest, level: str, code: str) -> HttpResponseBase:
    """Show the portrait of a territory, or give it as PDF; a former code leads to today’s."""
    looking = Looking(request.opened)
    found = named(level, code)
    if found is None:
        former = current(code, level) if level in LEVELS else None
        if former is None or not (address := looking.portrait_of(former.territory)):
            raise Http404(code)
        return redirect(address)
    spec = presenting.portrait_for(looking, found)
    if spec is None:
        raise Http404(code)
    drawn = Portrait(looking, found, spec)
    if request.GET.get("format") == "pdf":
        return paper(request, drawn, presenting.geography())
    context = presenting.portrait(drawn)
    context["batch"] = batch_of(looking, found.level)
    context["watch"] = watching.offered(request, found)
    return render(request, "observatory/territories/portrait.html", context)


@require_safe
def compare(request: PageRequest) -> HttpResponseBase:
    """Show up to five territories side by side; `?format=` gives the table as a file."""
    looking = Looking(request.opened)
    territories = comparing.chosen(request.GET.getlist("t"))
    found = comparing.comparison(looking, territories)
    kind = request.GET.get("format", "")
    if kind in listing.FORMATS:
        return presenting.compared_file(looking, found, kind)
    context = presenting.compared(looking, found, request.GET.get("q", "").strip()[:120])
    return render(request, "observatory/territories/compare.html", context)
