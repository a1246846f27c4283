"""The map of a portrait: what the territory holds, or where it stands within what holds it."""

from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from django.utils.translation import ngettext

from lieucommun.blocks.observatory.territories import drawing
from lieucommun.blocks.observatory.territories.asked import Asked
from lieucommun.blocks.observatory.territories.opening import Shown
from lieucommun.blocks.observatory.territories.sections import MapOf
from lieucommun.blocks.observatory.territories.words import level_word
from lieucommun.design.shapes import Column
from lieucommun.engines.statistics.exact import rounded
from lieucommun.kernel.maps import Map, draw
from lieucommun.kernel.territories import Level, Territory, contours, parents

from .pieces import Drawing, Table
from .subject import Subject, below
from .tables import column

#: A map of fewer says less than their list.
FEW = 3
#: Names are written on a map that has no more territories.
NAMED = 40
#: What the list beside a map holds at most; the rest is on the screen of the indicator.
LISTED = 400
Ground = tuple[Level, Territory]


def mapped(of: Subject, section: MapOf, key: str) -> Drawing | None:
    """Return the map of a section; None where nothing can be drawn of the territory."""
    shown = of.shown(section.map)
    if shown is None:
        return None
    asked = None if section.level == "pays" else section.level
    for level, within in _grounds(of.territory, asked):
        if level not in shown.levels or not _worth(of.territory, level, within):
            continue
        state = Asked(view="map", level=level, within=_inside(within))
        found = drawing.drawing(of.looking, shown, state, key)
        if found is not None and _tells(of.territory, level, found.drawn):
            title = of.text(section.title) or found.drawn.title
            drawn = _told(of.territory, level, replace(found.drawn, title=title))
            return Drawing(
                title, drawn, draw(drawn), found.legend, _listed(of, shown, level, within, drawn)
            )
    return None


def _grounds(territory: Territory, asked: Level | None) -> Iterator[Ground]:
    """Yield what may be drawn: what the territory holds, then itself among its like."""
    lower = asked or below(territory)
    if lower and lower != territory.level:
        yield lower, territory
    if asked in {None, territory.level}:
        for above in parents(territory):
            yield territory.level, above


def _worth(territory: Territory, level: Level, within: Territory) -> bool:
    """Say whether there are outlines enough, that of the territory with them."""
    if level == "country":
        return False
    shapes = contours.shapes(level, within=_inside(within))
    if len(shapes) < FEW:
        return False
    return level != territory.level or territory.code in {each.code for each in shapes}


def _tells(territory: Territory, level: Level, drawn: Map) -> bool:
    """Say whether a map says something of the territory: figures may cover another ground."""
    if level == territory.level:
        return drawn.values.get(territory.code) is not None
    return any(value is not None for value in drawn.values.values())


def _inside(within: Territory) -> Territory | None:
    return None if within.level == "country" else within


def _told(territory: Territory, level: Level, drawn: Map) -> Map:
    """Return a map with the names that help to read it: all of a few, or that of the territory."""
    if level == territory.level:
        own = [each for each in drawn.shapes if each.code == territory.code]
        return replace(drawn, parents=own, labels=frozenset({territory.code}))
    if len(drawn.shapes) <= NAMED:
        return replace(drawn, labels=frozenset(each.code for each in drawn.shapes))
    return drawn


def _listed(of: Subject, shown: Shown, level: Level, within: Territory, drawn: Map) -> Table:
    """Return the figures of a map as a list, the highest first."""

    def order(code: str, name: str) -> tuple[bool, Decimal, str]:
        value = drawn.values.get(code)
        return value is None, -(value or Decimal(0)), name

    shapes = sorted(drawn.shapes, key=lambda each: order(each.code, each.name))
    rows = tuple(
        (
            each.name
            if (each.code, level) == (of.territory.code, of.territory.level)
            else of.link(level, each.code, each.name),
            _figure(shown, drawn, each.code),
        )
        for each in shapes[:LISTED]
    )
    cut = len(shapes) - len(rows)
    more = f"{of.looking.opened.url('indicator', indicator=shown.name)}?level={level}"
    more += f"&in={within.key}" if _inside(within) else ""
    columns = (Column(level_word(level)), column(shown))
    said = ngettext("%(count)s more", "%(count)s more", cut) % {"count": cut} if cut else ""
    return Table(drawn.title, columns, rows, said, more if cut else "")


def _figure(shown: Shown, drawn: Map, code: str) -> Decimal | str:
    """Return the figure of a territory, or why there is none."""
    value = drawn.values.get(code)
    return drawn.text_of(code) if value is None else rounded(value, shown.places)
