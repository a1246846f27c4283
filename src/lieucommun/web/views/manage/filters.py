"""The filters of the journal, as a form and as what is looked for."""

import datetime as dt
import zoneinfo
from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.http import QueryDict
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _

from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.kernel.journal.queries import Asked
from lieucommun.kernel.people.queries import named_like

from .acts import ACTS

DAY = dt.timedelta(days=1)
NAMES = ("person", "action", "object", "since", "until")


@dataclass(frozen=True, slots=True)
class Filters:
    """What was asked for, as it was typed."""

    person: str = ""
    action: str = ""
    object: str = ""
    since: str = ""
    until: str = ""

    @classmethod
    def read(cls, query: QueryDict) -> "Filters":
        """Read an address; what is no date or no act is left out."""
        given = {name: query.get(name, "").strip()[:200] for name in NAMES}
        for name in ("since", "until"):
            given[name] = given[name] if _day(given[name]) else ""
        return cls(**given)

    def asked(self, service: str | None) -> Asked:
        """Return what is looked for in a service, or in the whole place."""
        since, until = _day(self.since), _day(self.until)
        return Asked(
            service=service,
            persons=named_like(self.person) if self.person else None,
            action=self.action,
            object_id=self.object,
            since=_start(since) if since else None,
            until=_start(until + DAY) if until else None,
        )

    @property
    def address(self) -> str:
        """The parameters that ask for the same again."""
        return urlencode({name: getattr(self, name) for name in NAMES if getattr(self, name)})

    def fields(self) -> list[FieldSpec]:
        """Return the fields of the form."""
        acts = sorted(((code, str(text)) for code, text in ACTS.items()), key=lambda one: one[1])
        if self.action and self.action not in ACTS:
            acts.append((self.action, self.action))
        every = [Choice("", _("Every act")), *(Choice(code, text) for code, text in acts)]
        return [
            FieldSpec("person", _("Name or e-mail address"), value=self.person),
            FieldSpec(
                "action", _("Act"), "choice", self.action, choices=tuple(every), widget="select"
            ),
            FieldSpec("object", _("Identifier of the record or of the job"), value=self.object),
            FieldSpec("since", _("From (year-month-day)"), value=self.since),
            FieldSpec("until", _("To (year-month-day)"), value=self.until),
        ]


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


def _start(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), zoneinfo.ZoneInfo(settings.TIME_ZONE))
