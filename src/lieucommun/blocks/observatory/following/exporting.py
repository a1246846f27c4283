"""Followed indicators as files: the list, and the periods of one."""

from collections.abc import Iterator
from typing import Any

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from lieucommun.engines.statistics.exact import rounded

from .declared import Declared
from .grouping import groups
from .opening import OpenSeries, Visit
from .showing import lines


def list_rows(visit: Visit, state: str) -> tuple[list[str], Iterator[list[Any]]]:
    """Return the titles and the rows of the list as a file."""
    titles = [
        *(_("About"), _("Name"), _("Indicator"), _("Unit"), _("State"), _("Last period")),
        *(_("Last value"), _("Expected"), _("Target"), _("Period of the target")),
        *(_("Late values"), _("Next entry"), _("Due on"), _("Entered by")),
    ]
    return titles, _list_rows(visit, state)


def one_rows(here: OpenSeries) -> tuple[list[str], Iterator[list[Any]]]:
    """Return the titles and the rows of the periods of an indicator as a file."""
    titles = [
        *(_("Period"), _("Expected"), _("Entered"), _("Gap"), _("Due on"), _("Late")),
        *(_("Entered on"), _("Entered by"), _("Proof"), _("Remarks")),
    ]
    return titles, _one_rows(here)


def _list_rows(visit: Visit, state: str) -> Iterator[list[Any]]:
    for group in groups(visit, state):
        for row in group.rows:
            series, declared = row.series, row.series.declared
            standing, target = series.standing, declared.followed.target
            following = series.next
            yield [
                *(group.title, declared.name, row.title, declared.unit, row.state.text),
                *(str(standing.period or ""), standing.value),
                _rounded(standing.expected, declared),
                *((target.value, str(target.period)) if target else (None, "")),
                *(len(series.missing), str(following or "")),
                *(series.due(following) if following else None, row.enters),
            ]


def _one_rows(here: OpenSeries) -> Iterator[list[Any]]:
    for shown in lines(here):
        line, entry = shown.line, shown.line.entry
        yield [
            *(str(line.period), shown.expected, entry.value if entry else None),
            *(_rounded(line.gap, here.declared), line.due, _("yes") if line.late else ""),
            *(localtime(entry.record.created_at).date() if entry else None, shown.by),
            *(shown.proof.text if shown.proof else "", shown.remarks),
        ]


def _rounded(value: Any, declared: Declared) -> Any:
    return None if value is None else rounded(value, declared.indicator.decimals)
