"""Tables, their sources, and what is computed from them."""

from typing import Annotated, Any, Literal

from pydantic import model_validator

from lieucommun.kernel.services.texts import Text

from .base import Closed, FilePath, NewField, OneOrMany, TableName, said
from .fields import FieldType, Level


class Column(Closed):
    """A column of a table; `id: text` is short for `id: {type: text}`."""

    type: Annotated[FieldType, said("Type des valeurs.", "Type of the values.")]
    title: Annotated[Text | None, said("Nom montré.", "Name shown.")] = None
    unit: Annotated[str | None, said("Unité.", "Unit.")] = None
    level: Annotated[Level | None, said("Échelon du territoire.", "Level of territory.")] = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"type": value} if isinstance(value, str) else value


class Table(Closed):
    """Figures in rows and columns, without any person."""

    title: Annotated[Text, said("Nom de la table.", "Name of the table.")]
    grain: Annotated[
        OneOrMany[str], said("Colonnes qui disent une ligne.", "Columns that tell a row.")
    ]
    columns: Annotated[dict[NewField, Column], said("Colonnes.", "Columns.")]


class Source(Closed):
    """Where rows of a table come from: sheet, columns, units, levels, year, totals to reconcile."""

    file: Annotated[FilePath, said("Description de la source.", "Description of the source.")]
    into: Annotated[TableName, said("Table remplie.", "Table filled.")]


class Indicator(Closed):
    """A figure by territory and period."""

    title: Annotated[Text, said("Nom de l’indicateur.", "Name of the indicator.")]
    unit: Annotated[str | None, said("Unité.", "Unit.")] = None
    formula: Annotated[
        str,
        said(
            "Calcul : sum(table.colonne) / population.",
            "Computation: sum(table.column) / population.",
        ),
    ]
    period: Annotated[Literal["year", "quarter", "month", "none"], said("Période.", "Period.")] = (
        "year"
    )
    direction: Annotated[
        Literal["up", "down", "none"],
        said("Sens souhaité.", "Which way is better."),
    ] = "none"
    levels: Annotated[OneOrMany[Level], said("Échelons.", "Levels.")] = ()


class Portrait(Closed):
    """A printable portrait of a territory."""

    title: Annotated[Text, said("Titre du portrait.", "Title of the portrait.")]
    file: Annotated[FilePath, said("Description du portrait.", "Description of the portrait.")]
    levels: Annotated[OneOrMany[Level], said("Échelons.", "Levels.")] = ()
