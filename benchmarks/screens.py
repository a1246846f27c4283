"""The requests that are compared, and the proof that both sides answer the same thing."""

import html
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any
from urllib.parse import urlencode

from django.db import connections
from django.http import HttpResponse
from django.test import Client, override_settings

from .peer.middleware import MIDDLEWARE
from .place import DATASET, SERVICE
from .records import searches

TITLE = re.compile(r"<h2>\s*<a [^>]*>(.*?)</a>", re.DOTALL)
TOTAL = re.compile(r"<strong>([\d\s\u202f\u00a0]+)")
FACET = re.compile(
    r'name="(\w+)" value="([^"]*)"[^>]*><span>.*?</span>\s*<span class="number">([^<]*)</span>'
)
OURS, PLAIN_OURS = f"/s/{SERVICE}/structures/", f"/s/{SERVICE}/plain/"
PEER, PLAIN_PEER = "/structures/", "/plain/"
#: A theme of the first structure: the smallest place has it too.
THEME = "transition-ecologique"


@dataclass(frozen=True, slots=True)
class Screen:
    """A request in as many variants as there are addresses; `forget` drops what ours remembers."""

    name: str
    ours: tuple[str, ...]
    peer: tuple[str, ...]
    forget: bool = False


class Visitors:
    """A visitor of each side, with the whole middleware of each."""

    def __init__(self) -> None:
        self.ours = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="fr")
        self.peer = Client(SERVER_NAME="127.0.0.1", HTTP_ACCEPT_LANGUAGE="fr")
        self.get_ours(PLAIN_OURS)
        with override_settings(MIDDLEWARE=MIDDLEWARE):  # read at the first request, then kept
            self.get_peer(PLAIN_PEER)

    def get_ours(self, address: str) -> HttpResponse:
        return _good(self.ours.get(address), address)

    def get_peer(self, address: str) -> HttpResponse:
        return _good(self.peer.get(address), address)


def screens(rows: int, variants: int) -> list[Screen]:
    """Return what is measured; each search in as many variants."""
    cursor, after = _deep((rows - 1) // 2)
    one, two = ([urlencode({"q": each}) for each in _answered(words, variants)] for words in (1, 2))
    theme = [urlencode({"themes": THEME})]
    turned = Screen(
        "sorted, in the middle",
        (f"{OURS}?{urlencode({'sort': 'nom', 'cursor': cursor})}",),
        (f"{PEER}?{urlencode({'after': after})}",),
    )
    return [
        Screen("list", (OURS,), (PEER,)),
        Screen("list, first after a write", (OURS,), (PEER,), forget=True),
        Screen("list, without facets", (PLAIN_OURS,), (PLAIN_PEER,)),
        turned,
        _asking("one facet chosen, first time", theme),
        _asking("one facet chosen, asked before", theme, forget=False),
        _asking("search, one word, first time", one),
        _asking("search, two words, first time", two),
        _asking("search, one word, asked before", one, forget=False),
        _asking("search, one word, without facets", one, ours=PLAIN_OURS, peer=PLAIN_PEER),
    ]


def _asking(
    name: str, asked: list[str], *, ours: str = OURS, peer: str = PEER, forget: bool = True
) -> Screen:
    mine, theirs = (tuple(f"{page}?{each}" for each in asked) for page in (ours, peer))
    return Screen(name, mine, theirs, forget)


def forget() -> None:
    """Drop the counts that our side remembers, by question, until the next write."""
    from lieucommun.kernel.datasets import counting

    counting._kept.clear()  # noqa: SLF001 - a question nobody asked before is what is measured


def statements(act: Callable[[], object], alias: str) -> int:
    """Return how many SQL statements an act sends to a database."""
    sent: list[str] = []

    def note(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:  # noqa: FBT001
        sent.append(sql)
        return execute(sql, params, many, context)

    with connections[alias].execute_wrapper(note):
        act()
    return len(sent)


def same(visitors: Visitors, screen: Screen) -> None:
    """Stop unless both sides show the same titles, total and counts by value."""
    for mine, theirs in zip(screen.ours, screen.peer, strict=True):
        ours, peer = _shown(visitors.get_ours(mine)), _shown(visitors.get_peer(theirs))
        if ours != peer:
            raise SystemExit(f"{screen.name}: not the same answers\n{mine} {ours}\n{theirs} {peer}")


def _shown(response: HttpResponse) -> Mapping[str, Any]:
    text = response.content.decode()
    total = TOTAL.search(text)
    return {
        "titles": [html.unescape(title).strip() for title in TITLE.findall(text)],
        "total": _number(total[1]) if total else None,
        "facets": {
            (name, value): number
            for name, value, count in FACET.findall(text)
            if (number := _number(count))  # a value chosen stays on our screen at zero
        },
    }


def _number(text: str) -> int:
    return int(re.sub(r"\s", "", html.unescape(text)))


def _good(response: Any, address: str) -> HttpResponse:
    if response.status_code != 200:  # noqa: PLR2004
        raise SystemExit(f"{address} answered {response.status_code}")
    found: HttpResponse = response
    return found


def _answered(words: int, count: int) -> list[str]:
    """Return searches that find something: with none, ours looks for some of the words instead."""
    from .peer.queries import Asked, find

    drawn = searches(words, 40 + count * 3)
    found = (each for each in drawn if find(Asked(each), facets=()).total)
    return list(islice(found, count))


def _deep(position: int) -> tuple[str, str]:
    """Return our cursor and the peer's after the row at a position, in the order of names.

    A visitor gets there by turning pages; the cursor is made here as turning would make it.
    """
    from lieucommun.blocks.directory.queries import PAGE
    from lieucommun.kernel.datasets.models import Record
    from lieucommun.kernel.datasets.paging import Cursor
    from lieucommun.kernel.datasets.queries import query
    from lieucommun.kernel.people.viewer import ANYONE
    from lieucommun.kernel.services.registry import open_service

    from .peer.models import Structure

    row = Structure.objects.order_by("name_key", "pk")[position]
    asked = query(open_service(SERVICE).dataset(DATASET), ANYONE).sort("nom")
    record = Record.objects.get(key=row.slug)
    tag = asked._tag(PAGE)  # noqa: SLF001 - see above
    cursor = Cursor(0, record.keys["nom"], record.pk).written(tag)
    return cursor, f"{row.name_key},{row.pk}"
