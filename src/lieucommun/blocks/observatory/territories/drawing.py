"""A map of an indicator: classes of its values, circles of its volumes, the words around."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from lieucommun.design.tags.shown import NARROW, number
from lieucommun.engines.statistics.classes import (
    MANY,
    Classes,
    equal_intervals,
    manual,
    natural_breaks,
    quantiles,
    rounded,
    sampled_breaks,
)
from lieucommun.kernel.indicators.queries import Ask, Figure, Figures
from lieucommun.kernel.maps import Circles, Class, Map, Words, draw
from lieucommun.kernel.maps.exporting import Kind, export
from lieucommun.kernel.maps.keys import Row, circle_key, rows
from lieucommun.kernel.maps.sizing import largest_of, marks
from lieucommun.kernel.territories import Level, Territory, contours

from .asked import Asked
from .opening import Looking, Shown
from .words import level_word, period_word, value_word

#: The seed of the sample that stands for many values, so that a map is always the same.
SEED = 65
#: Three figures that mean something, in a legend.
DIGITS = 3
PARENTS: dict[Level, Level] = {
    "commune": "departement",
    "epci": "departement",
    "departement": "region",
}


@dataclass(frozen=True, slots=True)
class Drawing:
    """A map on a page: the SVG, the lines of its legend, and what is said of it."""

    svg: str
    legend_title: str
    legend: Sequence[Row]
    sources: Sequence[str]
    merged: bool
    circles_title: str
    circles: str
    drawn: Map


def drawing(looking: Looking, shown: Shown, asked: Asked, key: str = "map") -> Drawing | None:
    """Return the map that is asked; None where nothing can be drawn at its level."""
    made = looking.figures
    ask = shown.ask(asked)
    level = ask.level
    if made is None or level == "country":
        return None
    ask = Ask(ask.indicator, ask.level, ask.period, ask.part, within=_ground(shown, asked))
    shapes = contours.shapes(level, within=ask.within)
    if not shapes:
        return None
    figures = made.values(ask)
    drawn_codes = {each.code for each in shapes}
    known = {code: each for code, each in figures.items() if code in drawn_codes}
    # Two periods side by side have the same classes, or their colours could not be compared.
    both = [*figures.values(), *_of_period(shown, made, ask, asked.against)]
    classes = classified(shown, asked, [each.value for each in both if each.code in drawn_codes])
    drawn = Map(
        key=key,
        title=_title(shown, ask),
        description=_description(shown, known),
        shapes=shapes,
        values={code: each.value for code, each in known.items()},
        texts={code: _text(shown, each) for code, each in known.items()},
        classes=_labelled(classes),
        legend=f"{shown.title} ({shown.unit})" if shown.unit else shown.title,
        circles=_circles(looking, shown, asked, ask),
        addresses=_addresses(looking, ask.level, known),
        parents=_parents(ask.level, ask.within),
        sources=contours.about(level),
        date=gettext("Drawn on %(day)s") % {"day": timezone.localdate().isoformat()},
        words=words(),
    )
    merged = classes.merged
    circles = drawn.circles
    return Drawing(
        draw(drawn),
        drawn.legend,
        rows(drawn),
        drawn.sources,
        merged,
        circles.title if circles else "",
        circle_key(drawn) if circles else "",
        drawn,
    )


def against(looking: Looking, shown: Shown, asked: Asked) -> Drawing | None:
    """Return the map beside the one that is asked: another period of it, or another indicator."""
    now = shown.ask(asked).period
    if asked.against in shown.known.periods and asked.against != now:
        return drawing(looking, shown, replace(asked, period=asked.against, against=now), "against")
    other = looking.indicators.get(asked.against)
    if other is None or other is shown:
        return None
    alone = replace(asked, period=now, part=None, method="", classes=0, against="", circles="")
    return drawing(looking, other, alone, "against")


def _of_period(shown: Shown, made: Figures, ask: Ask, period: str) -> Iterable[Figure]:
    known = period in shown.known.periods and period != ask.period
    return made.values(replace(ask, period=period)).values() if known else ()


def exported(looking: Looking, shown: Shown, asked: Asked, kind: Kind) -> bytes | None:
    """Return the map that is asked as a file; None where nothing can be drawn."""
    found = drawing(looking, shown, asked)
    return export(found.drawn, kind, day=timezone.localdate().isoformat()) if found else None


def classified(shown: Shown, asked: Asked, values: Sequence[Decimal | None]) -> Classes:
    """Return the classes of some values: as asked, or as the indicator says."""
    known = [value for value in values if value is not None]
    spec = shown.indicator.classes
    method, count = asked.method or spec.method, max(asked.classes or spec.count, 2)
    if method == "manual" and spec.bounds:
        return manual(known, spec.bounds)
    make: dict[str, Callable[[list[Decimal], int], Classes]] = {
        "equal": equal_intervals,
        "natural": natural_breaks if len(known) <= MANY else _sampled,
    }
    return rounded(make.get(method, quantiles)(known, count), DIGITS)


def _sampled(values: list[Decimal], count: int) -> Classes:
    return sampled_breaks(values, count, seed=SEED)


def words() -> Words:
    """Return the words of maps in the language of the page."""
    return Words(
        pair=gettext("{name}: {value}"),
        missing=gettext("Not known"),
        kilometres=gettext("{count} km"),
        thousands=NARROW,
        insets=gettext("Overseas: each at its own scale"),
        language=get_language() or "fr",
    )


def _ground(shown: Shown, asked: Asked) -> Territory | None:
    """Return what the map shows: what is asked, or the only ground that figures cover."""
    whole = shown.whole
    return asked.within or (whole if whole and whole.level != "country" else None)


def _title(shown: Shown, ask: Ask) -> str:
    told = [shown.title, period_word(ask.period) if ask.period else ""]
    where = ask.within.name if ask.within else gettext("France")
    return f"{', '.join(part for part in told if part)} ({where})"


def _description(shown: Shown, known: dict[str, Figure]) -> str:
    """Return a sentence for who does not see the map: how many, the highest and the lowest."""
    valued = [each for each in known.values() if each.value is not None]
    if not valued:
        return gettext("No figure is known.")
    highest = max(valued, key=lambda each: (each.value or 0, each.name))
    lowest = min(valued, key=lambda each: (each.value or 0, each.name))
    return ngettext(
        "%(count)s territory has a figure: %(high)s (%(where_high)s).",
        "%(count)s territories have a figure: from %(low)s (%(where_low)s) to %(high)s "
        "(%(where_high)s).",
        len(valued),
    ) % {
        "count": number(len(valued)),
        "low": value_word(lowest.value, shown.unit, shown.places),
        "where_low": lowest.name,
        "high": value_word(highest.value, shown.unit, shown.places),
        "where_high": highest.name,
    }


def _text(shown: Shown, figure: Figure) -> str:
    if figure.secret:
        return gettext("kept secret")
    return value_word(figure.value, shown.unit, shown.places)


def _labelled(classes: Classes) -> tuple[Class, ...]:
    bounds = classes.bounds
    return tuple(
        Class(low, high, _label(low, high), count)
        for low, high, count in zip(bounds, bounds[1:], classes.counts, strict=False)
    )


def _label(low: Decimal, high: Decimal) -> str:
    told = [number(_trimmed(each)) for each in (low, high)]
    return gettext("%(low)s to %(high)s") % {"low": told[0], "high": told[1]}


def _trimmed(value: Decimal) -> Decimal:
    whole = value.to_integral_value()
    return whole if whole == value else value.normalize()


def _circles(looking: Looking, shown: Shown, asked: Asked, ask: Ask) -> Circles | None:
    """Return the volumes drawn over the map, of the same level and ground."""
    other, made = looking.indicators.get(asked.circles), looking.figures
    if other is None or made is None or other is shown:
        return None
    of = Ask(other.name, ask.level, other.period(ask.period), other.part(None), within=ask.within)
    found = made.values(of)
    values = {code: each.value for code, each in found.items()}
    return Circles(
        values,
        {code: value_word(value, other.unit, other.places) for code, value in values.items()},
        f"{other.title} ({other.unit})" if other.unit else other.title,
        [
            (value, value_word(_trimmed(value), other.unit))
            for value in marks(largest_of(values.values()))
        ],
    )


def _addresses(looking: Looking, level: Level, known: dict[str, Figure]) -> dict[str, str]:
    if not looking.portraits_at(level):
        return {}
    base = looking.opened.url("territory", level=level, code="CODE")
    return {code: base.replace("CODE", code) for code in known}


def _parents(level: Level, within: Territory | None) -> Sequence[contours.Shape]:
    above = PARENTS.get(level)
    if above is None:
        return ()
    return contours.shapes(above, within=within)  # type: ignore[arg-type]


def levels_drawn(shown: Shown) -> list[str]:
    """Return the levels of an indicator that can be drawn, in words."""
    found = [each for each in shown.levels if each != "country" and contours.available(each)]
    return [level_word(each, plural=True) for each in found]
