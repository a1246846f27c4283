"""The description of a source: where each column of a table is found in a published file."""

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from lieucommun.kernel.services.manifest.base import (
    Closed,
    FilePath,
    Flag,
    NewField,
    OneOrMany,
    Whole,
    said,
)
from lieucommun.kernel.services.manifest.base import empty as mapping
from lieucommun.kernel.services.texts import Text

Format = Literal["csv", "xlsx", "ods", "parquet", "geojson"]
Level = Literal["commune", "epci", "departement", "region", "country"]
Decimals = Literal[".", ",", "any"]
Unit = Literal["€", "k€", "M€", "Md€", "%", "‰"]
#: What a published unit is worth in the unit that is stored.
WORTH: dict[str, str] = {"k€": "1000", "M€": "1000000", "Md€": "1000000000"}


def _text(value: Any) -> Any:
    """Write numbers as texts: authors write `0` or `2018` without quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value) if isinstance(value, int | float) else value


def _texts(value: Any) -> Any:
    return [_text(each) for each in value] if isinstance(value, list | tuple) else _text(value)


def _valued(value: Any) -> Any:
    if not isinstance(value, dict):
        return value
    return {str(key): "" if each is None else _text(each) for key, each in value.items()}


def _named(value: Any) -> Any:
    """Read `COLUMN` or `[COLUMN, COLONNE]` as what it is short for."""
    return {"column": value} if isinstance(value, str | list) else value


Cell = Annotated[str, BeforeValidator(_text)]
Cells = Annotated[OneOrMany[Cell], BeforeValidator(_texts)]
Mapped = Annotated[dict[str, Cell], BeforeValidator(_valued)]
Headers = Annotated[
    OneOrMany[str],
    said("Titre de la colonne, ou les titres acceptés.", "Header of the column, or all accepted."),
]


class Code(Closed):
    """Where the code of a territory is found; `INSEECOM` is short for `{column: INSEECOM}`."""

    column: Headers = ()
    value: Annotated[
        Cell | None, said("Le même code à chaque ligne.", "The same code on each row.")
    ] = None
    first: Annotated[
        Whole | None,
        Field(ge=1, le=14),
        said(
            "Premiers signes à garder : 9 d’un SIRET font un SIREN.",
            "First signs to keep: 9 of a SIRET are a SIREN.",
        ),
    ] = None
    empty: Annotated[Cells, said("Cellules qui ne disent rien.", "Cells that say nothing.")] = ()
    values: Annotated[
        Mapped, said("Code officiel de codes mal écrits.", "Official code of codes ill written.")
    ] = mapping()

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return _named(value)


class Levels(Closed):
    """Which level the code of a row has: always the same, or told by a column."""

    column: Headers = ()
    values: Annotated[
        dict[str, Level | Literal["none"]],
        said("Échelon de chaque valeur publiée.", "Level of each published value."),
    ] = mapping()
    always: Annotated[Level | None, said("Toujours cet échelon.", "Always this level.")] = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return {"always": value} if isinstance(value, str) else value


class Filled(Closed):
    """Where the values of a column come from; `MONTANT` is short for `{column: MONTANT}`."""

    column: Headers = ()
    value: Annotated[
        Cell | None,
        said(
            "La même valeur à chaque ligne ; {year} est l’année.",
            "The same on each row; {year} is the year.",
        ),
    ] = None
    decimal: Annotated[
        Decimals | None, said("Signe décimal publié.", "Decimal sign as published.")
    ] = None
    thousands: Annotated[
        Literal[" ", ".", ",", "'"] | None,
        said("Signe des milliers publié.", "Sign of thousands as published."),
    ] = None
    unit: Annotated[
        Unit | None,
        said("Unité publiée : k€ devient des euros.", "Published unit: k€ becomes euros."),
    ] = None
    scale: Annotated[
        int | float | None,
        said(
            "Facteur qui multiplie la valeur publiée.", "What the published value is multiplied by."
        ),
    ] = None
    times: Annotated[
        OneOrMany[str],
        said(
            "Colonne publiée qui multiplie la valeur : un score par sa population.",
            "Published column that multiplies the value: a score by its population.",
        ),
    ] = ()
    values: Annotated[
        Mapped, said("Ce que devient chaque valeur publiée.", "What each published value becomes.")
    ] = mapping()
    empty: Annotated[
        Cells, said("Cellules qui ne disent rien : NA, s, nc.", "Cells that say nothing: NA, s.")
    ] = ()
    format: Annotated[
        OneOrMany[str],
        said("Format des dates : %d/%m/%Y, ou excel.", "Format of dates: %d/%m/%Y, or excel."),
    ] = ()
    required: Annotated[
        Flag | None,
        said("Une ligne sans cette valeur est rejetée.", "A row without this value is rejected."),
    ] = None
    level: Annotated[Levels | None, said("Échelon du territoire.", "Level of the territory.")] = (
        None
    )
    commune: Annotated[Code | None, said("Code de la commune.", "Code of the commune.")] = None
    iris: Annotated[Code | None, said("Code de l’IRIS.", "Code of the IRIS.")] = None
    epci: Annotated[Code | None, said("Code (SIREN) de l’EPCI.", "Code (SIREN) of the EPCI.")] = (
        None
    )
    departement: Annotated[
        Code | None, said("Code du département.", "Code of the département.")
    ] = None
    region: Annotated[Code | None, said("Code de la région.", "Code of the région.")] = None

    @model_validator(mode="before")
    @classmethod
    def _short(cls, value: Any) -> Any:
        return _named(value)


class Unpivot(Closed):
    """A wide file, with a column per year: each row becomes one row per year."""

    column: Annotated[NewField, said("Colonne qui reçoit l’année.", "Column that takes the year.")]
    values: Annotated[
        dict[NewField, OneOrMany[str] | dict[str, str]],
        said(
            "Titres de chaque colonne : PMUN{yyyy}, P{yy}_POP, ou un titre par valeur.",
            "Headers of each column: PMUN{yyyy}, P{yy}_POP, or a header per value.",
        ),
    ]


class Layout(Closed):
    """How a file is laid out; a year may say otherwise than the others."""

    format: Annotated[
        Format | None,
        said("Format, trouvé dans le contenu s’il manque.", "Format, found by content otherwise."),
    ] = None
    sheet: Annotated[str, said("Feuille du classeur.", "Sheet of the workbook.")] = ""
    encoding: Annotated[
        str, said("Encodage d’un texte, trouvé s’il manque.", "Encoding of a text.")
    ] = ""
    delimiter: Annotated[
        Literal["", ",", ";", "\t", "|"], said("Séparateur d’un CSV.", "Delimiter of a CSV.")
    ] = ""
    header: Annotated[
        OneOrMany[Whole],
        said("Ligne des titres, ou les lignes.", "Line of headers, or the lines."),
    ] = (1,)
    footer: Annotated[
        Whole, Field(ge=0), said("Lignes à laisser à la fin.", "Lines to leave at the end.")
    ] = 0
    geography: Annotated[
        Whole | None,
        Field(ge=1943, le=2100),
        said("Année du code géographique des codes.", "Year of the geography of the codes."),
    ] = None
    decimal: Annotated[
        Decimals,
        said("Signe décimal ; any : les deux.", "Decimal sign; any: both."),
    ] = "."
    empty: Annotated[Cells, said("Cellules qui ne disent rien.", "Cells that say nothing.")] = ()
    columns: Annotated[
        dict[NewField, Filled],
        said(
            "D’où vient chaque colonne de la table.", "Where each column of the table comes from."
        ),
    ] = mapping()
    unpivot: Annotated[
        Unpivot | None, said("Fichier large, une colonne par année.", "Wide file.")
    ] = None


class Provenance(Closed):
    """Who published the file, where, under which licence, and when."""

    publisher: Annotated[Text, said("Qui publie.", "Who publishes.")]
    url: Annotated[str, said("Adresse de la page du jeu.", "Address of the data set.")] = ""
    licence: Annotated[str, said("Licence.", "Licence.")]
    published: Annotated[str, said("Date de publication.", "Date of publication.")] = ""
    note: Annotated[Text | None, said("À savoir avant usage.", "What to know before use.")] = None


class Published(Closed):
    """A total that someone published, to hold the loaded rows against."""

    where: Annotated[
        Mapped, said("Valeurs qui choisissent les lignes.", "Values that choose the rows.")
    ] = mapping()
    rows: Annotated[Whole | None, said("Nombre de lignes publié.", "Rows published.")] = None
    sums: Annotated[
        Mapped, said("Somme publiée de chaque colonne.", "Published sum of each column.")
    ] = mapping()


class Reconcile(Closed):
    """Published totals: here, and by territory in a CSV file of the folder."""

    published: Annotated[tuple[Published, ...], said("Totaux publiés.", "Published totals.")] = ()
    file: Annotated[
        FilePath | None,
        said(
            "CSV des totaux par territoire : level, code, puis des colonnes de la table, rows.",
            "CSV of totals by territory: level, code, then columns of the table, rows.",
        ),
    ] = None
    source: Annotated[Text | None, said("D’où viennent ces totaux.", "Where they come from.")] = (
        None
    )


class SourceFile(Layout):
    """A source: who publishes it, how its file is laid out, and what its totals ought to be."""

    title: Annotated[Text, said("Titre de la source.", "Title of the source.")]
    provenance: Annotated[Provenance, said("D’où vient le fichier.", "Where the file comes from.")]
    data: Annotated[
        FilePath | None,
        said("Fichier que le dossier apporte.", "File that the folder brings."),
    ] = None
    example: Annotated[
        Flag,
        said("Lignes d’exemple, montrées comme telles.", "Example rows, shown as such."),
    ] = False
    covers: Annotated[
        OneOrMany[str],
        said(
            "Territoires dont la liste est complète : country:FR, region:52.",
            "Territories whose list is complete: country:FR, region:52.",
        ),
    ] = ()
    totals: Annotated[
        OneOrMany[NewField],
        said("Colonnes par lesquelles le rapport additionne.", "Columns the report adds up by."),
    ] = ()
    reconcile: Annotated[
        Reconcile | None, said("Totaux publiés à retrouver.", "Published totals to find again.")
    ] = None
    years: Annotated[
        dict[str, Layout],
        said("Ce qui change chaque année.", "What changes every year."),
    ] = mapping()
