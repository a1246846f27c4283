"""What other sites are told of records; where it goes is said in the place, never in the folder."""

from typing import Annotated, Literal

from lieucommun.kernel.services.texts import Text

from .base import DatasetName, Named, OneOrMany, StateName, ViewName, said

Act = Literal["record.created", "record.updated", "record.moved", "record.deleted"]


class Webhook(Named):
    """What is told, when, and how much of the record."""

    title: Annotated[Text, said("À quoi il sert.", "What it is for.")]
    dataset: Annotated[DatasetName, said("Jeu de données.", "Dataset.")]
    on: Annotated[OneOrMany[Act], said("Quand le dire.", "When to tell.")]
    view: Annotated[
        ViewName | None,
        said(
            "Vue : les champs envoyés ; sans elle, l’identifiant seul.",
            "View: the fields that are sent; without it, the identifier alone.",
        ),
    ] = None
    states: Annotated[
        OneOrMany[StateName],
        said("Seulement dans ces états.", "Only in these states."),
    ] = ()
    recipient: Annotated[
        Text | None,
        said(
            "Qui reçoit, écrit comme dans privacy.recipients : demandé par des champs personnels.",
            "Who receives, written as in privacy.recipients: needed for personal fields.",
        ),
    ] = None
