"""One case: what to do next, its answers, what was said and done; and what is written there."""

import uuid as uuids

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lieucommun.blocks.cases import panels
from lieucommun.blocks.cases.opening import OpenCase, opened_case
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.datasets.errors import NotAllowedError
from lieucommun.kernel.datasets.showing import shown_fields
from lieucommun.kernel.messages.actions import LONGEST_MESSAGE, write_message
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.services.opening import PageRequest
from lieucommun.kernel.workflows.actions.assigning import assign
from lieucommun.kernel.workflows.queries import (
    asked_to_correct,
    assignable,
    instructors,
    leads,
    may_assign,
)

#: Signs that no number of a person has.
LONG = 18


@require_safe
def case(request: PageRequest, key: str) -> HttpResponse:
    """Show one case: the next action, its answers, opinions, papers, messages, history."""
    found = opened_case(request.opened, key)
    return render(request, "cases/case.html", _context(found))


@require_POST
def write(request: PageRequest, key: str) -> HttpResponse:
    """Keep a message to the other side, or a note of the team."""
    found = opened_case(request.opened, key)
    if not found.takes_part:
        raise PermissionDenied
    sent = request.POST
    written = write_message(
        found.dataset,
        found.record.uuid,
        sent.get("text", ""),
        by=request.opened.viewer,
        applicant=found.asks,
        internal=sent.get("to") == "team",
        to=instructors(found.dataset, found.record.uuid) if found.asks else (),
        once=_uuid(sent.get("once", "")),
    )
    if written is None:
        messages.warning(request, _("Nothing was written, so nothing was sent."))
    elif written.internal:
        messages.success(request, _("The note is kept. Only the team reads it."))
    else:
        messages.success(request, _("The message is sent."))
    return HttpResponseRedirect(found.url() + "#messages")


@require_POST
def follow(request: PageRequest, key: str) -> HttpResponse:
    """Say who follows a case, or that nobody does."""
    found = opened_case(request.opened, key)
    chosen = request.POST.get("assignee", "")
    person = int(chosen) if chosen.isascii() and chosen.isdecimal() and len(chosen) < LONG else 0
    try:
        assign(
            found.opened.service,
            found.dataset,
            found.record,
            person or None,
            by=found.opened.viewer,
        )
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    messages.success(request, _("It is noted who follows this case."))
    return HttpResponseRedirect(found.url())


def _follower(found: OpenCase) -> dict[str, object]:
    """Return who follows the case, and the field that says it where the viewer may."""
    viewer, record = found.opened.viewer, found.record
    if found.asks:
        return {}
    name = names_of({record.assignee}).get(record.assignee, "") if record.assignee else ""
    if not may_assign(found.opened.service, found.dataset, viewer, record):
        return {"follower": name}
    people = assignable(found.opened.service, found.dataset)
    nobody = Choice("0", _("Nobody"))
    choices = (nobody, *(Choice(str(each.pk), each.name) for each in people))
    chosen = str(record.assignee or 0)
    field = FieldSpec(
        "assignee",
        _("Followed by"),
        "choice",
        chosen,
        choices=choices,
        widget="select",
        required=True,
    )
    return {"follower": name, "following": field}


def _context(found: OpenCase) -> dict[str, object]:
    opened, record = found.opened, found.record
    offered = [
        lead
        for lead in leads(opened.service, found.dataset, opened.viewer, record, opened.language)
        if not lead.form or found.asking(lead.form)  # no page asks it: nothing leads there
    ]
    workflow = found.workflow
    titles = workflow.opinions if workflow else {}
    held = {name for lead in offered for name in lead.awaited}
    asked = asked_to_correct(record.uuid)
    return {
        "heading": record.label(opened.language),
        "case": found,
        "record": record,
        "leads": [lead for lead in offered if not lead.awaited],
        "held": [lead for lead in offered if lead.awaited],
        "awaited": [titles[name].title.get(opened.language) for name in titles if name in held],
        "coming": panels.coming(found),
        "asked": asked,
        "to_correct": [found.title_of(name) for name in asked.corrections] if asked else [],
        "correcting": found.correcting(),
        "parts": panels.answers(found),
        "attached": panels.attached(found),
        "fields": list(shown_fields(opened, record)),
        "opinions": panels.opinions(found),
        "askable": list(panels.askable(found)),
        "papers": panels.papers(found),
        "letters": panels.letters(found),
        "said": panels.conversation(found),
        "once": panels.once(),
        "writing": FieldSpec(
            "text",
            _("Your message") if found.asks else _("Your message or note"),
            "longtext",
            maxlength=LONGEST_MESSAGE,
            required=True,
        ),
        "events": panels.events(found),
        **_follower(found),
    }


def _uuid(text: str) -> uuids.UUID | None:
    try:
        return uuids.UUID(text)
    except ValueError:
        return None
