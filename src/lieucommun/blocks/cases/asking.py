"""What someone asks of a queue, read from its address; nothing asked is ever an error."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlencode

from django.http import QueryDict

from lieucommun.kernel.datasets.queries import RecordQuery, query
from lieucommun.kernel.services.opening import OpenPage

from . import queries

LONGEST_QUERY = 200
MOST_VALUES = 50
WHO = frozenset({"me", "nobody"})
FIRST_YEAR, LAST_YEAR = 1900, 2200


@dataclass(frozen=True, slots=True)
class Asked:
    """Words, a state, values of fields, and the days between which cases came."""

    words: str = ""
    state: str = ""
    facets: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    since: dt.date | None = None
    until: dt.date | None = None
    #: `me`, `nobody`, or "" for whoever follows them.
    who: str = ""

    @classmethod
    def read(cls, asked: QueryDict, opened: OpenPage) -> Self:
        """Keep of a query string what the page knows; the rest is ignored."""
        workflow = queries.dataset_of(opened).workflow
        state = asked.get("state", "")
        words = "".join(sign if sign.isprintable() else " " for sign in asked.get("q", ""))
        facets = {
            name: tuple(dict.fromkeys(filter(str.isprintable, filter(None, asked.getlist(name)))))
            for name in queries.facets(opened)
        }
        return cls(
            words=" ".join(words.split())[:LONGEST_QUERY],
            state=state if workflow is not None and state in workflow.states else "",
            facets={name: values[:MOST_VALUES] for name, values in facets.items() if values},
            since=_day(asked.get("since", "")),
            until=_day(asked.get("until", "")),
            who=asked.get("who", "") if asked.get("who") in WHO and queries.in_team(opened) else "",
        )

    @property
    def narrows(self) -> bool:
        """Whether anything narrows the queue, a state apart."""
        return bool(self.words or self.facets or self.since or self.until or self.who)

    def query(self, **changes: str) -> str:
        """Return the query string of this question with some parts changed, without a cursor."""
        plain = {
            "q": self.words,
            "state": self.state,
            "since": self.since.isoformat() if self.since else "",
            "until": self.until.isoformat() if self.until else "",
            "who": self.who,
        } | changes
        parts = [(name, value) for name, value in plain.items() if value]
        parts += [(name, value) for name, values in self.facets.items() for value in values]
        return urlencode(parts)

    def records(self, opened: OpenPage) -> RecordQuery:
        """Return the cases that are asked for, in the order of the page, as the viewer may."""
        found = query(queries.dataset_of(opened), opened.viewer).search(self.words)
        for name, values in self.facets.items():
            found = found.filter(name, *values)
        found = found.received(self.since, self.until)
        if self.who:
            found = found.followed_by(opened.viewer.person if self.who == "me" else 0)
        if self.state:
            found = found.state(self.state)
        return found.sort(opened.settings.sort) if opened.settings.sort else found


def _day(text: str) -> dt.date | None:
    try:
        found = dt.date.fromisoformat(text)
    except ValueError:
        return None
    return found if FIRST_YEAR <= found.year <= LAST_YEAR else None
