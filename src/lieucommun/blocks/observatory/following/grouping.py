"""The list of followed indicators: its rows, and how they are grouped."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from django.urls import NoReverseMatch
from django.utils.translation import gettext as _

from lieucommun.blocks.observatory.territories.words import period_word, value_word
from lieucommun.design.context import Link
from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.datasets.records import RecordView
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.territories import find

from . import showing
from .declared import Declared
from .opening import Visit
from .series import Series


@dataclass(frozen=True, slots=True)
class Row:
    """A followed indicator in the list, in words."""

    series: Series
    title: str
    url: str
    state: showing.StateWord
    last: str
    expected: str
    target: str
    next: str
    missing: str
    enters: str
    subjects: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that stand together; without a title, those that are about nothing."""

    title: str
    url: str
    rows: list[Row]
    language: str = ""


def groups(visit: Visit, asked: str) -> Iterator[Group]:
    """Yield the groups that have an indicator in a state: those with a late one first.

    They are those of a field of the subjects, where the page names one, or else the subjects.
    """
    rows = [row for row in _rows(visit) if asked in {"", row.series.state.value}]
    found = [
        Group(link.text, link.url, [row for row in rows if row.series.declared.name in mine])
        for link, mine in _together(visit)
    ]
    told = {row.url for group in found for row in group.rows}
    rest = [row for row in rows if row.url not in told]
    named = [replace(group, language=visit.opened.foreign) for group in found]
    others = Group(_("Other indicators") if told else "", "", rest)
    yield from sorted((group for group in (*named, others) if group.rows), key=_urgency)


def _together(visit: Visit) -> list[tuple[Link, set[str]]]:
    """Return the title of each group, with the names of its indicators."""
    follow, subjects = visit.opened.settings.follow, visit.found.subjects
    if follow is None or not follow.group:
        return [(subject_link(visit.opened, one.record), set(one.indicators)) for one in subjects]
    field = visit.opened.service.dataset(follow.dataset).fields[follow.group]
    held: dict[str, set[str]] = {}
    for one in subjects:
        for code in field.terms(told) if (told := one.record.value(follow.group)) else ("",):
            held.setdefault(code, set()).update(one.indicators)
    titles = titles_of(field, filter(None, held), visit.opened)
    ranks = list(field.choices)
    codes = sorted(held, key=lambda code: ranks.index(code) if code in ranks else len(ranks))
    return [(Link("", titles.get(code, code)), held[code]) for code in codes if code]


def _urgency(group: Group) -> tuple[bool, bool]:
    return not any(row.series.missing for row in group.rows), not group.title


def _rows(visit: Visit) -> list[Row]:
    slugs = {each.organisation for each in visit.found.subjects if each.organisation}
    called, held = names(visit, slugs), roles(visit.opened)
    rows = [_row(visit, series, called, held) for series in visit.found.series]
    order = list(showing.STATES)
    return sorted(rows, key=lambda row: order.index(row.series.state))


def _row(visit: Visit, series: Series, called: dict[str, str], held: dict[str, str]) -> Row:
    declared, standing = series.declared, series.standing
    mine = visit.found.organisations(declared.name)
    named = {slug: called.get(slug, slug) for slug in sorted(mine)}
    way = None if series.territory else declared.trajectory
    return Row(
        series,
        title_of(declared, series.territory, visit.opened.language),
        visit.url(declared, series.territory),
        showing.state_word(series.state),
        last_word(series),
        expected_word(declared, standing.expected),
        showing.mark_word(way.target, declared.unit) if way else "",
        showing.next_word(series),
        showing.missing_word(series),
        showing.enters(series, named, held),
        _beside(visit, declared.name),
    )


def _beside(visit: Visit, name: str) -> tuple[Link, ...]:
    """Return what an indicator is about, where it is not the title of its group already."""
    follow = visit.opened.settings.follow
    if follow is None or not follow.group:
        return ()
    return tuple(subject_link(visit.opened, each.record) for each in visit.found.about(name))


def last_word(series: Series) -> str:
    """Return the last value with its unit and its period; "" without one."""
    last = series.last
    if last is None:
        return ""
    words = {"value": value_word(showing.exact(last.value), series.declared.unit)}
    return _("%(value)s (%(period)s)") % {**words, "period": period_word(str(last.period))}


def expected_word(declared: Declared, expected: Any) -> str:
    """Return what was expected, rounded as the indicator is; "" when nothing was."""
    if expected is None:
        return ""
    return value_word(rounded(expected, declared.indicator.decimals), declared.unit)


def names(visit: Visit, slugs: Iterable[str]) -> dict[str, str]:
    """Return the names of organisations by slug; one statement, or none."""
    follow, service = visit.opened.settings.follow, visit.opened.service
    wanted = sorted(slugs)
    if not wanted or follow is None:
        return {}
    field = service.dataset(follow.dataset).fields[follow.organisation]
    return titles_of(field, wanted, visit.opened)


def roles(opened: OpenPage) -> dict[str, str]:
    """Return the titles of the roles of a service."""
    manifest = opened.service.manifest
    return {name: role.title.get(opened.language) for name, role in manifest.roles.items()}


def subject_link(opened: OpenPage, record: RecordView) -> Link:
    """Return the title of a subject, and the page of the service that shows it, if one does."""
    title = record.label(opened.language)
    for page in opened.service.manifest.pages:
        other = OpenPage(opened.service, page, opened.viewer, opened.language)
        if getattr(page, "dataset", None) != record.dataset.name or not other.allowed:
            continue
        try:
            return Link(other.url("sheet", key=record.address) if other.block else "", title)
        except NoReverseMatch:
            continue
    return Link("", title)


def title_of(declared: Declared, territory: str, language: str) -> str:
    """Return the title of a series: that of the indicator, and of its territory if it has one."""
    place = find(territory) if territory else None
    return showing.title_of(declared, territory, place.name if place else territory, language)
