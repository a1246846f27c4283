"""Tables and indicators: columns that exist, formulas that read, indices of what is computed."""

from collections.abc import Iterator
from itertools import pairwise

from lieucommun.kernel.indicators.plans import Refused, planned
from lieucommun.kernel.services.diagnostics.formula_words import USES, reason
from lieucommun.kernel.services.findings import At, Draft, Finding
from lieucommun.kernel.services.manifest import Indicator

from .references import unknown

LEAST_BOUNDS = 3
#: Types of the fields of a dataset that hold what an indicator follows.
FOLLOWED = {
    "indicator": frozenset({"text", "choice", "reference"}),
    "period": frozenset({"text", "year", "date"}),
    "value": frozenset({"integer", "decimal", "money"}),
    "territory": frozenset({"territory"}),
    "proof": frozenset({"file", "image", "url"}),
}


def figures(draft: Draft) -> Iterator[Finding]:
    """Yield columns that no table has, and indicators that could not be computed."""
    for name, table in draft.manifest.tables.items():
        for number, column in enumerate(table.grain):
            if column not in table.columns:
                yield unknown(("tables", name, "grain", number), "LC071", column, table.columns)
    for name, indicator in draft.manifest.indicators.items():
        yield from _formula(name, indicator, draft)
        yield from _index(name, indicator, draft)
        yield from _followed(name, indicator, draft)
        yield from _classes(name, indicator)


def _formula(name: str, indicator: Indicator, draft: Draft) -> Iterator[Finding]:
    refused = planned(name, indicator, draft.manifest.tables)
    if not isinstance(refused, Refused):
        return
    at: At = ("indicators", name, "formula")
    if refused.code == "LC071":
        among = refused.params["among"]
        yield unknown(
            at, "LC071", refused.params["found"], among if isinstance(among, list) else []
        )
    elif refused.code == "LC153":
        told = reason(str(refused.params["reason"]), refused.params)
        yield Finding(at, "LC153", {"position": refused.params["position"], "reason": told})
    else:
        use = USES[str(refused.params["use"])]
        yield Finding(at, refused.code, {**refused.params, "use": use})


def _index(name: str, indicator: Indicator, draft: Draft) -> Iterator[Finding]:
    for component in indicator.index.components if indicator.index else ():
        other = draft.manifest.indicators.get(component)
        if other is not None and other.formula is None:
            at: At = ("indicators", name, "index", "components", component)
            yield Finding(at, "LC156", {"found": name, "other": component}, key=True)


def _followed(name: str, indicator: Indicator, draft: Draft) -> Iterator[Finding]:
    followed = indicator.followed
    dataset = draft.dataset(followed.dataset) if followed else None
    if followed is None or dataset is None:
        return
    for use, field in followed.fields.items():
        spec = dataset.fields.get(field)
        if spec is not None and spec.type not in FOLLOWED[use]:
            params = {"found": field, "type": spec.type, "use": USES[use]}
            yield Finding(("indicators", name, "followed", "fields", use), "LC154", params)


def _classes(name: str, indicator: Indicator) -> Iterator[Finding]:
    classes = indicator.classes
    bounds = classes.bounds
    growing = all(low < high for low, high in pairwise(bounds))
    manual = classes.method == "manual"
    if (manual and (len(bounds) < LEAST_BOUNDS or not growing)) or (bounds and not manual):
        yield Finding(("indicators", name, "classes"), "LC157", {"found": name})
