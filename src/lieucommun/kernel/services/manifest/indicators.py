"""Indicators, computed from tables or followed by people, and portraits of territories."""

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import Field as Bounded
from pydantic import model_validator
from pydantic_core import PydanticCustomError

from lieucommun.kernel.services.texts import Text

from .base import (
    Closed,
    DatasetName,
    Duration,
    FieldName,
    FilePath,
    Flag,
    IndicatorName,
    Named,
    OneOrMany,
    Roles,
    Whole,
    said,
)
from .fields import Level

Direction = Literal["up", "down", "none"]
Frequency = Literal["year", "quarter", "month", "none"]
Number = Annotated[Decimal, Bounded(allow_inf_nan=False)]


class Populations(Closed):
    """Who or what is above and below the line of a ratio, in words."""

    numerator: Annotated[
        Text | None, said("Ce qui est compté en haut.", "What is counted above the line.")
    ] = None
    denominator: Annotated[
        Text | None, said("Ce qui est compté en bas.", "What is counted below the line.")
    ] = None


class Classes(Closed):
    """How a map groups values in classes."""

    method: Annotated[
        Literal["quantiles", "equal", "natural", "manual"],
        said("Méthode de mise en classes.", "Method of classification."),
    ] = "quantiles"
    count: Annotated[Whole, Bounded(ge=2, le=7), said("Nombre de classes.", "How many.")] = 5
    bounds: Annotated[
        tuple[Number, ...],
        said("Bornes, pour la méthode manual.", "Bounds, for the method manual."),
    ] = ()


class Component(Closed):
    """One indicator of a composite index."""

    weight: Annotated[Number, Bounded(gt=0), said("Poids.", "Weight.")] = Decimal(1)
    direction: Annotated[
        Literal["up", "down"],
        said(
            "up : plus il est haut, plus l’indice l’est.", "up: the higher, the higher the index."
        ),
    ] = "up"


class Index(Closed):
    """A composite index: several indicators brought to one scale and weighed."""

    components: Annotated[
        dict[IndicatorName, Component], said("Indicateurs réunis.", "Indicators put together.")
    ]
    scale: Annotated[
        Literal["rank", "minmax", "zscore", "ratio"],
        said("Mise à la même échelle.", "How they are brought to one scale."),
    ] = "rank"
    need: Annotated[
        Whole | None,
        said(
            "Composantes connues au moins ; toutes par défaut.", "Known components, all if unsaid."
        ),
    ] = None


class Mark(Closed):
    """A value that is known or wanted for a period."""

    period: Annotated[str | int, said("Période : 2030, 2026-07.", "Period: 2030, 2026-07.")]
    value: Annotated[Number, said("Valeur.", "Value.")]


class Followed(Closed):
    """An indicator whose values people write, period after period, in a dataset."""

    dataset: Annotated[DatasetName, said("Registre des valeurs.", "Dataset that holds the values.")]
    fields: Annotated[
        dict[Literal["indicator", "period", "value", "territory", "proof"], FieldName],
        said("Champs de ce registre.", "Fields of that dataset."),
    ]
    baseline: Annotated[Mark | None, said("Point de départ.", "Where it starts from.")] = None
    milestones: Annotated[tuple[Mark, ...], said("Jalons.", "Milestones.")] = ()
    target: Annotated[Mark | None, said("Cible.", "Target.")] = None
    due: Annotated[
        Duration, said("Délai après la fin de la période.", "Delay after the end of a period.")
    ] = "P1M"
    by: Annotated[Roles, said("Qui doit saisir.", "Who must write it.")] = ()


class Secrecy(Closed):
    """Small cells that are hidden, and those that would betray them."""

    count: Annotated[
        str, said("Ce que la case compte : count(table).", "What a cell counts: count(table).")
    ]
    threshold: Annotated[
        Whole, Bounded(ge=2, le=1000), said("Plus petit compte montré.", "Smallest count shown.")
    ] = 5


class Indicator(Named):
    """A figure by territory and period."""

    title: Annotated[Text, said("Nom de l’indicateur.", "Name of the indicator.")]
    unit: Annotated[str | None, said("Unité.", "Unit.")] = None
    formula: Annotated[
        str | None,
        said(
            "Calcul : sum(table.colonne) / population.",
            "Computation: sum(table.column) / population.",
        ),
    ] = None
    index: Annotated[Index | None, said("Indice composite.", "Composite index.")] = None
    followed: Annotated[
        Followed | None, said("Valeurs saisies par des personnes.", "Values that people write.")
    ] = None
    period: Annotated[Frequency, said("Période.", "Period.")] = "year"
    date: Annotated[
        str | None,
        said("Colonne qui dit la période.", "Column that tells the period."),
    ] = None
    territory: Annotated[
        str | None,
        said("Colonne du territoire.", "Column of the territory."),
    ] = None
    by: Annotated[str | None, said("Colonne de ventilation.", "Column that parts the figure.")] = (
        None
    )
    whole: Annotated[
        Flag,
        said(
            "Les parts ont un total qui a un sens.", "The parts have a total that means something."
        ),
    ] = True
    absent: Annotated[
        Literal["missing", "zero"],
        said(
            "Un territoire sans ligne : inconnu, ou zéro.",
            "A territory without rows: unknown, or zero.",
        ),
    ] = "missing"
    direction: Annotated[Direction, said("Sens souhaité.", "Which way is better.")] = "none"
    levels: Annotated[OneOrMany[Level], said("Échelons.", "Levels.")] = ()
    decimals: Annotated[
        Whole, Bounded(ge=0, le=6), said("Chiffres après la virgule.", "Digits after the point.")
    ] = 2
    of: Annotated[Populations, said("Populations du rapport.", "Populations of the ratio.")] = (
        Populations()
    )
    note: Annotated[Text | None, said("Note de méthode.", "Note on method.")] = None
    classes: Annotated[Classes, said("Classes des cartes.", "Classes of maps.")] = Classes()
    secrecy: Annotated[Secrecy | None, said("Secret statistique.", "Statistical secrecy.")] = None

    @model_validator(mode="after")
    def _one_way(self) -> "Indicator":
        ways = [self.formula, self.index, self.followed]
        if sum(way is not None for way in ways) != 1:
            raise PydanticCustomError("LC152", "ways", {"among": ["formula", "index", "followed"]})
        return self


class Portrait(Named):
    """A printable portrait of a territory."""

    title: Annotated[Text, said("Titre du portrait.", "Title of the portrait.")]
    file: Annotated[FilePath, said("Description du portrait.", "Description of the portrait.")]
    levels: Annotated[OneOrMany[Level], said("Échelons.", "Levels.")] = ()
