"""What the screen of a table is given: words, addresses and shapes."""

from typing import Any

from django.utils.translation import gettext, gettext_lazy

from lieucommun.design.context import Link
from lieucommun.kernel.datasets.saved.queries import filters_of
from lieucommun.kernel.services.manifest import Table
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.tables.browsing.answers import Answer
from lieucommun.kernel.tables.browsing.reading import Unread
from lieucommun.kernel.tables.browsing.running import TooCostly
from lieucommun.kernel.tables.browsing.writing import sql

from .asked import Asked
from .catalogue import source_line
from .controls import form
from .exporting import FORMATS, cut_word
from .listing import listing
from .opening import Browsed
from .words import column_word

FAULTS = {
    "column": gettext_lazy("no column is named “%(column)s”"),
    "value": gettext_lazy("“%(text)s” is no value of “%(column)s”"),
    "asked": gettext_lazy("this cannot be asked of “%(column)s”: %(text)s"),
    "many": gettext_lazy("too much is asked at once: “%(column)s” and what follows"),
}
MOST_FAULTS = 5


def presented(browsed: Browsed, asked: Asked) -> dict[str, Any]:
    """Return what the screen of a table shows; `listing` is None where that is too much to ask."""
    context, question = bare(browsed, asked), asked.question
    if browsed.stored is None:
        return context
    try:
        context["form"] = form(browsed, question)
        context["listing"] = found = listing(browsed, question)
    except TooCostly:
        return context
    return context | {
        "exports": _exports(browsed, asked, found.answer),
        "sql": sql(question, browsed.table).shown(),
        "saved": saved(browsed, asked),
        "sources": [source_line(load, browsed.language) for load in browsed.stored.loads],
    }


def bare(browsed: Browsed, asked: Asked) -> dict[str, Any]:
    """Return what the screen of a table shows without any row."""
    opened, question = browsed.opened, asked.question
    return {
        "browsed": browsed,
        "heading": browsed.title,
        "trail": [*trail_to(opened), Link(opened.url("catalogue"), gettext("Data"))],
        "example": browsed.stored is not None and browsed.stored.example,
        "asked": asked,
        "question": question,
        "faults": faults(browsed.table, asked, browsed.language),
        "first": f"?{question.but(page=1).query()}",
        "filed": f"{opened.url('catalogue')}#{browsed.name}",
        "listing": None,
        "form": None,
    }


def trail_to(opened: OpenPage) -> list[Link]:
    """Return the way to the catalogue of a page."""
    return [
        Link(opened.home, opened.service.manifest.title.get(opened.language)),
        Link(opened.url(), opened.title),
    ]


def faults(table: Table, asked: Asked, language: str) -> list[str]:
    """Return what of a question could not be read, in words; the first ones."""
    told = [_fault(table, each, language) for each in asked.unread]
    told += [gettext("no territory is named “%(text)s”") % {"text": each} for each in asked.nowhere]
    return list(dict.fromkeys(told))[:MOST_FAULTS]


def _fault(table: Table, each: Unread, language: str) -> str:
    column = column_word(table, each.column, language)
    return str(FAULTS[each.fault]) % {"column": column, "text": each.text}


def _exports(browsed: Browsed, asked: Asked, answer: Answer) -> list[Link]:
    """Return the files of an answer, whatever the page; those that would be cut say so."""
    query = asked.question.but(page=1).query()
    found = []
    for kind in FORMATS:
        address = browsed.url("browsed_file", kind=kind)
        note = cut_word(kind, answer.listed)
        found.append(Link(f"{address}?{query}" if query else address, kind.upper(), note=note))
    return found


def saved(browsed: Browsed, asked: Asked) -> list[dict[str, Any]]:
    """Return the questions that the viewer keeps of this table, by name."""
    start = f"{browsed.name}?"
    now = start + asked.question.but(page=1).query()
    return [
        {
            "link": Link(
                f"{browsed.url()}?{each.question.removeprefix(start)}",
                each.name,
                current=each.question == now,
            ),
            "forget": browsed.url("browsed_forgotten", uuid=str(each.uuid)),
        }
        for each in filters_of(browsed.opened)
        if each.question.startswith(start)
    ]
