"""What a page of field work may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import (
    Closed,
    DatasetName,
    FieldName,
    FormName,
    PageSettings,
    said,
)
from lieucommun.kernel.services.manifest.base import OneOrMany, empty
from lieucommun.kernel.services.texts import Text


class Last(Closed):
    """What a round opens on: the latest records of a dataset."""

    dataset: Annotated[DatasetName, said("Registre lu.", "Dataset that is read.")]
    text: Annotated[FieldName | None, said("Champ montré.", "Field that is shown.")] = None
    about: Annotated[
        FieldName | None,
        said("Champ qui nomme la fiche concernée.", "Field that names the record concerned."),
    ] = None
    when: Annotated[
        FieldName | None,
        said("Champ qui dit quand ; sinon, la dernière écriture.", "When; else, the last writing."),
    ] = None


class Planned(Closed):
    """Visits that are planned: records of a dataset with a date to come."""

    dataset: Annotated[DatasetName, said("Registre des visites.", "Dataset of the visits.")]
    when: Annotated[FieldName, said("Champ de la date prévue.", "Field of the planned date.")]
    about: Annotated[
        FieldName | None,
        said("Champ qui nomme la fiche visitée.", "Field that names the record visited."),
    ] = None
    who: Annotated[
        FieldName | None,
        said("Champ qui dit qui y va.", "Field that says who goes."),
    ] = None


class FieldWorkSettings(PageSettings):
    """Forms filled in outside, without a network, and the records that they are about."""

    block: Literal["field"]
    forms: Annotated[
        tuple[FormName, ...],
        said("Formulaires que l’on commence ; le premier a le grand bouton.", "Forms one begins."),
    ]
    datasets: Annotated[
        tuple[DatasetName, ...],
        said("Registres gardés sur l’appareil.", "Datasets kept on the device."),
    ] = ()
    follow: Annotated[
        dict[DatasetName, OneOrMany[FormName]],
        said(
            "Registre → formulaires que l’on ouvre depuis une fiche.",
            "Dataset → forms opened from a record.",
        ),
    ] = empty()
    last: Annotated[
        Last | None, said("Ce que montre l’accueil.", "What the first screen shows.")
    ] = None
    planned: Annotated[Planned | None, said("Visites prévues.", "Planned visits.")] = None
    place: Annotated[
        dict[DatasetName, FieldName],
        said("Registre → champ qui place ses fiches sur la carte.", "Dataset → its point."),
    ] = empty()
    warning: Annotated[
        Text | None,
        said("Rappel montré avant d’écrire une note libre.", "Reminder shown before a free note."),
    ] = None
