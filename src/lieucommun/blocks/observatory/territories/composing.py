"""What a composite index is made of: components, their weights, and what it owes to these.

Rows are shapes of tables; points and ranks are those that were computed with the index.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from lieucommun.design.shapes import Column, Row
from lieucommun.design.tags.shown import number
from lieucommun.engines.statistics.exact import rounded
from lieucommun.engines.statistics.rates import share
from lieucommun.kernel.indicators.queries import Ask, Figure
from lieucommun.kernel.services.manifest.indicators import Index
from lieucommun.kernel.territories import Level

from .opening import Looking, Shown
from .words import level_word, value_word

POINTS = 1
LIKENESS = 3


@dataclass(frozen=True, slots=True)
class Composition:
    """The tables of an index: its components, and what becomes of ranks when a weight moves."""

    components: list[Row]
    component_columns: list[Column]
    variants: list[Row]
    variant_columns: list[Column]
    level: str


def composition(looking: Looking, shown: Shown, level: Level) -> Composition | None:
    """Return what an index is made of at a level; None for an indicator that is no index."""
    spec, made = shown.indicator.index, looking.figures
    if spec is None or made is None:
        return None
    return Composition(
        [_component(looking, spec, name) for name in spec.components],
        [
            Column(gettext("Component")),
            Column(gettext("Weight"), numeric=True),
            Column(gettext("Share of the weights (%)"), numeric=True, places=POINTS),
            Column(gettext("Raises the index when it is")),
        ],
        _variants(looking, made.variants(shown.name, level)),
        [
            Column(gettext("Component")),
            Column(gettext("Weight one fifth higher"), numeric=True, places=POINTS),
            Column(gettext("Weight one fifth lower"), numeric=True, places=POINTS),
            Column(gettext("Left out"), numeric=True, places=POINTS),
            Column(gettext("Likeness of ranks, left out"), numeric=True, places=LIKENESS),
        ],
        level_word(level, plural=True),
    )


def brought(looking: Looking, shown: Shown, figure: Figure) -> tuple[list[Column], list[Row], str]:
    """Return what each component brings to the index of a territory, and how sure its rank is."""
    made = looking.figures
    if made is None or shown.indicator.index is None or figure.value is None:
        return [], [], ""
    columns = [
        Column(gettext("Component")),
        Column(gettext("Value"), numeric=True),
        Column(gettext("Brought to 0–100"), numeric=True, places=POINTS),
        Column(gettext("Share of the weights (%)"), numeric=True, places=POINTS),
        Column(gettext("Points"), numeric=True, places=POINTS),
    ]
    rows: list[Row] = [
        (
            _title(looking, each.component),
            _value(looking, each.component, figure),
            rounded(each.scaled, POINTS),
            rounded(100 * each.share, POINTS),
            rounded(each.points, POINTS),
        )
        for each in made.components(shown.name, figure.level, figure.code)
    ]
    # Variants rank the highest first: they say nothing of an order that begins with the lowest.
    highest = shown.indicator.direction != "down"
    places = made.places(shown.name, figure.level, figure.code) if highest else None
    return columns, rows, _sureness(places)


def _sureness(places: tuple[int, int, int] | None) -> str:
    """Return between which ranks a territory may stand; "" where weights were not moved."""
    if places is None:
        return ""
    told = dict(zip(("rank", "first", "last"), map(number, places), strict=True))
    if told["first"] == told["last"]:
        return gettext("Rank %(rank)s, whichever weight moves by a fifth.") % told
    return (
        gettext(
            "Rank %(rank)s; from %(first)s to %(last)s when a weight moves by a fifth, "
            "or when a component is left out."
        )
        % told
    )


def _component(looking: Looking, spec: Index, name: str) -> Row:
    component = spec.components[name]
    total = sum(each.weight for each in spec.components.values())
    way = gettext("high") if component.direction == "up" else gettext("low")
    part = share(component.weight, total, POINTS)
    return (_title(looking, name), number(component.weight), part, way)


def _variants(looking: Looking, told: Sequence[Mapping[str, Any]]) -> list[Row]:
    """Return a row for each component: by how many places territories move, on average."""
    moved: dict[str, dict[str, Mapping[str, Any]]] = {}
    for each in told:
        change = each["change"]
        way = "out" if change is None else "down" if Decimal(change) < 0 else "up"
        moved.setdefault(each["component"], {})[way] = each
    return [
        (
            _title(looking, name),
            *(_decimal(ways[way]["mean_move"]) for way in ("up", "down", "out")),
            _decimal(ways["out"]["spearman"]),
        )
        for name, ways in moved.items()
    ]


def _decimal(text: str | None) -> Decimal | None:
    return None if text is None else rounded(Decimal(text), LIKENESS)


def _title(looking: Looking, name: str) -> str:
    indicators = looking.opened.service.manifest.indicators
    return indicators[name].title.get(looking.opened.language) if name in indicators else name


def _value(looking: Looking, name: str, figure: Figure) -> str:
    """Return the value of a component for a territory, with its unit."""
    shown, made = looking.indicators.get(name), looking.figures
    if shown is None or made is None:
        return ""
    known = made.series(Ask(name, figure.level, ""), [figure.code])[figure.code]
    return value_word(known[-1].value if known else None, shown.unit, shown.places)
