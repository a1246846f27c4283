"""What was sent about a followed indicator: written, or shown again with what is wrong."""

from dataclasses import replace

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from lieucommun.blocks.observatory.territories.words import period_word, value_word
from lieucommun.engines.statistics.following import Period
from lieucommun.kernel.datasets.errors import ConflictError, InvalidRecord, NotAllowedError
from lieucommun.kernel.datasets.records import UnknownRecord
from lieucommun.kernel.services.opening import PageRequest

from .actions import AlreadyEnteredError, correct_value, enter_value
from .filling import Filling, Typed
from .opening import OpenSeries
from .screens import opened_series, period_in, shown
from .series import Entry

CONFLICT, WRONG = 409, 422


def received(request: PageRequest, here: OpenSeries) -> HttpResponse:
    """Write what was sent, once; whatever goes wrong, what was typed is kept.

    Raises PermissionDenied when the viewer may not enter, or may not correct this value.
    """
    filling = Filling(here, _corrected(request, here))
    if not (here.may_correct(filling.entry) if filling.entry else here.may_enter):
        raise PermissionDenied
    typed = filling.read(request)
    period = period_in(typed.period)
    if period is None or not filling.takes(period):
        name = here.declared.field("period")
        return _wrong(request, filling, typed, {name: _("Choose one of the periods of the list.")})
    if typed.errors:
        return _wrong(request, filling, typed, {})
    if filling.entry is None or period != filling.entry.period:
        other = _standing(here, typed, period)
        if other is not None:
            return _met(request, Filling(here, other), typed)
    return _written(request, filling, typed, period)


def _corrected(request: PageRequest, here: OpenSeries) -> Entry | None:
    """Return the value that a form corrects; None when it enters one, or that one is gone."""
    period = period_in(request.POST.get("_of", ""))
    return here.series.entries.get(period) if period else None


def _standing(here: OpenSeries, typed: Typed, period: Period) -> Entry | None:
    """Return the value that a period has already, in the territory that was typed if one was."""
    part = typed.values.get(here.declared.field("territory"))
    series = here.visit.found.of(here.declared.name, str(part)) if part else here.series
    return series.entries.get(period) if series else None


def _written(request: PageRequest, filling: Filling, typed: Typed, period: Period) -> HttpResponse:
    here = filling.here
    if filling.lacks_reason(typed):
        words = _("Say why you correct this value: the reason is kept with it.")
        return _wrong(request, filling, typed, {here.reason: words})
    try:
        _write(filling, typed, period)
    except InvalidRecord as invalid:
        told = {name: " ".join(found) for name, found in invalid.by_field().items()}
        return _wrong(request, filling, typed, told)
    except (AlreadyEnteredError, ConflictError, UnknownRecord):
        return _overtaken(request, filling, typed, period)
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    return _done(request, here, typed, period)


def _write(filling: Filling, typed: Typed, period: Period) -> None:
    here, entry = filling.here, filling.entry
    by, values = here.opened.viewer, typed.values
    if entry is not None:
        version = entry.record.version if typed.version is None else typed.version
        correct_value(here.declared, entry, period, values, by=by, version=version)
        return
    enter_value(
        here.declared,
        period,
        {**filling.given(), **values},
        by=by,
        territory=here.series.territory,
        organisation=here.visit.hands.home(here.declared, here.organisations),
    )


def _overtaken(
    request: PageRequest, filling: Filling, typed: Typed, period: Period
) -> HttpResponse:
    """Look again: the value was entered or changed meanwhile, by a first click or someone else."""
    again = opened_series(request, filling.here.declared.name)
    found = _standing(again, typed, period)
    if found is None:
        words = _("This period already has a value, which you may not read.")
        return shown(request, filling.here, filling, typed, CONFLICT, others=[words])
    return _met(request, Filling(again, found), typed)


def _met(request: PageRequest, filling: Filling, typed: Typed) -> HttpResponse:
    """Answer about a period that has a value: the same one is done, another is to be decided."""
    here, entry = filling.here, filling.entry
    if entry is None or filling.same(typed):
        return _done(request, here, typed, entry.period if entry else None)
    kept = replace(typed, period=str(entry.period), of=str(entry.period), version=None, errors={})
    form = filling if here.may_correct(entry) else None
    return shown(request, here, form, kept, CONFLICT, period=entry.period, met=entry)


def _done(
    request: PageRequest, here: OpenSeries, typed: Typed, period: Period | None
) -> HttpResponse:
    name = here.declared.field("value")
    value = here.declared.exact(typed.values.get(name))
    words = {
        "period": period_word(str(period)) if period else "",
        "value": value_word(value, here.declared.unit),
    }
    messages.success(request, _("Entered for %(period)s: %(value)s.") % words)
    return HttpResponseRedirect(here.url)


def _wrong(
    request: PageRequest, filling: Filling, typed: Typed, errors: dict[str, str]
) -> HttpResponse:
    """Show what was typed again with what is wrong; what concerns no field stands on its own."""
    found = {**typed.errors, **errors}
    asked = {*filling.names, filling.here.declared.field("period")}
    others = [text for name, text in found.items() if name not in asked]
    kept = replace(typed, errors=found)
    return shown(request, filling.here, filling, kept, WRONG, others=others)
