"""A composite index: several figures on one scale, weighed, of which each part stays visible."""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Generic, Literal, NamedTuple, TypeVar

from lieucommun.engines.statistics.exact import WIDE, Number, rounded, wide

from .scales import Scale, scaled, turned

K = TypeVar("K", bound=Hashable)
#: Decimals of a score. Ranks compare scores with these, so that what differs by less is equal.
DECIMALS = 10
_ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Component(Generic[K]):
    """The values of a figure by territory, how much it weighs, and whether high means a high index.

    `reference` is what makes 100 on the scale `ratio`: by default, the mean of the values.
    """

    values: Mapping[K, Number | None]
    weight: Decimal | int = 1
    direction: Literal["up", "down"] = "up"
    reference: Number | None = None


class Part(NamedTuple):
    """What a component brings to a score: its value on the scale, its share of the weights known
    of that territory (0 to 1), and the product of both.
    """

    scaled: Decimal
    share: Decimal
    points: Decimal


class Score(NamedTuple):
    """The index of a territory, None when too few components are known; the parts of it are there.

    Points add up to the value, but for the rounding of each to ten decimals.
    """

    value: Decimal | None
    parts: Mapping[str, Part]


def index(
    components: Mapping[str, Component[K]], scale: Scale, need: int | None = None
) -> dict[K, Score]:
    """Return the score of every territory that a component names.

    It is the weighted arithmetic mean of the components that are known of the territory, at least
    `need` of them (all by default). Raises ValueError without components, for a weight that is not
    above zero, and for a need outside 1 to their number.
    """
    wanted = checked(components, need)
    table = on_scale(components, scale)
    keys = dict.fromkeys(key for each in components.values() for key in each.values)
    weights = {name: wide(each.weight) for name, each in components.items()}
    return {key: _score(key, table, weights, wanted) for key in keys}


def checked(components: Mapping[str, Component[K]], need: int | None) -> int:
    """Return how many components a territory must have, or raise ValueError as `index` says."""
    if not components:
        raise ValueError("no component")
    for name, component in components.items():
        if component.weight <= 0:
            raise ValueError(f"{name} weighs {component.weight}")
    wanted = len(components) if need is None else need
    if not 1 <= wanted <= len(components):
        raise ValueError(f"{wanted} of {len(components)} components")
    return wanted


def on_scale(components: Mapping[str, Component[K]], scale: Scale) -> dict[str, dict[K, Decimal]]:
    """Return the known values of each component on a scale, the higher the higher the index."""
    found = {}
    for name, component in components.items():
        known = {key: wide(value) for key, value in component.values.items() if value is not None}
        values = scaled(known, scale, component.reference)
        if component.direction == "down":
            values = {key: turned(value, scale) for key, value in values.items()}
        found[name] = values
    return found


def _score(
    key: K,
    table: Mapping[str, Mapping[K, Decimal]],
    weights: Mapping[str, Decimal],
    need: int,
) -> Score:
    known = {name: values[key] for name, values in table.items() if key in values}
    whole = sum((weights[name] for name in known), _ZERO)
    parts, sum_of_points = {}, _ZERO
    for name, value in known.items():
        share = WIDE.divide(weights[name], whole)
        points = WIDE.multiply(share, value)
        sum_of_points = WIDE.add(sum_of_points, points)
        parts[name] = Part(*(rounded(each, DECIMALS) for each in (value, share, points)))
    return Score(rounded(sum_of_points, DECIMALS) if len(known) >= need else None, parts)
