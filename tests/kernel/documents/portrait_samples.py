"""Portraits to print in tests."""

import datetime as dt
from dataclasses import replace

from lieucommun.kernel.documents.printing.portraits import (
    Figures,
    Grid,
    Heading,
    Key,
    KeyFigure,
    Notes,
    Picture,
    Portrait,
    Sentences,
)

DAY = dt.date(2026, 3, 2)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 400 200" width="400" height="200">'
    '<rect width="200" height="150" fill="#0d5c4b"/>'
    '<text x="10" y="180" font-family="Noto Sans" font-size="12">Légende 12,5\u202f%</text></svg>'
)
FIGURES = Figures((
    KeyFigure("Subventions de l’État, 2018", "2,41\u00a0M€", "DETR et DSIL", "3e sur 9"),
    KeyFigure("Par habitant", "63,60\u00a0€", "département 47,80\u00a0€"),
))  # fmt: skip
TABLE = Grid(
    "Communes, par montant reçu",
    ("Commune", "Projets", "Montant"),
    (
        ("Mayenne", "7", "612\u202f400\u00a0€"),
        ("Lassay", "4", "non connu"),
        ("Ensemble", "11", "–"),
    ),
    source="DGCL, 2018.",
    total=True,
    width="half",
)
_SWATCH = '<svg class="s" viewBox="0 0 30 20" width="30"><rect width="30" height="20"/></svg>'
MAP = Picture(
    "Carte", SVG, "Carte des communes : les plus fortes sont au nord.", "IGN.", "half",
    legend_title="Euros par habitant",
    legend=(Key(_SWATCH, "20 à 40 (3)"), Key(_SWATCH, "0 à 20 (30)")),
)  # fmt: skip
PORTRAIT = Portrait(
    name="mayenne",
    title="Mayenne Communauté",
    language="fr",
    place="Lieu d’essai",
    service="SMART",
    day=DAY,
    date="2 mars 2026",
    over="Pays de la Loire › Mayenne",
    lead="33 communes, 37\u202f900 habitants.",
    sections=(
        FIGURES,
        Sentences(("On compte 41 projets à Mayenne.",), title="En un mot"),
        TABLE,
        MAP,
        Notes("Méthode et sources", (("Calcul", "somme des montants."), ("Source", "DGCL."))),
    ),
)
BOOKLET = replace(
    PORTRAIT,
    layout="booklet",
    sections=(Heading("Les subventions"), *PORTRAIT.sections[:3], Heading("La carte"),
              *PORTRAIT.sections[3:]),
)  # fmt: skip
HOSTILE = (
    '#panic("x") $ \\ ` ] { } <a> @b "q" // */ #include("/etc/passwd") *b* _i_ = t \x00\x1b 😀 中'
)
