"""The figures of an indicator as a table: sorted, narrowed, paged, and taken away as files."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from lieucommun.design.context import Link
from lieucommun.design.shapes import Column, Row
from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.indicators.queries import Ask, Figure, Figures, Page
from lieucommun.kernel.territories import find

from .asked import ROWS, Asked
from .opening import Looking, Shown
from .words import level_word, period_word, value_word

FORMATS = ("csv", "xlsx", "ods", "json")
#: Figures read at once where all of them are written to a file.
BLOCK = 5_000


@dataclass(frozen=True, slots=True)
class Listing:
    """A page of the table of an indicator."""

    columns: list[Column]
    rows: list[Row]
    total: Row
    count: int
    page: Page
    previous: str
    next: str
    sizes: list[Link]


def listing(looking: Looking, shown: Shown, asked: Asked) -> Listing:
    """Return the page of figures that is asked; a page beyond the last one is empty."""
    made = looking.figures
    if made is None:
        raise LookupError(shown.name)
    ask = shown.ask(asked)
    offset = (asked.page - 1) * asked.rows
    page = made.page(ask, asked.sort or "rank", offset=offset, limit=asked.rows)
    count = page.count or (made.count(ask) if offset else 0)
    more = offset + asked.rows < count
    before = _before(made, shown, ask, page.figures)
    return Listing(
        columns(shown, ask, asked),
        [_row(looking, shown, each, before) for each in page.figures],
        _total(looking, shown, ask),
        count,
        page,
        asked.query(page=asked.page - 1) if asked.page > 1 else "",
        asked.query(page=asked.page + 1) if more else "",
        [Link(asked.query(rows=each), str(each), current=each == asked.rows) for each in ROWS],
    )


def preceding(shown: Shown, ask: Ask) -> str:
    """Return the period before the one that is shown; "" when there is none."""
    periods = shown.known.periods
    place = periods.index(ask.period) if ask.period in periods else 0
    return periods[place - 1] if place else ""


def _before(
    made: Figures, shown: Shown, ask: Ask, figures: Iterable[Figure]
) -> dict[str, Decimal | None] | None:
    """Return the values of the preceding period by code; None when there is no such period."""
    period = preceding(shown, ask)
    if not period:
        return None
    series = made.series(ask, [each.code for each in figures])
    return {
        code: each.value for code, some in series.items() for each in some if each.period == period
    }


def columns(shown: Shown, ask: Ask, asked: Asked) -> list[Column]:
    """Return the columns of the table, each with the address that sorts by it."""
    unit = f" ({shown.unit})" if shown.unit else ""
    found = [
        _column(level_word(ask.level), "name", asked),
        _column(gettext("Rank"), "rank", asked, numeric=True),
        _column(f"{shown.title}{unit}", "value", asked, numeric=True, places=shown.places),
    ]
    if period := preceding(shown, ask):
        text = gettext("Change since %(period)s") % {"period": period_word(period)}
        found.append(Column(text, numeric=True, places=shown.places))
    if is_ratio(shown):
        found += [
            _column(_side(shown, above=True), "numerator", asked, numeric=True),
            _column(_side(shown, above=False), "denominator", asked, numeric=True),
        ]
    return found


def _column(
    text: str, name: str, asked: Asked, *, numeric: bool = False, places: int | None = None
) -> Column:
    now = asked.sort or "rank"
    ascending = now == name
    return Column(
        text,
        numeric,
        asked.query(sort=f"-{name}" if ascending else name),
        "ascending" if ascending else "descending" if now == f"-{name}" else "",
        places,
    )


def is_ratio(shown: Shown) -> bool:
    """Say whether an indicator divides: its numerator and denominator are shown beside it."""
    return "/" in (shown.indicator.formula or "")


def _side(shown: Shown, *, above: bool) -> str:
    of = shown.indicator.of
    said = of.numerator if above else of.denominator
    if said is not None:
        return said.get(shown.language)
    return gettext("Numerator") if above else gettext("Denominator")


def _row(
    looking: Looking, shown: Shown, figure: Figure, before: dict[str, Decimal | None] | None
) -> Row:
    territory = find(figure.code, figure.level)
    name = figure.name or figure.code
    address = looking.portrait_of(territory) if territory else ""
    first = Link(address, name) if address else name
    return (first, figure.rank, *_cells(shown, figure, before))


def _cells(
    shown: Shown, figure: Figure, before: dict[str, Decimal | None] | None = None
) -> list[Any]:
    value: Any = gettext("secret") if figure.secret else figure.value
    change = [] if before is None else [_change(figure, before.get(figure.code))]
    sides = [_short(figure.numerator), _short(figure.denominator)] if is_ratio(shown) else []
    return [value, *change, *sides]


def _change(figure: Figure, before: Decimal | None) -> Decimal | None:
    """Return by how much a figure changed; None where one of both is missing: it is not zero."""
    return None if figure.value is None or before is None else figure.value - before


def _short(value: Decimal | None) -> Decimal | None:
    """Return an amount to the cent, without zeros that say nothing."""
    if value is None:
        return None
    told = rounded(value, 2)
    return told.to_integral_value() if told == told.to_integral_value() else told


def _total(looking: Looking, shown: Shown, ask: Ask) -> Row:
    """Return the figure of what holds the territories listed: what the page is within, or all."""
    made = looking.figures
    if made is None or ask.words:
        return ()
    of = ask.within or shown.whole
    if of is None or of.level == ask.level:
        return ()
    at = Ask(ask.indicator, of.level, ask.period, ask.part)
    whole = made.values(at).get(of.code)
    if whole is None:
        return ()
    return (of.name, None, *_cells(shown, whole, _before(made, shown, at, [whole])))


def unlocated_word(shown: Shown, page: Page) -> str:
    """Return what is counted nowhere at this level; "" when all of it is located."""
    missing = page.unlocated
    if missing is None or missing.numerator is None:
        return ""
    unit = "" if is_ratio(shown) else shown.unit
    return value_word(_short(missing.numerator), unit)


def all_rows(looking: Looking, shown: Shown, asked: Asked) -> Iterator[list[Any]]:
    """Yield every figure that is asked, for a file: code, name, rank, value and both sides."""
    made = looking.figures
    ask = shown.ask(asked)
    offset = 0
    while made is not None:
        page = made.page(ask, asked.sort or "rank", offset=offset, limit=BLOCK)
        for each in page.figures:
            yield _file_row(each)
        offset += BLOCK
        if offset >= page.count:
            break
    if made is not None and (missing := made.page(ask, limit=1).unlocated):
        yield _file_row(missing)


def _file_row(figure: Figure) -> list[Any]:
    where = figure.name if figure.code else gettext("not located")
    return [
        figure.code, where, figure.period, figure.part or "", figure.rank,
        gettext("secret") if figure.secret else _short(figure.value),
        figure.numerator, figure.denominator,
    ]  # fmt: skip


def titles(shown: Shown, ask: Ask) -> list[str]:
    """Return the headers of a file of figures."""
    unit = f" ({shown.unit})" if shown.unit else ""
    return [
        gettext("Code"), level_word(ask.level), gettext("Period"), gettext("Part"),
        gettext("Rank"), f"{shown.title}{unit}", gettext("Numerator"), gettext("Denominator"),
    ]  # fmt: skip
