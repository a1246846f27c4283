"""Screens of a queue: the list, one case, and the step that moves it."""

from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from lieucommun.design.context import Link
from lieucommun.design.shapes import Column, Event
from lieucommun.kernel.datasets.actions import move_record
from lieucommun.kernel.datasets.errors import ConflictError, NotAllowedError
from lieucommun.kernel.datasets.records import RecordView, UnknownRecord
from lieucommun.kernel.datasets.showing import shown_fields
from lieucommun.kernel.services.opening import OpenPage, PageRequest

from . import queries

LONGEST_NUMBER = 10

LONGEST_QUERY = 200


@require_safe
def queue(request: PageRequest) -> HttpResponse:
    """Show the queue, narrowed by words and by state."""
    opened = request.opened
    words, state = _asked(request)
    found = queries.queue(opened, words=words, state=state, cursor=request.GET.get("cursor", ""))
    dataset = queries.dataset_of(opened)
    states = dataset.workflow.states if dataset.workflow else {}
    language = opened.language
    context = {
        "queue": found,
        "words": words,
        "columns": [
            Column(dataset.title.get(language)),
            Column(_("State")),
            *(Column(dataset.fields[name].title.get(language)) for name in found.columns),
        ],
        "rows": [
            [
                Link(opened.url("sheet", key=case.address), case.label(language)),
                case.state_title(language),
                *(case.text(name, language) for name in found.columns),
            ]
            for case in found.cases
        ],
        "states": [Link(_address(q=words), _("All"), current=not state)]
        + [
            Link(_address(q=words, state=name), title.get(language), current=name == state)
            for name, title in states.items()
        ],
        "next": _turn(found.cases.next, words, state),
        "previous": _turn(found.cases.previous, words, state),
    }
    return render(request, "cases/queue.html", context)


@require_safe
def case(request: PageRequest, key: str) -> HttpResponse:
    """Show one case: its answers, the next action, what happened."""
    opened, record = request.opened, _record(request.opened, key)
    context = {
        "heading": record.label(opened.language),
        "record": record,
        "fields": list(shown_fields(opened, record)),
        "steps": queries.steps(opened, record),
        "events": _events(opened, record),
    }
    return render(request, "cases/case.html", context)


@require_POST
def step(request: PageRequest, key: str, transition: str) -> HttpResponse:
    """Take a case one step further, unless someone else moved it meanwhile."""
    opened, record = request.opened, _record(request.opened, key)
    if transition not in {one.name for one in queries.steps(opened, record)}:
        raise PermissionDenied
    version = request.POST.get("version", "")
    try:
        move_record(
            queries.dataset_of(opened),
            record.uuid,
            transition,
            by=opened.viewer,
            expected_version=_number(version) or record.version,
        )
    except NotAllowedError as refused:
        raise PermissionDenied from refused
    except ConflictError:
        messages.warning(
            request, _("Someone changed this case meanwhile; here it is as it is now.")
        )
    else:
        messages.success(request, _("Done."))
    return HttpResponseRedirect(opened.url("sheet", key=key))


def _number(text: str) -> int:
    """Return the version that a form names; 0 when it is no number that a version can have."""
    return int(text) if text.isdecimal() and len(text) < LONGEST_NUMBER else 0


def _record(opened: OpenPage, key: str) -> RecordView:
    try:
        return queries.case(opened, key)
    except UnknownRecord as missing:
        raise Http404(key) from missing


def _events(opened: OpenPage, record: RecordView) -> list[Event]:
    titles = {"created": _("Created"), "updated": _("Changed"), "moved": _("Moved on")}
    dataset = queries.dataset_of(opened)
    return [
        Event(
            title=titles.get(version.action, version.action),
            when=version.at.isoformat(),
            text=", ".join(
                dataset.fields[name].title.get(opened.language)
                for name in version.changed
                if name in dataset.fields
            ),
            by=person,
        )
        for version, person in queries.history(opened, record)
    ]


def _asked(request: PageRequest) -> tuple[str, str]:
    """Return the words and the state asked for; a state that no case may have counts as none."""
    words = "".join(sign if sign.isprintable() else " " for sign in request.GET.get("q", ""))
    workflow = queries.dataset_of(request.opened).workflow
    state = request.GET.get("state", "")
    known = workflow is not None and state in workflow.states
    return " ".join(words.split())[:LONGEST_QUERY], state if known else ""


def _address(**parts: str) -> str:
    return "?" + urlencode({name: value for name, value in parts.items() if value})


def _turn(cursor: str | None, words: str, state: str) -> str:
    return _address(q=words, state=state, cursor=cursor) if cursor else ""
