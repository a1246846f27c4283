"""Turn a queue into what its screen draws, in the language of the visit."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import parse_qsl

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from lieucommun.design.context import Link
from lieucommun.design.fields import Choice, FieldSpec
from lieucommun.design.shapes import Column, DayBound, FacetChoice, FacetGroup
from lieucommun.design.tags.shown import number
from lieucommun.kernel.datasets.naming import with_names
from lieucommun.kernel.datasets.records import FacetValue, RecordView
from lieucommun.kernel.datasets.saved.queries import filters_of
from lieucommun.kernel.datasets.titles import titles_of
from lieucommun.kernel.people.queries import names_of
from lieucommun.kernel.services.opening import OpenPage
from lieucommun.kernel.workflows.measures import measures_of

from . import queries
from .asking import Asked

SIZE = 50
#: Types whose values are shown by the titles of other records.
REFERRED = frozenset({"reference", "organisation"})
FORMATS = (("csv", "CSV"), ("xlsx", "XLSX"), ("ods", "ODS"), ("json", "JSON"), ("zip", "ZIP"))


def listing(opened: OpenPage, asked: Asked, cursor: str) -> dict[str, Any]:
    """Return the context of a queue: a page of what is asked, its counts, and what can be done."""
    dataset = queries.dataset_of(opened)
    found = asked.records(opened)
    page = found.page(SIZE, cursor or None)
    cases = list(with_names(dataset, page.items))
    total = found.count()
    steps = queries.steps_together(opened) if cases else {}
    shown, team = queries.columns(opened), queries.in_team(opened)
    named = names_of({case.assignee for case in cases if case.assignee}) if team else {}
    language, titles = opened.language, _titles(opened, cases, shown)
    return {
        "asked": asked,
        "total": total,
        "count_text": ngettext("%(total)s case", "%(total)s cases", total)
        % {"total": number(total)},
        "columns": [
            Column(dataset.title.get(language)),
            Column(_("State")),
            Column(_("Received")),
            *(Column(dataset.fields[name].title.get(language)) for name in shown),
            *([Column(_("Followed by"))] if named else []),
        ],
        "rows": [
            (
                case,
                [*_cells(opened, case, shown, titles)]
                + ([named.get(case.assignee or 0, "")] if named else []),
            )
            for case in cases
        ],
        "followers": _followers(asked) if team else [],
        "states": _states(opened, asked, found.states() if dataset.workflow else {}),
        "groups": _groups(opened, asked, found.facets(*queries.facets(opened))),
        "hidden": [
            (name, text) for name, text in (("state", asked.state), ("who", asked.who)) if text
        ],
        "days": _days(asked),
        "clear": _address(Asked(state=asked.state)) if asked.narrows else "",
        "filters": _filters(opened, asked),
        "keeps": opened.viewer.person is not None,
        "question": asked.query(),
        "exports": _exports(opened, asked),
        "together": _together(steps),
        "measures": measures_of(opened.service, dataset, language),
        "next": _turn(asked, page.next),
        "previous": _turn(asked, page.previous),
    }


def _titles(
    opened: OpenPage, cases: Iterable[RecordView], shown: Iterable[str]
) -> dict[str, dict[str, str]]:
    """Return the titles of what cases refer to, by field; as many statements for one as for all."""
    fields = queries.dataset_of(opened).fields
    return {
        name: titles_of(
            fields[name], (case.value(name) for case in cases if case.value(name)), opened
        )
        for name in shown
        if fields[name].type in REFERRED
    }


def _cells(
    opened: OpenPage, case: RecordView, shown: Iterable[str], titles: Mapping[str, dict[str, str]]
) -> list[Any]:
    language = opened.language
    return [
        Link(opened.url("sheet", key=case.address), case.label(language)),
        case.state_title(language),
        case.created_at,
        *(
            titles.get(name, {}).get(str(case.value(name))) or case.text(name, language)
            for name in shown
        ),
    ]


def _states(opened: OpenPage, asked: Asked, counts: Mapping[str, int]) -> list[Link]:
    """Return the states with how many cases stand in each; none that no case is in, but asked."""
    workflow = queries.dataset_of(opened).workflow
    if workflow is None:
        return []
    links = [
        Link(
            _address(replace(asked, state="")),
            _("All"),
            current=not asked.state,
            note=number(sum(counts.values())),
        )
    ]
    for name, title in workflow.states.items():
        if counts.get(name) or name == asked.state:
            words = title.get(opened.language)
            address = _address(replace(asked, state=name))
            amount = number(counts.get(name, 0))
            links.append(Link(address, words, current=name == asked.state, note=amount))
    return links


def _followers(asked: Asked) -> list[Link]:
    known = (("", _("Followed by anyone")), ("me", _("Mine")), ("nobody", _("Followed by nobody")))
    return [
        Link(_address(replace(asked, who=name)), words, current=asked.who == name)
        for name, words in known
    ]


def _groups(
    opened: OpenPage, asked: Asked, counted: Mapping[str, list[FacetValue]]
) -> list[FacetGroup]:
    fields = queries.dataset_of(opened).fields
    groups = []
    for name, values in counted.items():
        chosen = asked.facets.get(name, ())
        amounts = {each.value: each.count for each in values} | {
            code: 0 for code in chosen if code not in {each.value for each in values}
        }
        titles = titles_of(fields[name], amounts, opened)
        choices = tuple(
            FacetChoice(code, titles.get(code, code), amount, code in chosen)
            for code, amount in amounts.items()
        )
        if choices:
            legend = fields[name].title.get(opened.language)
            groups.append(FacetGroup(name, legend, choices, language=opened.foreign))
    return groups


def _days(asked: Asked) -> list[DayBound]:
    """Return the days between which cases came."""
    return [
        DayBound("since", _("Received from"), asked.since.isoformat() if asked.since else ""),
        DayBound("until", _("Received until"), asked.until.isoformat() if asked.until else ""),
    ]


def _filters(opened: OpenPage, asked: Asked) -> list[dict[str, Any]]:
    here = sorted(parse_qsl(asked.query()))
    return [
        {
            "link": Link(
                f"?{kept.question}" if kept.question else opened.url(),
                kept.name,
                current=sorted(parse_qsl(kept.question)) == here,
            ),
            "forget": opened.url("forget", uuid=kept.uuid),
        }
        for kept in filters_of(opened)
    ]


def _exports(opened: OpenPage, asked: Asked) -> list[Link]:
    links = [Link(f"?{asked.query(format=name)}", text) for name, text in FORMATS]
    if opened.viewer.person is not None:
        links.append(Link(f"?{asked.query(save='1')}", _("Prepare and keep")))
    return links


def _together(steps: Mapping[str, str]) -> FieldSpec | None:
    if not steps:
        return None
    choices = tuple(Choice(name, title) for name, title in steps.items())
    return FieldSpec(
        "step", _("With the ticked cases"), "choice", "", choices=choices, required=True
    )


def _address(asked: Asked) -> str:
    return f"?{asked.query()}"


def _turn(asked: Asked, cursor: str | None) -> str:
    return f"?{asked.query(cursor=cursor)}" if cursor else ""
