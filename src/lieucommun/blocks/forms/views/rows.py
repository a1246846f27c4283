"""The rows of a repeat: listed, added, moved, taken away."""

import uuid as uuids
from typing import Any

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lieucommun.blocks.forms import screens
from lieucommun.blocks.forms.going import address, after, before, count
from lieucommun.blocks.forms.visiting import Visit, visit
from lieucommun.engines.xforms import FormError, path_names
from lieucommun.engines.xforms import rows as rows_at
from lieucommun.kernel.forms.actions import drafting
from lieucommun.kernel.forms.actions.rows import add_row, remove_row, shift_row
from lieucommun.kernel.forms.steps import Step, path_of, row_steps, step_at
from lieucommun.kernel.forms.telling import naming
from lieucommun.kernel.services.opening import PageRequest

from .answering import refusing

MOVES = {"up": -1, "down": 1}


@require_http_methods(["GET", "HEAD", "POST"])
@refusing
def rows(request: PageRequest, uuid: uuids.UUID, key: str) -> HttpResponse:
    """Show the rows of a repeat, and do what is asked of them."""
    here = visit(request, uuid)
    try:
        line, rank = step_at(here.speech.answers, path_of(here.speech.answers, key))
    except FormError:
        return HttpResponseRedirect(here.url("draft"))
    step = line[rank]
    if request.method == "POST":
        return _done(request, here, step) or _left(request, here, step)
    drafting.remember_place(here.held, step.key)
    return _shown(request, here, step)


def _done(request: PageRequest, here: Visit, step: Step) -> HttpResponse | None:
    """Do what a button of the list says; None for the one that goes on."""
    service, held, hand, sent = here.opened.service, here.held, here.hand, request.POST
    if "add" in sent:
        row = add_row(service, held, step.path, hand)
        fresh = visit(request, here.held.draft.uuid)
        inner = row_steps(fresh.speech.answers, row)
        return HttpResponseRedirect(address(fresh, inner[0]) if inner else request.path)
    for word, by in MOVES.items():
        if moving := _named(here, step, sent.get(word, "")):
            moved = shift_row(service, held, moving, by, hand)
            number = moved.rpartition("[")[2].rstrip("]")
            return HttpResponseRedirect(f"{request.path}#row-{number}")
    if gone := _named(here, step, sent.get("remove", "")):
        remove_row(service, held, gone, hand)
        return HttpResponseRedirect(request.path)
    return None


def _left(request: PageRequest, here: Visit, step: Step) -> HttpResponse:
    if "later" in request.POST:
        return HttpResponseRedirect(here.url("later"))
    if request.POST.keys() & {*MOVES, "remove"}:  # rows that went meanwhile
        return HttpResponseRedirect(request.path)
    if _wrong(here, step):
        return _shown(request, here, step, 422)
    if request.POST.get("from") == "check":
        return HttpResponseRedirect(here.url("check"))
    line, rank = step_at(here.speech.answers, step.path)
    return HttpResponseRedirect(after(here, step, line, rank))


def _named(here: Visit, step: Step, number: str) -> str:
    """Return the row of a number that was sent; "" when there is none."""
    if not (number.isascii() and number.isdecimal() and len(number) < 5):  # noqa: PLR2004
        return ""
    row = f"{step.path}[{int(number)}]"
    return row if row in rows_at(here.speech.answers, step.path) else ""


def _wrong(here: Visit, step: Step) -> dict[str, int]:
    """Return how many answers are to be completed in each row that has some."""
    found: dict[str, int] = {}
    for problem in here.speech.answers.problems():
        if problem.path.startswith(f"{step.path}["):
            row = step.path + problem.path[len(step.path) :].partition("]")[0] + "]"
            found[row] = found.get(row, 0) + 1
    return found


def _shown(request: PageRequest, here: Visit, step: Step, status: int = 200) -> HttpResponse:
    line, rank = step_at(here.speech.answers, step.path)
    wrong = _wrong(here, step)
    current, total = count(here, step)
    removing = request.GET.get("remove", "")
    listed = [
        _row(here, row, number, wrong)
        for number, row in enumerate(rows_at(here.speech.answers, step.path), 1)
    ]
    check = "check" in {request.GET.get("from"), request.POST.get("from")}
    context = {
        "heading": screens.heading(here.speech, step) or _("Rows"),
        "language": here.speech.spoken_at(step.path),
        "section": screens.section(here.speech, step),
        "rows": listed,
        "removing": next((each for each in listed if str(each["number"]) == removing), None),
        "fixed": path_names(step.path) in here.speech.answers.form.fixed,
        "wrong": [each for each in listed if each["wrong"]] if status != 200 else [],  # noqa: PLR2004
        "current": current,
        "total": total,
        "back": here.url("check") if check else before(here, step, line, rank),
        "check": check,
        "held": here.held,
    }
    return render(request, "forms/rows.html", context, status=status)


def _row(here: Visit, row: str, number: int, wrong: dict[str, int]) -> dict[str, Any]:
    inner = row_steps(here.speech.answers, row)
    return {
        "number": number,
        "name": naming(here.speech, row),
        "url": address(here, inner[0]) if inner else "",
        "wrong": wrong.get(row, 0),
    }
