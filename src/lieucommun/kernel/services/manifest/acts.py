"""What a service asks and gives: forms, documents, messages, measures."""

import datetime as dt
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator
from pydantic_core import PydanticCustomError

from lieucommun.kernel.services.texts import Text

from .base import (
    Closed,
    DatasetName,
    Duration,
    FilePath,
    Flag,
    Named,
    OneOrMany,
    Roles,
    StateName,
    empty,
    said,
)


def _date(value: Any) -> Any:
    if isinstance(value, dt.date):
        return value
    try:
        if isinstance(value, str) and len(value) == len("2026-01-05"):
            return dt.date.fromisoformat(value)
    except ValueError:
        pass
    raise PydanticCustomError("LC036", "date", {"found": value})


Day = Annotated[dt.date, BeforeValidator(_date)]


class Form(Named):
    """A form, drawn by an XLSForm workbook."""

    title: Annotated[Text, said("Titre du formulaire.", "Title of the form.")]
    file: Annotated[FilePath, said("Classeur XLSForm.", "XLSForm workbook.")]
    for_: Annotated[Roles, said("Rôles qui le remplissent.", "Roles that fill it in.")] = (
        "anyone",
    )
    writes: Annotated[
        OneOrMany[DatasetName],
        said("Jeux de données écrits.", "Datasets it writes."),
    ] = ()
    moves: Annotated[
        dict[DatasetName, str],
        said(
            "Registre → étape que prend la fiche écrite.",
            "Dataset → step that the record written takes.",
        ),
    ] = empty()
    offline: Annotated[Flag, said("Remplissable sans réseau.", "Can be filled offline.")] = False
    draft: Annotated[
        Duration | None, said("Durée de garde d’un brouillon.", "How long a draft is kept.")
    ] = None
    invite: Annotated[Flag, said("Sur invitation.", "By invitation.")] = False
    on_behalf: Annotated[
        Flag, said("Remplissable pour quelqu’un d’autre.", "May be filled for someone else.")
    ] = False
    opens: Annotated[Day | None, said("Ouvre le…", "Opens on…")] = None
    closes: Annotated[Day | None, said("Ferme le…", "Closes on…")] = None
    prefill: Annotated[
        dict[str, str],
        said(
            "Question → ce que le lieu sait : person.name, organisation.siret, jeu.champ.",
            "Question → what the place knows: person.name, organisation.siret, dataset.field.",
        ),
    ] = empty()


class Document(Named):
    """A document that the service delivers."""

    title: Annotated[Text, said("Titre du document.", "Title of the document.")]
    template: Annotated[FilePath, said("Modèle en Markdown.", "Template in Markdown.")]
    sign: Annotated[
        Literal["code", "none"],
        said("Signature : un code vérifiable.", "Signature: a code that can be verified."),
    ] = "none"
    watermark: Annotated[Literal["specimen", "none"], said("Filigrane.", "Watermark.")] = "none"


class Message(Closed):
    """A message sent to people."""

    subject: Annotated[Text, said("Objet.", "Subject.")]
    body: Annotated[FilePath, said("Corps en Markdown.", "Body in Markdown.")]


class Measure(Named):
    """A figure that the service computes about itself."""

    title: Annotated[Text, said("Nom de la mesure.", "Name of the measure.")]
    dataset: Annotated[
        DatasetName | None,
        said("Jeu de données mesuré ; inutile s’il est seul.", "Dataset measured; not if alone."),
    ] = None
    duration: Annotated[
        tuple[StateName, StateName],
        said("De quel état à quel état.", "From which state to which."),
    ]
    show: Annotated[
        Literal["median", "mean", "p90", "count"],
        said("Ce qui est montré.", "What is shown."),
    ] = "median"
