"""What must be computed again after a change, in which order; circles are refused."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from lieucommun.engines.xforms.errors import FormError
from lieucommun.engines.xforms.expressions.conversions import Compiled

from .places import Names, Place

WORDS = {
    "calculate": "the calculation of",
    "relevant": "the relevance of",
    "count": "the number of",
    "choices": "the choices of",
}


_LATER = {"count": 1, "choices": 2}


@dataclass(slots=True, eq=False)
class Target:
    """Something kept up to date: a calculation, a relevance, a number of repeats, choices."""

    kind: str
    place: Place
    rule: Compiled
    values: set[Names]
    rows: set[Names]

    def __str__(self) -> str:
        return f"{WORDS[self.kind]} {self.place.path}"


@dataclass(slots=True)
class Graph:
    """Targets in an order in which each comes after what it reads.

    The first are `values`: calculations and relevances. Numbers of repeats follow, whose events may
    read any value, then choices: what reads rows or answers that these change is computed again.
    """

    targets: list[Target] = field(default_factory=list)
    values: int = 0
    #: Which targets read a place, by their rank; and which only look at its repeats.
    readers: dict[Names, list[int]] = field(default_factory=dict)
    watchers: dict[Names, list[int]] = field(default_factory=dict)
    inside: dict[Names, list[int]] = field(default_factory=dict)


def arranged(targets: list[Target]) -> Graph:
    """Return the graph of targets; FormError names the circle when there is one."""
    order = sorted(_order(targets, _edges(targets)), key=lambda at: _LATER.get(targets[at].kind, 0))
    graph = Graph([targets[each] for each in order])
    graph.values = sum(each.kind not in _LATER for each in targets)
    readers: dict[Names, list[int]] = defaultdict(list)
    watchers: dict[Names, list[int]] = defaultdict(list)
    inside: dict[Names, list[int]] = defaultdict(list)
    for rank, target in enumerate(graph.targets):
        for names in target.values:
            readers[names].append(rank)
        for names in target.rows:
            watchers[names].append(rank)
        for size in range(1, len(target.place.names) + 1):
            inside[target.place.names[:size]].append(rank)
    graph.readers, graph.watchers, graph.inside = dict(readers), dict(watchers), dict(inside)
    return graph


def _edges(targets: list[Target]) -> list[set[int]]:
    """Return, for each target, those that must come before it.

    Choices may look at one another (what is chosen here is offered no more there): they only take
    values away, which comes to an end.
    """
    by_place: dict[tuple[str, Names], int] = {
        (target.kind, target.place.names): at for at, target in enumerate(targets)
    }

    def found(names: Names, *kinds: str) -> set[int]:
        return {by_place[kind, names] for kind in kinds if (kind, names) in by_place}

    return [_before(target, found) for target in targets]


def _before(target: Target, found: Callable[..., set[int]]) -> set[int]:
    needed: set[int] = set()
    for names in target.values:
        needed |= found(names, "calculate")
        for size in range(1, len(names) + 1):
            needed |= found(names[:size], "relevant", "count")
    for names in target.rows:
        for size in range(1, len(names) + 1):
            needed |= found(names[:size], "count")
    for above in target.place.above():
        needed |= found(above.names, "count")
    return needed if target.kind == "count" else needed | found(target.place.names, "count")


def _order(targets: list[Target], before: list[set[int]]) -> list[int]:
    waiting = [len(each) for each in before]
    after: list[list[int]] = [[] for _ in targets]
    for at, needed in enumerate(before):
        for each in needed:
            after[each].append(at)
    ready = [at for at, count in enumerate(waiting) if count == 0]
    order: list[int] = []
    for at in ready:
        order.append(at)
        for each in after[at]:
            waiting[each] -= 1
            if waiting[each] == 0:
                ready.append(each)
    if len(order) < len(targets):
        raise _circle(targets, before, {at for at, count in enumerate(waiting) if count})
    return order


def _circle(targets: list[Target], before: list[set[int]], left: set[int]) -> FormError:
    way: list[int] = []
    at = min(left)
    while at not in way:
        way.append(at)
        at = min(before[at] & left)
    circle = [*way[way.index(at) :], at]
    told = " needs ".join(str(targets[each]) for each in circle)
    return FormError(targets[at].place.path, f"this goes round in a circle: {told}")
