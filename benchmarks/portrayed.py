"""Portraits of invented territories, and the same as HTML for a peer."""

import base64
import datetime as dt
from decimal import Decimal
from functools import cache
from html import escape
from itertools import pairwise
from math import cos, sin
from random import Random

from lieucommun.kernel.documents.charts import (
    Axis,
    Bar,
    Bars,
    Chart,
    Distribution,
    Dots,
    Line,
    Lines,
    Point,
    Row,
    Scatter,
    draw,
)
from lieucommun.kernel.documents.numbers import amount, number
from lieucommun.kernel.documents.printing.coverage import FONTS
from lieucommun.kernel.documents.printing.portraits import (
    Figures,
    Grid,
    Key,
    KeyFigure,
    Notes,
    Picture,
    Portrait,
    Section,
    Sentences,
)

COLUMNS, LINES = 16, 13
COMMUNES = COLUMNS * LINES
#: Points of each side of a commune: real outlines have about as many.
POINTS = 9
PAINTS = ("#eef4f1", "#c9ddd6", "#93bcae", "#4d8f7d", "#0d5c4b")
PLACES = tuple(f"Commune-de-la-Vallée {rank}" for rank in range(1, 15))
FIELDS = ("Bâtiments", "Voirie", "Écoles", "Eau", "Sports")
_CHANCE = Random(1)  # noqa: S311 - chance, not secrets
VALUES = tuple(Decimal(str(round(_CHANCE.lognormvariate(3.6, 0.8), 2))) for _ in range(COMMUNES))
YEARS = tuple(str(year) for year in range(2014, 2024))
BARS = Bars(
    title="Montants", head="Commune", unit="€", ranked=True,
    bars=tuple(Bar(name, (VALUES[rank],), name == PLACES[3]) for rank, name in enumerate(PLACES)),
)  # fmt: skip
CHARTS: dict[str, Chart] = {
    "bars": BARS,
    "lines": Lines(
        title="Par habitant", head="Année", unit="€", places=2, periods=YEARS,
        lines=tuple(Line(f"Territoire {n}", VALUES[10 * n : 10 * n + 10]) for n in range(3)),
    ),
    "distribution": Distribution(
        title="Par habitant", head="Communes", unit="€", values=VALUES, name="Ici", value=VALUES[0]
    ),
    "scatter": Scatter(
        title="Taille et montant", head="Commune",
        across=Axis("Habitants"), up=Axis("Montant", "€"),
        points=tuple(
            Point(f"Commune {rank}", rank * 37 % 900, value, rank == 1)
            for rank, value in enumerate(VALUES)
        ),
    ),
    "dots": Dots(
        title="Par habitant", head="Territoire", unit="€", places=2, who=("Ici", "Département"),
        rows=(Row("Par habitant", VALUES[:2]),),
    ),
}  # fmt: skip


def portrait(rank: int) -> Portrait:
    """Return a portrait on one page: 4 key figures, 14 rows, a map, a bar chart."""
    chance = Random(rank)  # noqa: S311 - chance, not secrets
    amounts = [Decimal(chance.randrange(10_000, 900_000_00)) / 100 for _ in PLACES]
    bars = Bars(
        title="Montants par domaine", head="Domaine", unit="€", places=0, ranked=True,
        bars=tuple(Bar(field, (amounts[n],), n == 0) for n, field in enumerate(FIELDS)),
    )  # fmt: skip
    chart = draw(bars, "fr", size="half", prefix=f"c{rank}")
    return Portrait(
        name=f"territoire-{rank}",
        title=f"Territoire {rank} de la Vallée",
        language="fr",
        place="Laboratoire d’essai",
        service="SMART",
        day=dt.date(2026, 3, 2),
        date="2 mars 2026",
        over="Pays de la Loire › Mayenne",
        lead=f"{COMMUNES} communes, {number(chance.randrange(10**6), 'fr')} habitants.",
        sections=_sections(chance, amounts, chart.svg, chart.description),
    )


def _sections(
    chance: Random, amounts: list[Decimal], chart: str, words: str
) -> tuple[Section, ...]:
    euros = [amount(each, "€", "fr", 0) for each in amounts]
    rows = tuple(
        (name, str(chance.randrange(1, 40)), each, amount(VALUES[n], "€", "fr", 2))
        for n, (name, each) in enumerate(zip(PLACES, euros, strict=True))
    )
    cards = tuple(
        KeyFigure(f"Chiffre clé {n}, 2018", euros[n], f"département {euros[-n]}", f"{n}e sur 9")
        for n in range(1, 5)
    )
    swatch = '<svg viewBox="0 0 30 20"><rect width="30" height="20" fill="{}"/></svg>'
    return (
        Figures(cards),
        Sentences((f"On compte {chance.randrange(100)} projets, un peu plus qu’en Mayenne.",) * 2),
        Grid("Communes, par montant reçu", ("Commune", "Projets", "Montant", "Par habitant"), rows,
             source="Chiffres inventés.", width="half"),
        Picture("Subventions par habitant", _map(chance.random()),
                f"Carte des {COMMUNES} communes : les plus fortes subventions sont au nord.",
                "Contours inventés.", "half", "Euros par habitant",
                tuple(Key(swatch.format(each), f"{n * 20} à {n * 20 + 20}")
                      for n, each in enumerate(PAINTS))),
        Picture("Montants par domaine", chart, words, "Chiffres inventés.", "half"),
        Notes("Méthode et sources", (("Calcul", "somme des montants."), ("Source", "inventée."))),
    )  # fmt: skip


