"""What is asked of a list, read from its address; what is not understood is refused, and said."""

import re
from dataclasses import dataclass, field
from difflib import get_close_matches

from django.http import QueryDict
from django.utils.translation import gettext as _

from lieucommun.kernel.datasets.errors import Refused
from lieucommun.kernel.datasets.queries import RecordQuery
from lieucommun.kernel.territories import queries as territories

from .problems import Fault, bad_parameters

SIZE, MOST = 50, 200
LONGEST, LONGEST_CURSOR = 200, 2_000
MOST_VALUES = 50
KM, FURTHEST_KM = 20.0, 300.0
#: Parameters that every address understands: they are about the reader.
ALWAYS = frozenset({"lang", "easy"})
NARROWING = ("q", "near", "km", "within", "state", "sort")
PAGING = ("size", "cursor")
_DIGITS = re.compile(r"[0-9]{1,4}")


def filterable(found: RecordQuery) -> list[str]:
    """Return the fields by which who calls may filter: counted ones, that are shown to them."""
    offered = found.access.offered | (found.access.aggregates or frozenset())
    return [
        name
        for name, each in found.dataset.fields.items()
        if name in offered and (each.counted or each.facet) and name not in (*NARROWING, *PAGING)
    ]


def sortable(found: RecordQuery) -> list[str]:
    """Return the fields by which who calls may sort."""
    return [
        name for name, each in found.dataset.fields.items() if each.sort and _offered(found, name)
    ]


@dataclass
class Asking:
    """The parameters of an address, taken one by one; `faults` gathers those that are refused."""

    given: QueryDict
    faults: list[Fault] = field(default_factory=list)

    def refuse(self, name: str, code: str, detail: str) -> None:
        self.faults.append(Fault(name, code, detail, parameter=True))

    def close(self) -> None:
        """Raise Problem when something was refused."""
        if self.faults:
            raise bad_parameters(self.faults)

    def only(self, known: list[str]) -> None:
        """Refuse the parameters that are not known here."""
        for name in self.given:
            if name in known or name in ALWAYS:
                continue
            near = get_close_matches(name, known, 1, 0.6)
            detail = _("There is no parameter of this name here.")
            if near:
                detail = _("There is no parameter of this name here; did you mean “%(nearest)s”?")
                detail %= {"nearest": near[0]}
            self.refuse(name[:LONGEST], "unknown", detail)

    def text(self, name: str, longest: int = LONGEST) -> str:
        """Return a text on one line; "" when it is absent or refused."""
        text = self.given.get(name, "")
        if len(text) > longest:
            self.refuse(name, "long", _("At most %(most)s characters.") % {"most": longest})
            return ""
        if not all(sign.isprintable() or sign.isspace() for sign in text):
            self.refuse(name, "control", _("This text holds signs that are not letters."))
            return ""
        return " ".join(text.split())

    def number(self, name: str, default: int, most: int) -> int:
        """Return a whole number from 1 to the most."""
        text = self.given.get(name, "")
        if not text and name not in self.given:
            return default
        if not _DIGITS.fullmatch(text) or not 1 <= int(text) <= most:
            detail = _("A whole number from 1 to %(most)s is expected.") % {"most": most}
            self.refuse(name, "number", detail)
            return default
        return int(text)

    def values(self, name: str) -> list[str]:
        """Return the values given for a field, each once."""
        values = list(dict.fromkeys(self.given.getlist(name)))
        if len(values) > MOST_VALUES:
            self.refuse(name, "many", _("At most %(most)s values.") % {"most": MOST_VALUES})
        if any(not value or "\0" in value or len(value) > LONGEST for value in values):
            self.refuse(name, "value", _("A value of 1 to %(most)s signs.") % {"most": LONGEST})
        return values


def narrowed(asking: Asking, found: RecordQuery) -> RecordQuery:
    """Return what the parameters ask of the records; faults are gathered."""
    for name in filterable(found):
        if name in asking.given:
            found = found.filter(name, *asking.values(name))
    if words := asking.text("q"):
        found = found.search(words)
    found = _stated(asking, _near(asking, found))
    if "within" in asking.given:
        found = _within(asking, found)
    return found


def ordered(asking: Asking, found: RecordQuery) -> RecordQuery:
    """Return the records in the order asked; `-` before a field turns it round."""
    sort = asking.text("sort")
    name = sort.removeprefix("-")
    if not sort:
        return found
    known = sortable(found)
    if name not in known:
        detail = _("These records are sorted by: %(known)s.") % {"known": ", ".join(known) or "–"}
        asking.refuse("sort", "sort", detail)
        return found
    return found.sort(name, descending=sort.startswith("-"))


def _near(asking: Asking, found: RecordQuery) -> RecordQuery:
    if "near" not in asking.given:
        if "km" in asking.given:
            asking.refuse("km", "alone", _("A distance goes with a position: near=45.43,4.39."))
        return found
    try:
        latitude, longitude = (float(part) for part in asking.given.get("near", "").split(","))
        km = float(asking.given.get("km", str(KM)))
    except ValueError:
        latitude = longitude = km = float("nan")
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180 and 0 < km <= FURTHEST_KM):  # noqa: PLR2004 - degrees
        detail = _(
            "A position and a distance are expected: near=45.43,4.39 and km=20, 300 at most."
        )
        asking.refuse("near", "near", detail)
        return found
    return found.near(latitude, longitude, km)


def _stated(asking: Asking, found: RecordQuery) -> RecordQuery:
    states = asking.given.getlist("state")
    if not states:
        return found
    workflow = found.dataset.workflow
    known = list(workflow.states) if workflow else []
    if not set(states) <= set(known):
        detail = _("The states of these records are: %(choices)s.")
        asking.refuse("state", "state", detail % {"choices": ", ".join(known) or "–"})
        return found
    return found.state(*dict.fromkeys(states))


def _within(asking: Asking, found: RecordQuery) -> RecordQuery:
    code = asking.text("within")
    try:
        known = territories.find(code)
    except (Refused, ValueError):
        known = None
    if known is None:
        detail = _("The code of a territory is expected, such as departement:42.")
        asking.refuse("within", "territory", detail)
        return found
    return found.within(known.key)


def _offered(found: RecordQuery, name: str) -> bool:
    return name in found.access.offered
