"""Up to five territories side by side: the same indicators, of the same period, in one table."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from lieucommun.design.context import Link
from lieucommun.design.shapes import Column, Row
from lieucommun.kernel.territories import Territory, find, matches

from .opening import Looking, Shown
from .standing import Standing
from .words import level_word, period_word, rank_word, short_word

MOST = 5


@dataclass(frozen=True, slots=True)
class Comparison:
    """A table of indicators by territory; `full`: no other territory can be added."""

    columns: list[Column]
    rows: list[Row]
    territories: list[Territory]
    removals: list[Link]
    full: bool


def chosen(keys: Sequence[str]) -> list[Territory]:
    """Return the territories of an address, each once, five at most; unknown keys are left out."""
    found = (find(key[:40]) for key in keys[: 4 * MOST] if ":" in key)
    return list(dict.fromkeys(each for each in found if each is not None))[:MOST]


def comparison(looking: Looking, territories: list[Territory]) -> Comparison:
    """Return indicators as rows, territories as columns; "not known" where a figure is missing."""
    standings = [Standing(looking, each) for each in territories]
    columns = [Column(gettext("Indicator"))]
    columns += [
        Column(f"{each.name} ({level_word(each.level)})", numeric=True) for each in territories
    ]
    rows: list[Row] = [(gettext("Inhabitants"), *(each.population for each in territories))]
    rows += [_row(looking, shown, standings) for shown in looking.indicators.values()]
    return Comparison(
        columns,
        rows,
        territories,
        [Link(query([t for t in territories if t is not each]), each.name) for each in territories],
        len(territories) >= MOST,
    )


def _row(looking: Looking, shown: Shown, standings: list[Standing]) -> Row:
    period = shown.period("")
    title = f"{shown.title}, {period_word(period)}" if period else shown.title
    cells: list[Any] = [Link(looking.opened.url("indicator", indicator=shown.name), title)]
    for standing in standings:
        figure = next((each for each in standing.series(shown) if each.period == period), None)
        if figure is None or (figure.value is None and not figure.secret):
            cells.append(None)
            continue
        value = (
            gettext("kept secret")
            if figure.secret
            else short_word(figure.value, shown.unit, shown.places)
        )
        rank = rank_word(figure.rank, figure.among)
        cells.append(f"{value} ({rank})" if rank else value)
    return tuple(cells)


def query(territories: Sequence[Territory]) -> str:
    """Return the query string that compares territories."""
    return "?" + "&".join(f"t={each.key}" for each in territories)


def offers(words: str, territories: list[Territory]) -> list[Link]:
    """Return the territories that a text may name, each with the address that adds it."""
    return [
        Link(query([*territories, match.territory]), match.territory.name,
             note=level_word(match.territory.level))
        for match in matches(words, limit=10)
        if match.territory not in territories
    ]  # fmt: skip
