"""What the screens of followed indicators draw, in the language of the visit."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lieucommun.design.context import Link
from lieucommun.design.shapes import Event, Term
from lieucommun.design.tags.shown import number
from lieucommun.engines.statistics.following import Period
from lieucommun.kernel.datasets.exchange.plain import FORMATS
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.territories import find

from . import showing
from .chart import charts
from .grouping import expected_word, groups, last_word, names, roles, subject_link, title_of
from .opening import OpenSeries, Visit
from .series import Series

#: Periods shown at once; `?all=1` shows the others.
MOST = 36
#: Late periods named in a reminder; the others are counted.
FEW = 3


@dataclass(frozen=True, slots=True)
class Owed:
    """What the viewer is late to enter: the indicator, its late periods, how many more."""

    title: str
    periods: list[Link]
    more: str


def listing(visit: Visit, state: str) -> dict[str, Any]:
    """Return the context of the list, or of those of its indicators that are in a state."""
    known = {each.value for each in showing.STATES}
    asked = state if state in known else ""
    found = list(groups(visit, asked))
    shown = sum(len(group.rows) for group in found)
    return {
        "groups": found,
        "count_text": ngettext("%(count)s indicator", "%(count)s indicators", shown)
        % {"count": number(shown)},
        "states": showing.states(visit.found.series, asked, visit.opened.url("followings")),
        "asked": asked,
        "owed": owed(visit, visit.owed()),
        "exports": _exports(asked),
        "titled": any(group.title for group in found),
    }


def one(here: OpenSeries, *, whole: bool) -> dict[str, Any]:
    """Return the context of an indicator: where it stands, and its periods."""
    series, declared, language = here.series, here.declared, here.opened.language
    lines = showing.lines(here, None if whole else MOST + 1)
    heading = title_of(declared, series.territory, language)
    note = declared.indicator.note
    subjects = here.visit.found.about(declared.name)
    return {
        "heading": heading,
        "chart": charts(series, heading),
        "series": series,
        "declared": declared,
        "note": note.get(language) if note else "",
        "state": showing.state_word(series.state),
        "facts": _facts(here),
        "lines": lines if whole else lines[:MOST],
        "more": len(lines) > MOST and not whole,
        "subjects": [subject_link(here.opened, each.record) for each in subjects],
        "parts": _parts(here),
        "owed": owed(here.visit, [series] if here.visit.owes(series) and series.missing else []),
        "may_enter": here.may_enter,
        "enters": enters_word(here.visit, series),
        "exports": _exports("", here.series.territory),
        "proofs": bool(declared.field("proof")),
        "back": here.visit.opened.url("followings"),
    }


def enters_word(visit: Visit, series: Series) -> str:
    """Return in words who must enter a series."""
    slugs = visit.found.organisations(series.declared.name)
    return showing.enters(series, names(visit, slugs), roles(visit.opened))


def owed(visit: Visit, late: Iterable[Series]) -> list[Owed]:
    """Return what the viewer is late to enter, each period with where it is entered."""
    return [_owed(visit, series) for series in late]


def events(here: OpenSeries, period: Period) -> list[Event]:
    """Return what the value of a period was, the latest first; who wrote it, to its team."""
    found = list(showing.history(here, period))
    team = here.opened.viewer.grants
    people = names_of({by for *_rest, by in found if by}) if team else {}
    return [
        Event(words, when=at.isoformat(), text=reason, by=people.get(by or 0, ""))
        for words, reason, at, by in found
    ]


def _owed(visit: Visit, series: Series) -> Owed:
    declared = series.declared
    url = visit.url(declared, series.territory)
    separator = "&" if "?" in url else "?"
    links = [
        Link(f"{url}{separator}period={period}#enter", showing.due_word(series, period, late=True))
        for period in series.missing[-FEW:][::-1]
    ]
    more = len(series.missing) - len(links)
    told = ngettext("and %(count)s older one", "and %(count)s older ones", more)
    title = title_of(declared, series.territory, visit.opened.language)
    return Owed(title, links, told % {"count": number(more)} if more > 0 else "")


def _facts(here: OpenSeries) -> list[Term]:
    """Return what is wanted of an indicator, and who enters it."""
    series, declared = here.series, here.declared
    way, unit = (None if series.territory else declared.trajectory), declared.unit
    marks = way.marks if way else ()
    start, target = (way.baseline, way.target) if way else (declared.start, None)
    between = [mark for mark in marks if mark not in {start, target}]
    told = [
        Term(_("Where it starts from"), showing.mark_word(start, unit) if start else ""),
        Term(_("Milestones"), " · ".join(showing.mark_word(mark, unit) for mark in between)),
        Term(_("Target"), showing.mark_word(target, unit) if target else ""),
        Term(_("Last value"), last_word(series)),
        Term(_("Expected then"), expected_word(declared, series.standing.expected)),
        Term(_("Next entry"), showing.next_word(series)),
        Term(_("Entered by"), enters_word(here.visit, series)),
    ]
    return [term for term in told if term.value]


def _parts(here: OpenSeries) -> list[Link]:
    """Return the other series of the same indicator: the whole, each territory."""
    found = [each for each in here.visit.found.series if each.declared.name == here.declared.name]
    if len(found) < 2:  # noqa: PLR2004 - a choice
        return []
    return [
        Link(
            here.visit.url(here.declared, each.territory),
            place.name if (place := find(each.territory)) else _("The whole"),
            current=each.territory == here.series.territory,
        )
        for each in found
    ]


def _exports(state: str, territory: str = "") -> list[Link]:
    kept = f"&state={state}" if state else f"&territory={territory}" if territory else ""
    return [Link(f"?format={kind}{kept}", kind.upper()) for kind in FORMATS]
