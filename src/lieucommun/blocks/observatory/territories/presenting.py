"""What the screens of figures are given: words, addresses and shapes, nothing to compute."""

from dataclasses import dataclass
from typing import Any

from django.http import StreamingHttpResponse
from django.utils.translation import gettext, gettext_lazy, ngettext

from lieucommun.design.context import Link
from lieucommun.design.shapes import Term
from lieucommun.design.tags.shown import number
from lieucommun.kernel.datasets.exchange.plain import write_plain
from lieucommun.kernel.datasets.exchange.streaming import spoken
from lieucommun.kernel.indicators.queries import Ask
from lieucommun.kernel.maps.exporting import CONTENT_TYPES
from lieucommun.kernel.territories import Match, Territory, find, parents
from lieucommun.kernel.territories import about as about_territories

from . import charting, choosing, comparing, composing, drawing, listing, zooming
from .asked import VIEWS, Asked
from .opening import Looking, Shown
from .portraits import Portrait, spec_of
from .sections import PortraitSpec
from .words import level_word, part_word, period_word, short_word

VIEW_WORDS = {
    "table": gettext_lazy("Table"),
    "map": gettext_lazy("Map"),
    "chart": gettext_lazy("Chart"),
}
#: What each view may be taken away as, beside its table.
PICTURES = {"map": tuple(CONTENT_TYPES), "chart": charting.FORMATS}


@dataclass(frozen=True, slots=True)
class Card:
    """An indicator on the first screen: its figure for the whole, and where it leads."""

    title: str
    url: str
    value: str
    period: str
    note: str


def overview(looking: Looking) -> dict[str, Any]:
    """Return what the first screen shows."""
    return {
        "example": looking.example(),
        "cards": [_card(looking, each) for each in looking.indicators.values()],
        "failed": looking.figures is None,
        "geography": geography(),
        "levels": [level_word(level, plural=True) for level in looking.levels],
    }


def _card(looking: Looking, shown: Shown) -> Card:
    made = looking.figures
    period, part = shown.period(""), shown.part(None)
    of = shown.whole
    found = made.values(Ask(shown.name, of.level, period, part)) if made and of else {}
    whole = found.get(of.code) if of else None
    told = [of.name if of and of.level != "country" else "", period_word(period) if period else ""]
    return Card(
        shown.title,
        looking.opened.url("indicator", indicator=shown.name),
        short_word(whole.value, shown.unit, shown.places) if whole else "",
        ", ".join(part for part in told if part),
        shown.note,
    )


def indicator(looking: Looking, shown: Shown, asked: Asked) -> dict[str, Any]:
    """Return what the screen of an indicator shows, in the view that is asked."""
    ask = shown.ask(asked)
    found = listing.listing(looking, shown, asked)
    opened = looking.opened
    return {
        "example": looking.example(shown),
        "shown": shown,
        "heading": shown.title,
        "trail": [Link(opened.home, opened.service.manifest.title.get(opened.language)),
                  Link(opened.url(), opened.title)],
        "asked": asked,
        "views": [
            Link(asked.query(view=view), str(VIEW_WORDS[view]), current=view == asked.view)
            for view in VIEWS
        ],
        "controls": choosing.controls(looking, shown, asked),
        "listing": found,
        "drawing": drawing.drawing(looking, shown, asked) if asked.view == "map" else None,
        "zoom": zooming.zoom(looking, shown, asked) if asked.view == "map" else None,
        "against": drawing.against(looking, shown, asked) if asked.view == "map" else None,
        "charted": charting.charted(looking, shown, asked) if asked.view == "chart" else None,
        "count": ngettext("%(count)s territory", "%(count)s territories", found.count)
        % {"count": number(found.count)},
        "summary": summary(shown, ask),
        "unlocated": listing.unlocated_word(shown, found.page),
        "exports": [
            Link(f"{asked.query(page=1)}&format={kind}", kind.upper())
            for kind in (*PICTURES.get(asked.view, ()), *listing.FORMATS)
        ],
        "everywhere": asked.query(within=None),
        "first": asked.query(page=1),
        "clear": asked.query(words="", within=None),
        "composition": composing.composition(looking, shown, ask.level),
        "method": method(shown),
    }  # fmt: skip


