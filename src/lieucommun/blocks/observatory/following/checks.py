"""What followed indicators need of their dataset and of their page, said before anyone enters."""

from collections.abc import Iterator
from itertools import pairwise

from lieucommun.blocks.observatory.settings import Follow, ObservatorySettings
from lieucommun.engines.statistics.following import Delay, Period
from lieucommun.kernel.datasets.showing import FILES
from lieucommun.kernel.services.checks.references import unknown
from lieucommun.kernel.services.checks.rights import wrong_type
from lieucommun.kernel.services.diagnostics.formula_words import USES
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import Dataset, Indicator
from lieucommun.kernel.services.manifest.indicators import Followed

from .declared import NEEDED, named
from .filling import ASKED

AT: At = ("indicators",)
FOLLOW: At = ("follow",)
PERIODS = ["2026", "2026-Q3", "2026-07"]
NAMING = ("choice", "choices", "text")


def followed(page: ObservatorySettings, draft: Draft) -> Iterator[Finding]:
    """Yield what would keep the followed indicators of a page from being read or entered."""
    for name in named(draft.manifest, page):
        indicator = draft.manifest.indicators[name]
        if indicator.followed is not None:
            yield from _indicator(page, indicator, indicator.followed, draft)
    if page.follow is not None:
        yield from _subjects(page.follow, draft)
        yield from _reason(page, page.follow, draft)


def _reason(page: ObservatorySettings, follow: Follow, draft: Draft) -> Iterator[Finding]:
    """Yield a reason of corrections that none of the datasets of the values has."""
    known: list[str] = []
    for name in named(draft.manifest, page):
        followed = draft.manifest.indicators[name].followed
        dataset = draft.dataset(followed.dataset) if followed else None
        known += dataset.fields if dataset else ()
    if follow.reason is not None and follow.reason not in known:
        yield unknown((*FOLLOW, "reason"), "LC062", follow.reason, dict.fromkeys(known))


def _indicator(
    page: ObservatorySettings, indicator: Indicator, followed: Followed, draft: Draft
) -> Iterator[Finding]:
    for use in NEEDED:
        if use not in followed.fields:
            yield Finding(AT, "LC030", {"found": use})
    if indicator.period == "none":
        yield Finding(AT, "LC030", {"found": "period"})
    yield from _marks(followed)
    dataset = draft.dataset(followed.dataset)
    if dataset is not None:
        yield from _periods(indicator, followed, dataset)
        yield from _asked(page.follow or Follow(), followed, dataset)


def _periods(indicator: Indicator, followed: Followed, dataset: Dataset) -> Iterator[Finding]:
    """Yield a field that holds years where months are followed."""
    period = dataset.fields.get(followed.fields.get("period", ""))
    if period is not None and period.type == "year" and indicator.period != "year":
        params = {"found": followed.fields["period"], "type": "year", "use": USES["period"]}
        yield Finding(AT, "LC154", params)


def _asked(follow: Follow, followed: Followed, dataset: Dataset) -> Iterator[Finding]:
    """Yield the fields that must be filled and that the screen of entry cannot ask."""
    given = {*followed.fields.values(), dataset.key, follow.reason}
    for name, field in dataset.fields.items():
        about = field.type == "reference" and field.target == follow.dataset
        if field.required and name not in given and not about:
            yield from wrong_type(dataset, name, tuple(sorted(ASKED | FILES)), AT)


def _marks(followed: Followed) -> Iterator[Finding]:
    """Yield periods and delays that cannot be read, and marks that do not follow each other."""
    told = [followed.baseline, *followed.milestones, followed.target]
    periods = []
    for mark in told:
        if mark is None:
            continue
        try:
            periods.append(Period.read(mark.period))
        except ValueError:
            yield Finding(AT, "LC041", {"found": mark.period, "among": PERIODS})
    for one, other in pairwise(periods):
        if one.end >= other.end:
            yield Finding(AT, "LC041", {"found": str(other), "among": [f"> {one}"]})
    try:
        Delay.read(followed.due)
    except ValueError:
        yield Finding(AT, "LC041", {"found": followed.due, "among": ["P1M", "P10D"]})


def _subjects(follow: Follow, draft: Draft) -> Iterator[Finding]:
    dataset = draft.dataset(follow.dataset or "")
    if dataset is None:
        return
    if follow.indicators is None:
        yield Finding(FOLLOW, "LC030", {"found": "indicators"}, key=True)
        return
    field = dataset.fields.get(follow.indicators)
    at: At = (*FOLLOW, "indicators")
    yield from wrong_type(dataset, follow.indicators, NAMING, at)
    known = draft.manifest.indicators
    for choice in draft.choices(field) if field else ():
        if choice.value not in known:
            yield unknown(at, "LC076", choice.value, known)
    if follow.organisation:
        where = (*FOLLOW, "organisation")
        yield from wrong_type(dataset, follow.organisation, ("organisation",), where)
