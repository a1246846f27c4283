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
        self.get_ours(f"/s/{SERVICE}/plain/")
        with override_settings(MIDDLEWARE=MIDDLEWARE):  # read at the first request, then kept
            self.get_peer("/plain/")

    def get_ours(self, address: str) -> HttpResponse:
        return _good(self.ours.get(address), address)

    def get_peer(self, address: str) -> HttpResponse:
        return _good(self.peer.get(address), address)


def screens(rows: int, variants: int) -> list[Screen]:
    """Return what is measured; each search in as many variants."""
    ours, peer = f"/s/{SERVICE}/structures/", "/structures/"
    theme = urlencode({"themes": THEME})
    cursor, after = _deep((rows - 1) // 2)
    found = [
        Screen("list", (ours,), (peer,)),
        Screen("list, no count remembered", (ours,), (peer,), forget=True),
        Screen("list without facets", (f"/s/{SERVICE}/plain/",), ("/plain/",)),
        Screen("one facet chosen", (f"{ours}?{theme}",), (f"{peer}?{theme}",)),
        Screen(
            "sorted, in the middle",
            (f"{ours}?{urlencode({'sort': 'nom', 'cursor': cursor})}",),
            (f"{peer}?{urlencode({'after': after})}",),
        ),
    ]
    for words, name in ((1, "search, one word"), (2, "search, two words")):
        asked = [urlencode({"q": words}) for words in _answered(words, variants)]
        found.append(
            Screen(name, tuple(f"{ours}?{q}" for q in asked), tuple(f"{peer}?{q}" for q in asked))
        )
    asked = [urlencode({"q": words}) for words in _answered(1, variants)]
    plain = f"/s/{SERVICE}/plain/"
    found.append(
        Screen(
            "search, one word, without facets",
            tuple(f"{plain}?{q}" for q in asked),
            tuple(f"/plain/?{q}" for q in asked),
        )
    )
    return found


def forget() -> None:
    """Drop the counts that our side remembers until the next write."""
    from lieucommun.kernel.datasets import counting

    counting._kept.clear()  # noqa: SLF001 - the first visit after a write is what is measured


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
