"""Followed indicators as they are read: words of states and periods, lines, timelines, files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import islice
from typing import Any
from urllib.parse import quote

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from lieucommun.blocks.observatory.territories.words import period_word, value_word
from lieucommun.design.context import Link
from lieucommun.design.tags.shown import DATE, NARROW, number
from lieucommun.engines.statistics.exact import Number, rounded
from lieucommun.engines.statistics.following import Mark, Period, State
from lieucommun.kernel.datasets.attached import rows_of, uuid_of
from lieucommun.kernel.datasets.fields import Field
from lieucommun.kernel.datasets.fields.files import files_of
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.files.links import OF_RECORD, signed_link
from lieucommun.kernel.files.models import Attachment
from lieucommun.kernel.people.queries import organisations_with

from .declared import Declared
from .opening import OpenSeries
from .series import Line, Series

MINUS = "\u2212"
MOST_PLACES = 6
#: The words of each state, the sign and the kind of its tag, in the order of a list: worst first.
STATES: dict[State, tuple[Any, str, str]] = {
    State.LATE: (gettext_lazy("Late entry"), "alert-triangle", "warm"),
    State.BEHIND: (gettext_lazy("Behind"), "flag", "partly"),
    State.ON_TRACK: (gettext_lazy("On track"), "check", "runs"),
    State.REACHED: (gettext_lazy("Target reached"), "circle-check", "runs"),
    State.NO_TARGET: (gettext_lazy("No target"), "list", ""),
    State.NOT_STARTED: (gettext_lazy("Not started"), "clock", "planned"),
}


@dataclass(frozen=True, slots=True)
class StateWord:
    """A state with its sign and its word."""

    text: str
    icon: str
    kind: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    """A period as the table shows it. `status` says it in words where nothing was entered."""

    line: Line
    period: str
    expected: Decimal | None
    gap: str
    status: str
    by: str
    proof: Link | None
    remarks: str
    versions: int
    url: str
    correct: bool


def state_word(state: State) -> StateWord:
    """Return how a state is read."""
    text, icon, kind = STATES[state]
    return StateWord(str(text), icon, kind)


def due_word(series: Series, period: Period, *, late: bool) -> str:
    """Return a period with the day by which its value is due."""
    words = {"period": period_word(str(period)), "day": date_format(series.due(period), DATE)}
    if period in series.values:
        return words["period"]
    if late:
        return _("%(period)s: late, was due on %(day)s") % words
    return _("%(period)s: to enter by %(day)s") % words


def mark_word(mark: Mark, unit: str) -> str:
    """Return a value that is known or wanted, with its period."""
    words = {"value": value_word(exact(mark.value), unit), "period": period_word(str(mark.period))}
    return _("%(value)s (%(period)s)") % words


def signed(value: Fraction, places: int) -> str:
    """Return a difference with its sign, rounded to decimals: +1.2, −3.0, 0.0."""
    found = rounded(value, places)
    sign = "+" if found > 0 else MINUS if found < 0 else ""
    return f"{sign}{number(abs(found), places)}"


def missing_word(series: Series) -> str:
    """Return in words how many values are late, and since when."""
    count = len(series.missing)
    if not count:
        return ""
    first = date_format(series.due(series.missing[0]), DATE)
    told = ngettext(
        "%(count)s value late, due on %(day)s", "%(count)s values late, since %(day)s", count
    )
    return told % {"count": number(count), "day": first}


def next_word(series: Series) -> str:
    """Return in words what comes next; "" when nothing does."""
    period = series.next
    if period is None:
        return ""
    return due_word(series, period, late=period in series.missing)


def enters(series: Series, named: dict[str, str], roles: dict[str, str]) -> str:
    """Return who must enter a series: organisations (slug → name), or else roles."""
    if named:
        return ", ".join(named.values())
    return ", ".join(roles.get(role, role) for role in series.declared.roles)


def lines(here: OpenSeries, most: int | None = None) -> list[ShownLine]:
    """Return the periods of a series as they are shown, the latest first.

    As many statements for one as for all: one for the organisations, one for the files.
    """
    found = list(islice(here.series.lines(), most))
    entered = [line.entry.record for line in found if line.entry]
    homes = organisations_with({each.organisation for each in entered if each.organisation})
    proof = here.declared.field("proof")
    files = _files(record.value(proof) for record in entered) if proof else {}
    return [_line(here, line, homes, files) for line in found]


def _line(
    here: OpenSeries,
    line: Line,
    homes: dict[int, tuple[str, str]],
    files: dict[Any, Attachment],
) -> ShownLine:
    places = here.declared.indicator.decimals
    record = line.entry.record if line.entry else None
    proof = here.declared.field("proof")
    separator = "&" if "?" in here.url else "?"
    return ShownLine(
        line,
        period_word(str(line.period)),
        None if line.expected is None else rounded(line.expected, places),
        "" if line.gap is None else signed(line.gap, places),
        _status(line),
        homes.get(record.organisation or 0, ("", ""))[1] if record else "",
        _proof(here, record, files) if record and proof else None,
        _remarks(here, record) if record else "",
        record.version if record else 0,
        f"{here.url}{separator}period={line.period}",
        correct=record is not None and here.visit.hands.seems_to_correct(here.declared, record),
    )


def _status(line: Line) -> str:
    words = {"day": date_format(line.due, DATE)}
    if line.entry is not None:
        return ""
    return (_("late: due on %(day)s") if line.late else _("due on %(day)s")) % words


def _files(values: Iterable[Any]) -> dict[Any, Attachment]:
    told = (uuid for value in values for each in files_of(value) if (uuid := uuid_of(each)))
    return dict(rows_of(told))


def _proof(here: OpenSeries, record: RecordView, files: dict[Any, Attachment]) -> Link | None:
    held = files_of(record.value(here.declared.field("proof")))
    if not held:
        return None
    value = str(held[0])
    if uuid := uuid_of(value):
        row = files.get(uuid)
        if row is None:
            return None
        url = signed_link(row, OF_RECORD) if row.state == Attachment.State.CLEAN else ""
        return Link(url, row.name)
    if here.declared.dataset.fields[here.declared.field("proof")].type == "url":
        return Link(value, value)
    return Link(f"{here.opened.home}_files/{quote(value)}", value.rpartition("/")[2])


def _remarks(here: OpenSeries, record: RecordView) -> str:
    """Return the other texts of a value, as they are read."""
    declared, language = here.declared, here.opened.language
    apart = {*declared.followed.fields.values(), declared.dataset.record_key}
    told = [
        record.text(name, language)
        for name, each in declared.dataset.fields.items()
        if name not in apart and each.type in {"text", "longtext", "choice", "choices"}
    ]
    return " · ".join(filter(None, told))


def states(series: Iterable[Series], asked: str, page: str) -> list[Link]:
    """Return the states as links that keep the indicators that are in one, each with its count."""
    counts: dict[State, int] = {}
    total = 0
    for each in series:
        counts[each.state] = counts.get(each.state, 0) + 1
        total += 1
    links = [Link(page, _("All"), current=not asked, note=number(total))]
    for state in STATES:
        if counts.get(state) or asked == state.value:
            words, amount = str(STATES[state][0]), number(counts.get(state, 0))
            link = Link(f"?state={state.value}", words, current=asked == state.value, note=amount)
            links.append(link)
    return links


def history(here: OpenSeries, period: Period) -> Iterator[tuple[str, str, Any, int | None]]:
    """Yield what the value of a period was: its words, the reason, when, and by whom (an id)."""
    entry = here.series.entries.get(period)
    declared, language = here.declared, here.opened.language
    value, told = declared.field("value"), declared.field("period")
    for version in here.versions(entry) if entry else ():
        held = version.data.get(value)
        known = None if held is None else Decimal(str(held))
        words = _("no value") if known is None else value_word(known, declared.unit)
        if told in version.changed and version.version > 1:
            of = declared.dataset.fields[told].text(version.data.get(told), language)
            words = _("%(value)s, for %(period)s") % {"value": words, "period": of}
        reason = version.data.get(here.reason) if here.reason in version.changed else None
        yield words, str(reason or ""), version.at, version.by


def exact(value: Number) -> Decimal:
    """Return a number of the manifest, which is a whole or a decimal one, as it was written."""
    return rounded(value, MOST_PLACES) if isinstance(value, Fraction) else Decimal(value)


def title_of(declared: Declared, territory: str, place: str, language: str) -> str:
    """Return the title of a series: that of the indicator, and its territory if it has one."""
    title = declared.title(language)
    return f"{title}{NARROW}– {place}" if territory else title


def bounds(each: Field) -> str:
    """Return between which numbers a value may be, in words; "" when nothing bounds it."""
    least = None if each.min is None else number(Decimal(str(each.min)))
    most = None if each.max is None else number(Decimal(str(each.max)))
    if least is not None and most is not None:
        return _("From %(least)s to %(most)s.") % {"least": least, "most": most}
    if least is not None:
        return _("%(least)s or more.") % {"least": least}
    return _("%(most)s or less.") % {"most": most} if most is not None else ""
