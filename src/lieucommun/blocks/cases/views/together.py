"""One step taken with several cases: a page that says what will happen, then each in its turn."""

import uuid as uuids
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from lieucommun.blocks.cases import queries
from lieucommun.blocks.cases.asking import Asked
from lieucommun.design.fields import FieldSpec
from lieucommun.kernel.datasets.errors import ConflictError, NotAllowedError, NotMetError
from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.queries import query
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.services.opening import OpenPage, PageRequest
from lieucommun.kernel.workflows.actions.migrating import StuckCaseError
from lieucommun.kernel.workflows.actions.moving import LONGEST_REASON, move
from lieucommun.kernel.workflows.machines import declared
from lieucommun.kernel.workflows.queries import leads
from lieucommun.kernel.workflows.refusals import OpinionAwaitedError, ReasonNeededError

#: Cases that go together at most: as many as a page shows.
MOST = 100


@dataclass(frozen=True, slots=True)
class _Ready:
    """A case that was ticked, and why the step cannot be taken with it; "" when it can."""

    record: RecordView
    trouble: str = ""


@require_http_methods(["GET", "HEAD", "POST"])
def together(request: PageRequest) -> HttpResponse:
    """Say what a step does to each ticked case, then take it with those that may.

    Asked for without being sent, it is the queue.
    """
    opened = request.opened
    if request.method != "POST":
        return HttpResponseRedirect(opened.url())
    name = request.POST.get("step", "")
    titles = queries.steps_together(opened)
    ticked = _ticked(opened, request.POST.getlist("case"))
    if not name or not ticked:
        messages.warning(request, _("Tick at least one case, then choose what to do with it."))
        return _back(request)
    if name not in titles:
        raise PermissionDenied
    ready = [_Ready(record, _trouble(opened, record, name)) for record in ticked]
    if request.POST.get("sure") != "1" or not any(not each.trouble for each in ready):
        return _page(request, name, titles[name], ready)
    if _asks_why(opened, name) == "required" and not request.POST.get("reason", "").strip():
        error = _("Say why: the reason is kept and told.")
        return _page(request, name, titles[name], ready, error=error)
    _take(request, name, titles[name], ready)
    return _back(request)


def _ticked(opened: OpenPage, given: Iterable[str]) -> list[RecordView]:
    """Return the cases that were ticked, in their order; those not to be seen are not there."""
    wanted = []
    for text in dict.fromkeys(given):
        try:
            wanted.append(uuids.UUID(text))
        except ValueError:
            continue
    dataset = queries.dataset_of(opened)
    found = query(dataset, opened.viewer).several(wanted[:MOST])
    return list(with_names(dataset, [found[uuid] for uuid in wanted[:MOST] if uuid in found]))


def _trouble(opened: OpenPage, record: RecordView, name: str) -> str:
    offered = leads(opened.service, record.dataset, opened.viewer, record, opened.language)
    lead = next((each for each in offered if each.name == name), None)
    if lead is None:
        return _("not from where it stands, or not by you")
    if lead.form:
        return _("asks for a form first")
    return _("waits for an opinion") if lead.awaited else ""


def _asks_why(opened: OpenPage, name: str) -> str:
    workflow = declared(opened.service, queries.dataset_of(opened).name)
    return (workflow.transitions[name].reason or "") if workflow else ""


def _page(
    request: PageRequest, name: str, title: str, ready: list[_Ready], *, error: str = ""
) -> HttpResponse:
    asks = _asks_why(request.opened, name)
    reason = FieldSpec(
        "reason",
        _("Reason"),
        "longtext",
        request.POST.get("reason", ""),
        help=_("Whoever made the request reads it."),
        error=error,
        required=asks == "required",
        maxlength=LONGEST_REASON,
    )
    context = {
        "heading": title,
        "step": name,
        "going": [each.record for each in ready if not each.trouble],
        "staying": [each for each in ready if each.trouble],
        "fields": [reason] if asks else [],
        "question": request.POST.get("question", ""),
    }
    return render(request, "cases/together.html", context, status=422 if error else 200)


def _take(request: PageRequest, name: str, title: str, ready: list[_Ready]) -> None:
    """Take the step with each case in a transaction of its own: one refusal stops no other."""
    opened = request.opened
    results = Counter(
        _one(opened, each.record, name, request.POST.get("reason", ""))
        if not each.trouble
        else "no"
        for each in ready
    )
    if done := results["done"]:
        messages.success(
            request,
            ngettext("%(step)s: done for %(n)s case.", "%(step)s: done for %(n)s cases.", done)
            % {"step": title, "n": done},
        )
    if left := sum(results.values()) - done:
        messages.warning(
            request,
            ngettext(
                "%(n)s case was left as it was: it had changed, or the step was not open to it.",
                "%(n)s cases were left as they were: they had changed, or the step was not open "
                "to them.",
                left,
            )
            % {"n": left},
        )


def _one(opened: OpenPage, record: RecordView, name: str, reason: str) -> str:
    try:
        move(
            opened.service,
            record.dataset,
            record.uuid,
            name,
            by=opened.viewer,
            reason=reason,
            expected_version=record.version,
        )
    except (
        ConflictError,
        NotAllowedError,
        NotMetError,
        OpinionAwaitedError,
        ReasonNeededError,
        StuckCaseError,
        UnknownRecord,
    ):
        return "left"
    return "done"


def _back(request: PageRequest) -> HttpResponse:
    told = Asked.read(QueryDict(request.POST.get("question", "")), request.opened).query()
    return HttpResponseRedirect(request.opened.url() + (f"?{told}" if told else ""))
