"""Datasets: what a service keeps, who reads it, how it lives."""

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import model_validator

from lieucommun.kernel.services.texts import Text

from .access import Rule
from .base import (
    Closed,
    Duration,
    FieldName,
    FilePath,
    Name,
    Named,
    RoleName,
    StateName,
    TitledFields,
    empty,
    said,
)
from .fields import Field
from .shapes import SHAPES
from .workflow import Workflow


class Seed(Closed):
    """Records that come with the folder, brought up to date when the file changes."""

    file: Annotated[FilePath, said("Fichier CSV ou JSON.", "CSV or JSON file.")]
    key: Annotated[
        FieldName,
        said(
            "Champ qui reconnaît une fiche d’une fois à l’autre.", "Field that tells records apart."
        ),
    ]
    organisation: Annotated[
        FieldName | None,
        said("Champ qui nomme l’organisation de la fiche.", "Field naming the organisation."),
    ] = None


class Freshness(Closed):
    """How often published records must be confirmed."""

    confirm_every: Annotated[Duration, said("À confirmer tous les…", "To be confirmed every…")]
    then: Annotated[StateName, said("État d’une fiche non confirmée.", "State if not confirmed.")]
    withdraw_after: Annotated[Duration | None, said("Retirée après…", "Withdrawn after…")] = None


class Dataset(Named):
    """A register: fields, access, workflow."""

    title: Annotated[Text, said("Nom du jeu de données.", "Name of the dataset.")]
    label: Annotated[
        str | None,
        said(
            "Titre d’une fiche : « {surnom} · {annee} », calculé après masquage.",
            "Title of a record: “{name} · {year}”, computed after hiding.",
        ),
    ] = None
    shape: Annotated[
        str | None,
        said("Champs d’un standard, d’un coup.", "A standard’s fields, at once."),
    ] = None
    fields: Annotated[TitledFields[Field], said("Champs, dans l’ordre.", "Fields, in order.")]
    key: Annotated[
        FieldName | None,
        said("Champ qui sert d’adresse aux fiches.", "Field used in the addresses of records."),
    ] = None
    views: Annotated[
        dict[Name, tuple[FieldName, ...]],
        said("Sous-ensembles de champs, nommés.", "Named subsets of fields."),
    ] = empty()
    access: Annotated[
        dict[RoleName, Rule],
        said(
            "Droits par rôle ; rien n’est permis sans y être.",
            "Rights by role; denied unless here.",
        ),
    ] = empty()
    workflow: Annotated[Workflow | None, said("Vie d’une fiche.", "Life of a record.")] = None
    freshness: Annotated[
        Freshness | None, said("Confirmation périodique.", "Periodic confirmation.")
    ] = None
    seed: Annotated[
        Seed | None, said("Fiches livrées avec le dossier.", "Records that come with the folder.")
    ] = None

    @model_validator(mode="before")
    @classmethod
    def _shaped(cls, value: Any) -> Any:
        """Put the fields of the shape before those of the author, who may amend or hide them."""
        if not isinstance(value, Mapping) or value.get("shape") not in SHAPES:
            return value
        given = value.get("fields", {})
        if not isinstance(given, Mapping):
            return value
        fields: dict[str, Any] = {name: dict(part) for name, part in SHAPES[value["shape"]].items()}
        for name, part in given.items():
            both = name in fields and isinstance(part, Mapping)
            fields[name] = {**fields[name], **part} if both else part
        hidden = {name for name, part in fields.items() if _is_hidden(part)}
        return {**value, "fields": {n: p for n, p in fields.items() if n not in hidden}}


def _is_hidden(part: Any) -> bool:
    return isinstance(part, Mapping) and part.get("hidden") is True
