"""A portrait as it is printed: the same pieces as on the screen, laid out for A4."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import slugify
from django.utils.translation import gettext, ngettext

from lieucommun.blocks.observatory.territories.portraits import Portrait
from lieucommun.design.tags.shown import number
from lieucommun.kernel.documents.numbers import base
from lieucommun.kernel.documents.printing import portraits as printing
from lieucommun.kernel.maps import rows
from lieucommun.kernel.maps.figure import NAMESPACE, contents
from lieucommun.kernel.maps.framing import view_of
from lieucommun.kernel.services.texts import active_language
from lieucommun.kernel.territories import Territory, parents

from .freshness import day_of
from .pieces import Chart, Drawing, KeyFigures, Piece, Sentences, Table, Title, Words, isolated

#: What a list beside a drawing holds on paper: as much as half of a page does.
BESIDE = 20
FONT = "Noto Sans, Noto Sans Arabic"
#: How much larger words are on a map that is half as wide as a page.
WORDS = 2.0


def printable(drawn: Portrait, geography: str) -> printing.Portrait:
    """Return what is printed of a portrait; figures are those of the screen, sign for sign."""
    opened = drawn.looking.opened
    day = day_of(drawn.looking)
    above = [each for each in reversed(parents(drawn.territory)) if each.level != "country"]
    return printing.Portrait(
        name=name_of(drawn.territory),
        title=drawn.territory.name,
        language=base(drawn.subject.language),
        place=settings.PLACE_NAME,
        service=opened.service.manifest.title.get(opened.language),
        day=day,
        date=date_format(day, "DATE_FORMAT"),
        sections=tuple(_sections(drawn, geography)),
        over=" › ".join(each.name for each in above),
        lead=f"{drawn.lead()}.",
        layout=drawn.spec.layout,
        page_words=gettext("Page {page} of {pages}"),
    )


def name_of(territory: Territory) -> str:
    """Return how the file of a territory is called: its name and its code, which no other has."""
    return f"{slugify(territory.name)[:80]}-{territory.code.lower()}".strip("-")


def _sections(drawn: Portrait, geography: str) -> Iterator[printing.Section]:
    if drawn.looking.example():
        told = gettext("These figures are examples: no real source is loaded yet.")
        yield printing.Sentences((told,))
    if not drawn.pieces:
        yield printing.Sentences((gettext("Nothing is known of this territory yet"),))
    for piece in drawn.pieces:
        yield from _section(piece)
    terms = tuple(drawn.notes(geography))
    yield printing.Notes(gettext("Method and sources"), terms)


def _section(piece: Piece) -> Iterator[printing.Section]:
    match piece:
        case Title():
            yield printing.Heading(piece.text)
        case KeyFigures():
            yield printing.Figures(
                tuple(
                    printing.KeyFigure(
                        each.label,
                        isolated(each.value, active_language()),
                        each.compared,
                        each.rank,
                    )
                    for each in piece.figures
                )
            )
        case Sentences():
            yield printing.Sentences(piece.paragraphs)
        case Table():
            yield _grid(piece)
        case Chart():
            shown = piece.drawn("half")
            yield printing.Picture(
                piece.title, shown.svg, shown.description, piece.source, width="half"
            )
            yield _beside(piece.figures("half"))
        case Drawing():
            yield _map(piece)
            yield _beside(piece.listed)
        case Words():
            yield printing.Sentences(piece.paragraphs, piece.title)


def _grid(table: Table) -> printing.Grid:
    return printing.Grid(
        table.title,
        tuple(column.text for column in table.columns),
        tuple(
            tuple(
                _cell(cell, column.places) for cell, column in zip(row, table.columns, strict=True)
            )
            for row in table.rows
        ),
        tuple(column.numeric for column in table.columns),
        table.source,
    )


def _cell(cell: Any, places: int | None) -> str:
    """Return what a cell reads on the screen."""
    return number(getattr(cell, "text", cell), places)


def _beside(table: Table) -> printing.Grid:
    """Return the figures of a drawing, as many as stand beside it, and how many do not."""
    grid = _grid(replace(table, title=gettext("The same in figures"), source=""))
    cut = len(grid.rows) - BESIDE
    told = ngettext("%(count)s more on the screen.", "%(count)s more on the screen.", cut)
    source = told % {"count": number(cut)} if cut > 0 else ""
    return replace(grid, rows=grid.rows[:BESIDE], source=source, width="half")


def _map(piece: Drawing) -> printing.Picture:
    drawn = replace(piece.drawn, addresses={})
    view = replace(view_of(drawn), words=WORDS)
    svg = (
        f'<svg {NAMESPACE} viewBox="{view.box}" font-family="{FONT}">'
        f"{contents(drawn, view, 'light')}</svg>"
    )
    keys = tuple(
        printing.Key(each.swatch, f"{each.label} ({number(each.count)})") for each in rows(drawn)
    )
    return printing.Picture(
        piece.title, svg, drawn.description, " ".join(drawn.sources), "half", drawn.legend, keys
    )