def method(shown: Shown) -> list[Term | tuple[str, str]]:
    """Return how an indicator is computed, and from what."""
    spec = shown.indicator
    of = [spec.of.numerator, spec.of.denominator]
    told = [each.get(shown.language) if each else "" for each in of]
    return [
        (gettext("Computation"), spec.formula or ""),
        (gettext("Above the line"), told[0]),
        (gettext("Below the line"), told[1]),
        (gettext("Unit"), shown.unit),
        (gettext("Geography"), geography()),
    ]


def summary(shown: Shown, ask: Ask) -> str:
    """Return what is shown, in a line: level, period, part, where."""
    told = [
        level_word(ask.level, plural=True),
        ask.within.name if ask.within else gettext("France"),
        period_word(ask.period) if ask.period else "",
        part_word(ask.part, shown.choices, shown.language) if shown.known.parts else "",
    ]
    return " · ".join(part for part in told if part)


def geography() -> str:
    """Return where the names and the inhabitants of territories come from."""
    about = about_territories()
    return gettext("Geography of %(vintage)s, %(source)s. %(population)s.") % {
        "vintage": about.vintage, "source": about.source,
        "population": about.population.rstrip("."),
    }  # fmt: skip


def where(match: Match) -> str:
    """Return what tells a territory from others of the same name: its level, where it is."""
    territory = match.territory
    told = [level_word(territory.level), _inside(territory)]
    if match.via:
        told.append(gettext("formerly %(name)s") % {"name": match.via})
    return " · ".join(part for part in told if part)


def _inside(territory: Territory) -> str:
    if territory.level in {"country", "region"}:
        return ""
    held = territory.departement if territory.level in {"commune", "epci"} else territory.region
    above = find(held or "", "departement" if territory.level in {"commune", "epci"} else "region")
    return above.name if above else ""


def portrait_for(looking: Looking, territory: Territory) -> PortraitSpec | None:
    """Return the portrait that a page offers for a territory; None when there is none."""
    opened = looking.opened
    for name in opened.settings.portraits:
        levels = opened.service.manifest.portraits[name].levels
        if not levels or territory.level in levels:
            return spec_of(opened.service, name)
    return None


def portrait(drawn: Portrait) -> dict[str, Any]:
    """Return what the screen of a portrait shows."""
    opened = drawn.looking.opened
    above = [
        Link(address, each.name)
        for each in reversed(parents(drawn.territory))
        if (address := drawn.looking.portrait_of(each))
    ]
    return {
        "example": drawn.looking.example(),
        "heading": drawn.territory.name,
        "territory": drawn.territory,
        "trail": [
            Link(opened.home, opened.service.manifest.title.get(opened.language)),
            Link(opened.url(), opened.title),
            *above,
        ],
        "lead": drawn.lead(),
        "pieces": drawn.pieces,
        "has_map": any(each.kind == "map" for each in drawn.pieces),
        "notes": drawn.notes(geography()),
    }


def compared(looking: Looking, found: comparing.Comparison, words: str) -> dict[str, Any]:
    """Return what the screen of a comparison shows."""
    opened = looking.opened
    return {
        "heading": gettext("Compare territories"),
        "trail": [
            Link(opened.home, opened.service.manifest.title.get(opened.language)),
            Link(opened.url(), opened.title),
        ],
        "example": looking.example(),
        "found": found,
        "words": words,
        "offers": comparing.offers(words, found.territories) if words else [],
        "exports": [
            Link(f"{comparing.query(found.territories)}&format={kind}", kind.upper())
            for kind in listing.FORMATS
        ],
        "geography": geography(),
    }


def compared_file(
    looking: Looking, found: comparing.Comparison, kind: str
) -> StreamingHttpResponse:
    """Return a comparison as a file."""
    rows = [[getattr(cell, "text", cell) for cell in row] for row in found.rows]
    content_type, blocks = write_plain(
        kind, gettext("Compare territories"), [column.text for column in found.columns], rows
    )
    answer = StreamingHttpResponse(spoken(blocks), content_type=content_type)
    stem = "-".join([looking.opened.service.slug, *(each.code for each in found.territories)])
    answer["Content-Disposition"] = f'attachment; filename="{stem}.{kind}"'
    return answer