def _map(seed: float) -> str:
    """Return a map of communes with crooked borders, painted otherwise for each seed."""
    paints = Random(seed)  # noqa: S311 - chance, not secrets
    drawn = "".join(f'<path d="M{path}z" fill="{paints.choice(PAINTS)}"/>' for path in _outlines())
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 420 345">'
        f'<g stroke="#fff" stroke-width=".6">{drawn}</g></svg>'
    )


@cache
def _outlines() -> tuple[str, ...]:
    return tuple(_outline(x, y) for y in range(LINES) for x in range(COLUMNS))


def _outline(x: int, y: int) -> str:
    corners = [(x, y), (x + 1, y), (x + 1, y + 1), (x, y + 1), (x, y)]
    points: list[tuple[float, float]] = []
    for (left, top), (right, bottom) in pairwise(corners):
        for step in range(POINTS):
            part = step / POINTS
            across, down = left + (right - left) * part, top + (bottom - top) * part
            points.append((
                10 + 25 * across + 4 * sin(7 * down + 3 * across),
                10 + 25 * down + 4 * cos(5 * across + 2 * down),
            ))  # fmt: skip
    return " ".join(f"{px:.1f},{py:.1f}" for px, py in points)


REGULAR, BOLD = ((FONTS / f"NotoSans-{each}.ttf").as_uri() for each in ("Regular", "Bold"))
STYLE = f"""
@font-face {{ font-family: N; src: url({REGULAR}) }}
@font-face {{ font-family: N; font-weight: bold; src: url({BOLD}) }}
@page {{ size: A4; margin: 16mm 19mm; @bottom-right {{ content: counter(page) " / " counter(pages);
  font: 7.5pt N }} }}
body {{ font: 9.5pt/1.25 N; color: #1d2430; margin: 0 }} h1 {{ font-size: 25pt; margin: 0 }}
h2 {{ font-size: 10pt; margin: 6pt 0 }} p {{ margin: 2pt 0 }} img {{ width: 100% }}
.half {{ width: 50% }} .soft {{ color: #545c68; font-size: 7.5pt }}
.cards, .band {{ display: flex; gap: 8pt }} .cards > div {{ flex: 1; padding: 8pt;
  border: .75pt solid #dcd5c7 }} .band > * {{ flex: 1 }} .large {{ font-size: 15pt }}
table {{ border-collapse: collapse; font-size: 8pt; width: 100% }}
td, th {{ border-top: .6pt solid #dcd5c7; padding: 2pt; text-align: right }}
td:first-child, th:first-child {{ text-align: left }} .key img {{ width: 16pt }}
.key p {{ display: inline-block; width: 45%; font-size: 7.5pt }}
"""


def html_of(portrait: Portrait) -> str:
    """Return the same portrait as HTML."""
    told = {
        name: escape(str(getattr(portrait, name))) for name in ("title", "service", "over", "lead")
    }
    parts = [_html(section) for section in portrait.sections]
    cards, read, table, drawn, chart, notes = parts
    body = f"{cards}{read}<div class=band>{table}{drawn}</div><div class=half>{chart}</div>{notes}"
    return (
        f"<!doctype html><html lang=fr><title>{told['title']}</title><style>{STYLE}</style>"
        f"<p>{told['service']}<p class=soft>{told['over']}<h1>{told['title']}</h1>"
        f"<p>{told['lead']}{body}</html>"
    )


def _html(section: Section) -> str:
    match section:
        case Figures():
            cards = "".join(
                f"<div><p class=soft>{escape(each.label)}<p class=large>{escape(each.value)}"
                f"<p class=soft>{escape(each.compared)}<p class=soft>{escape(each.rank)}</div>"
                for each in section.figures
            )
            return f"<div class=cards>{cards}</div>"
        case Sentences():
            return "".join(f"<p>{escape(each)}" for each in section.paragraphs)
        case Grid():
            heads = "".join(f"<th scope=col>{escape(each)}" for each in section.heads)
            rows = "".join(
                f"<tr>{''.join(f'<td>{escape(each)}' for each in row)}" for row in section.rows
            )
            return (
                f"<div><h2>{escape(section.title)}</h2><table><thead><tr>{heads}<tbody>{rows}"
                f"</table><p class=soft>{escape(section.source)}</div>"
            )
        case Picture():
            keys = "".join(
                f"<p>{_image(each.swatch, '')} {escape(each.words)}" for each in section.legend
            )
            return (
                f"<div><h2>{escape(section.title)}</h2>{_image(section.svg, section.words)}"
                f"<div class=key>{keys}</div><p class=soft>{escape(section.source)}</div>"
            )
        case Notes():
            terms = "".join(f"<p><b>{escape(a)}</b> – {escape(b)}" for a, b in section.terms)
            return f"<h2>{escape(section.title)}</h2>{terms}"
    return ""


def _image(svg: str, words: str) -> str:
    if "xmlns=" not in svg:
        svg = svg.replace("<svg", '<svg xmlns="http://www.w3.org/2000/svg"', 1)
    data = base64.b64encode(svg.encode()).decode()
    return f'<img src="data:image/svg+xml;base64,{data}" alt="{escape(words)}">'
