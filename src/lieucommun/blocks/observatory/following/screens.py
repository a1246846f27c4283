"""The screen of a followed indicator, whoever opens it and whatever they sent."""

from collections.abc import Sequence

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from lieucommun.blocks.observatory.territories.words import period_word, value_word
from lieucommun.engines.statistics.following import Period
from lieucommun.kernel.datasets.attached import value_of
from lieucommun.kernel.services.opening import PageRequest

from . import presenting
from .declared import day_in, declared
from .filling import KEPT, OF, SEEN, Filling, Typed
from .opening import OpenSeries, visit
from .series import Entry


def opened_series(request: PageRequest, name: str) -> OpenSeries:
    """Return the series that an address names; raises Http404."""
    opened = request.opened
    if name not in declared(opened.service, opened.page):
        raise Http404(name)
    territory = request.GET.get("territory", "")
    here = visit(opened, day_in(opened.service, timezone.now()), name)
    series = here.found.of(name, territory)
    if series is None and not territory:  # only territories have values
        series = next(iter(here.found.series), None)
    if series is None:
        raise Http404(name)
    return OpenSeries(here, series)


def period_in(text: str) -> Period | None:
    """Return the period that a text names; None when it names none."""
    try:
        return Period.read(text)
    except ValueError:
        return None


def shown(  # noqa: PLR0913 - what the screen is made of
    request: PageRequest,
    here: OpenSeries,
    filling: Filling | None,
    typed: Typed | None = None,
    status: int = 200,
    *,
    period: Period | None = None,
    met: Entry | None = None,
    others: Sequence[str] = (),
) -> HttpResponse:
    """Answer with an indicator, the form of `filling` if it is given, the history of a period.

    `met` is the value that stood there already where another one was sent; `others` are sentences
    about what is wrong that concern no field.
    """
    entry = filling.entry if filling else None
    past = (entry.period if entry else None) or period
    context = {
        **presenting.one(here, whole="all" in request.GET),
        "fields": list(filling.specs(typed)) if filling else [],
        "entry": entry,
        "corrected": period_word(str(entry.period)) if entry else "",
        "hidden": _hidden(filling, typed) if filling else [],
        "uploads": filling is not None and filling.receives_files,
        "action": here.url,
        "met": value_word(met.value, here.declared.unit) if met else "",
        "others": others,
        "events": presenting.events(here, past) if past in here.series.entries and past else [],
        "past": period_word(str(past)) if past else "",
    }
    return render(request, "observatory/following/indicator.html", context, status=status)


def _hidden(filling: Filling, typed: Typed | None) -> list[tuple[str, str]]:
    """Return what the form carries unseen: which value is corrected, files received already."""
    told = [(f"{KEPT}{name}", value_of(row)) for name, row in typed.files.items()] if typed else []
    if filling.entry is not None:
        kept = typed.version if typed and typed.version is not None else None
        version = filling.entry.record.version if kept is None else kept
        told += [(OF, str(filling.entry.period)), (SEEN, str(version))]
    return told
