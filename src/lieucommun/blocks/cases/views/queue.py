"""The queue: cases narrowed by words and by state, with the columns that the manifest names."""

from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from lieucommun.blocks.cases import queries
from lieucommun.design.context import Link
from lieucommun.design.shapes import Column
from lieucommun.kernel.services.opening import PageRequest

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
