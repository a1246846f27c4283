"""Tables, and where their rows come from."""

from typing import Annotated, Any

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from lieucommun.kernel.services.texts import Text, also

from .base import Closed, FilePath, Named, NewField, OneOrMany, TableName, said
from .fields import FIELD_TYPES, FieldType, Level


class Column(Closed):
    """A column of a table; `id: text` is short for `id: {type: text}`."""

    type: Annotated[FieldType, said("Type des valeurs.", "Type of the values.")]
    title: Annotated[Text | None, said("Nom montré.", "Name shown.")] = None
    unit: Annotated[str | None, said("Unité.", "Unit.")] = None
    level: Annotated[Level | None, said("Échelon du territoire.", "Level of territory.")] = None
    choices: Annotated[
        FilePath | None,
        said("CSV des titres des valeurs.", "CSV of the titles of the values."),
    ] = None

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Let editors accept the short form."""
        return also(handler.resolve_ref_schema(handler(core)), {"enum": list(FIELD_TYPES)})

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"type": value} if isinstance(value, str) else value


class Table(Named):
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
