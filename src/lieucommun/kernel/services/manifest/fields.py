"""Fields of a dataset."""

from typing import Annotated, Any, Literal, get_args

from pydantic import GetJsonSchemaHandler, model_validator
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from lieucommun.kernel.services.texts import Text

from .base import Closed, DatasetName, FilePath, Flag, Named, RoleName, TitledFields, said

FieldType = Literal[
    "text", "longtext", "integer", "decimal", "money", "date", "datetime", "time", "year",
    "boolean", "choice", "choices", "territory", "point", "area", "file", "image", "audio",
    "phone", "email", "url", "siren", "siret", "hours", "reference", "organisation", "list",
]  # fmt: skip
FIELD_TYPES: tuple[str, ...] = get_args(FieldType)
Level = Literal["commune", "epci", "departement", "region", "pays"]
Personal = Literal["identifying", "indirect", "sensitive"]


class Choices(Closed):
    """The values a field may take: a CSV file of the folder, or a short map in place."""

    file: FilePath | None = None
    values: dict[str, Text] | None = None

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        """Let editors accept what authors write: a path, or the map itself."""
        schema = handler.resolve_ref_schema(handler(core))
        values = schema["properties"]["values"]["anyOf"][0]
        schema.clear()
        schema["anyOf"] = [{"type": "string"}, values]
        return schema

    @model_validator(mode="before")
    @classmethod
    def _read(cls, value: Any) -> Any:
        if isinstance(value, str):
            return {"file": value}
        return {"values": value}


class Field(Named):
    """One field: its type, and what may be done with it."""

    type: Annotated[FieldType, said("Type de la valeur.", "Type of the value.")]
    title: Annotated[Text, said("Nom montré aux personnes.", "Name shown to people.")]
    help: Annotated[Text | None, said("Aide à la saisie.", "Help when filling in.")] = None
    required: Annotated[Flag, said("Doit être rempli.", "Must be filled.")] = False
    unique: Annotated[
        Flag, said("Deux fiches ne peuvent pas avoir la même valeur.", "No two records share it.")
    ] = False
    min: Annotated[
        int | float | str | None, said("Plus petite valeur permise.", "Smallest value allowed.")
    ] = None
    max: Annotated[
        int | float | str | None,
        said(
            "Plus grande valeur, longueur, ou nombre de choix ou de fichiers, permis.",
            "Largest value, length, or number of choices or files, allowed.",
        ),
    ] = None
    unit: Annotated[str | None, said("Unité affichée : €, km, %.", "Unit shown: €, km, %.")] = None
    choices: Annotated[
        Choices | None,
        said("Valeurs possibles : fichier CSV ou table.", "Possible values: CSV file or map."),
    ] = None
    target: Annotated[
        DatasetName | None,
        said("Jeu de données visé par une référence.", "Dataset a reference points to."),
    ] = None
    level: Annotated[Level | None, said("Échelon du territoire.", "Level of the territory.")] = None
    role: Annotated[
        RoleName | None,
        said("Rôle que doit tenir l’organisation.", "Role the organisation must hold."),
    ] = None
    of: Annotated[
        TitledFields["Field"] | None,
        said("Champs de chaque ligne d’une liste.", "Fields of each row of a list."),
    ] = None
    translated: Annotated[Flag, said("Une valeur par langue.", "One value per language.")] = False
    personal: Annotated[
        Personal | None,
        said(
            "Donnée personnelle : identifying, indirect ou sensitive.",
            "Personal data: identifying, indirect or sensitive.",
        ),
    ] = None
    search: Annotated[Flag, said("Lu par la recherche.", "Read by search.")] = False
    sort: Annotated[Flag, said("Permet de trier.", "Records can be sorted by it.")] = False
    facet: Annotated[Flag, said("Permet de filtrer.", "Records can be filtered by it.")] = False
    default: Annotated[Any, said("Valeur de départ.", "Starting value.")] = None
    grants: Annotated[
        Literal["shared"] | None,
        said(
            "Quand ce booléen est vrai, la fiche est partagée entre organisations.",
            "When this boolean is true, the record is shared between organisations.",
        ),
    ] = None
    hidden: Annotated[
        Flag, said("Retire un champ venu de `shape`.", "Removes a field that `shape` brought.")
    ] = False
