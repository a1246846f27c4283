"""What the peer's view reads: a page of rows, how many there are, and three counts by value."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q, QuerySet

from .models import Structure, StructureTheme
from .search import matching

PAGE = 20
FACETS = ("themes", "genre", "departement")
COLUMNS = {"genre": "kind", "departement": "departement"}


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for. `after` is the name key and the id of the last row seen."""

    words: str = ""
    chosen: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    after: tuple[str, int] | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """A page of rows, whether others follow, the total, and counts by facet and value."""

    rows: list[Structure]
    more: bool
    total: int
    facets: Mapping[str, list[tuple[str, int]]]


def find(asked: Asked, *, facets: tuple[str, ...] = FACETS) -> Found:
    """Return a page of rows with its counts."""
    rows = _selected(asked)
    page = _named_first(rows, asked) if asked.words else _by_name(rows, asked)
    counts = {name: _counted(name, asked) for name in facets}
    return Found(page[:PAGE], len(page) > PAGE, rows.count(), counts)


def _selected(asked: Asked, without: str = "") -> QuerySet[Structure]:
    rows = Structure.objects.all()
    if asked.words:
        rows = rows.filter(pk__in=matching(asked.words))
    for name, values in asked.chosen.items():
        if name == without:
            continue
        if name == "themes":
            themed = StructureTheme.objects.filter(theme__in=values)
            rows = rows.filter(pk__in=themed.values("structure_id"))
        else:
            rows = rows.filter(**{f"{COLUMNS[name]}__in": values})
    return rows


def _by_name(rows: QuerySet[Structure], asked: Asked) -> list[Structure]:
    if asked.after:
        key, pk = asked.after
        rows = rows.filter(name_key__gte=key).filter(Q(name_key__gt=key) | Q(pk__gt=pk))
    return list(rows.order_by("name_key", "pk").prefetch_related("themes")[: PAGE + 1])


def _named_first(rows: QuerySet[Structure], asked: Asked) -> list[Structure]:
    """Rows whose name holds the words, then the others."""
    named = matching(asked.words, named=True)
    some = rows.order_by("pk").prefetch_related("themes")
    page = list(some.filter(pk__in=named)[: PAGE + 1])
    if len(page) <= PAGE:
        page += some.exclude(pk__in=named)[: PAGE + 1 - len(page)]
    return page


def _counted(name: str, asked: Asked) -> list[tuple[str, int]]:
    rows = _selected(asked, without=name)
    narrowed = asked.words or any(other != name for other in asked.chosen)
    if name == "themes":
        themes: QuerySet[Any] = StructureTheme.objects.all()
        if narrowed:
            themes = themes.filter(structure__in=rows)
        counts = themes.values_list("theme").annotate(rows=Count("pk"))
    else:
        counts = rows.values_list(COLUMNS[name]).annotate(rows=Count("pk"))
    return sorted(counts.order_by(), key=lambda each: (-each[1], each[0]))
