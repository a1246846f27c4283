"""The step that moves a case: at once, or after a page that asks why."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from lieucommun.blocks.cases.opening import OpenCase, opened_case
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.datasets.errors import ConflictError, NotAllowedError, NotMetError
from lieucommun.kernel.datasets.rights import may_move
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.workflows.actions.migrating import StuckCaseError
from lieucommun.kernel.workflows.actions.moving import LONGEST_REASON, move
from lieucommun.kernel.workflows.queries import Lead, leads
from lieucommun.kernel.workflows.refusals import OpinionAwaitedError, ReasonNeededError

LONGEST_NUMBER = 10


@require_http_methods(["GET", "HEAD", "POST"])
def step(request: PageRequest, key: str, transition: str) -> HttpResponse:
    """Take a case one step further, unless someone else moved it meanwhile.

    Asked for without being sent, the page says what the step does and asks for its reason.
    """
    found = opened_case(request.opened, key)
    opened = request.opened
    offered = leads(opened.service, found.dataset, opened.viewer, found.record, opened.language)
    lead = next((each for each in offered if each.name == transition), None)
    if lead is None:
        if request.method == "POST" and _was_offered(found, transition):
            return _overtaken(request, found)
        raise PermissionDenied
    if request.method != "POST" or lead.form:
        return _page(request, found, lead)
    return _moved(request, found, lead)


def _moved(request: PageRequest, found: OpenCase, lead: Lead) -> HttpResponse:
    try:
        move(
            request.opened.service,
            found.dataset,
            found.record.uuid,
            lead.name,
            by=request.opened.viewer,
            reason=request.POST.get("reason", ""),
            corrections=request.POST.getlist("corrections"),
            expected_version=_number(request.POST.get("version", "")) or found.record.version,
        )
    except ReasonNeededError:
        return _page(request, found, lead, error=_("Say why: the reason is kept and told."))
    except OpinionAwaitedError:
        messages.warning(request, _("An opinion is still waited for before this step."))
    except NotMetError:
        messages.warning(request, _("The case no longer meets the condition of this step."))
    except ConflictError:
        return _overtaken(request, found)
    except StuckCaseError:
        messages.warning(
            request,
            _("The service changed, and does not say what becomes of this case: tell its team."),
        )
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    else:
        messages.success(request, _("Done: %(step)s.") % {"step": lead.title})
    return HttpResponseRedirect(found.url())


def _was_offered(found: OpenCase, transition: str) -> bool:
    """Whether the viewer may make the step, from a state that the case is no longer in."""
    step = found.workflow.transitions.get(transition) if found.workflow else None
    may = may_move(found.dataset, found.opened.viewer, found.record.uuid, transition)
    return step is not None and may and found.record.state not in step.from_


def _overtaken(request: PageRequest, found: OpenCase) -> HttpResponse:
    """Say that someone, or a first click, was quicker: nothing is done twice."""
    messages.warning(request, _("This case has changed meanwhile; here it is as it is now."))
    return HttpResponseRedirect(found.url())


def _page(request: PageRequest, found: OpenCase, lead: Lead, error: str = "") -> HttpResponse:
    context = {
        "heading": lead.title,
        "case": found,
        "record": found.record,
        "lead": lead,
        "version": _number(request.POST.get("version", "")) or found.record.version,
        "begin": found.asking(lead.form) if lead.form else "",
        "task": f"step:{lead.name}",
        "fields": [] if lead.form else list(_fields(request, found, lead, error)),
    }
    return render(request, "cases/step.html", context, status=422 if error else 200)


def _fields(request: PageRequest, found: OpenCase, lead: Lead, error: str) -> list[FieldSpec]:
    fields = []
    if lead.reason:
        fields.append(
            FieldSpec(
                "reason",
                _("Reason"),
                "longtext",
                request.POST.get("reason", ""),
                help=_("Whoever made the request reads it."),
                error=error,
                required=lead.reason == "required",
                maxlength=LONGEST_REASON,
            )
        )
    if lead.reason and _reopens(found, lead):
        fields.append(
            FieldSpec(
                "corrections",
                _("What is to be put right"),
                "choices",
                tuple(request.POST.getlist("corrections")),
                help=_("Tick the questions to be answered again."),
                choices=tuple(
                    Choice(name, found.title_of(name))
                    for name in found.dataset.fields
                    if name in found.record.visible
                ),
            )
        )
    return fields


def _reopens(found: OpenCase, lead: Lead) -> bool:
    """Whether the step gives the case back to who wrote it, to be changed."""
    workflow = found.workflow
    state = workflow.transitions[lead.name].to if workflow else ""
    return any(
        rule.create and "all" not in rule.read and rule.update and state in (rule.states or ())
        for rule in found.dataset.access
    )


def _number(text: str) -> int:
    """Return the version that a form names; 0 when it is no number that a version can have."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0
