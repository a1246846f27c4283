"""What an observatory may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import (
    Closed,
    DatasetName,
    FieldName,
    FilePath,
    IndicatorName,
    PageSettings,
    PortraitName,
    Roles,
    TableName,
    said,
)


class Follow(Closed):
    """What followed indicators are about, who enters each one, how a value is corrected."""

    dataset: Annotated[
        DatasetName | None,
        said("Registre dont parlent les indicateurs.", "Dataset that indicators are about."),
    ] = None
    indicators: Annotated[
        FieldName | None,
        said("Champ de ce registre qui les nomme.", "Field of that dataset that names them."),
    ] = None
    group: Annotated[
        FieldName | None,
        said(
            "Champ de ce registre qui les regroupe ; sinon, chaque fiche est un groupe.",
            "Field of that dataset that groups them; otherwise, each record is a group.",
        ),
    ] = None
    organisation: Annotated[
        FieldName | None,
        said(
            "Champ de ce registre : l’organisation qui saisit.",
            "Field of that dataset: the organisation that enters them.",
        ),
    ] = None
    reason: Annotated[
        str | None,
        said(
            "Champ des valeurs où dire pourquoi on corrige ; il est alors exigé.",
            "Field of the values that says why one is corrected; it is then asked for.",
        ),
    ] = None


class ObservatorySettings(PageSettings):
    """Counts of a dataset, and (to come) indicators and portraits of territories."""

    block: Literal["observatory"]
    dataset: Annotated[DatasetName | None, said("Registre compté.", "Dataset that is counted.")] = (
        None
    )
    charts: Annotated[
        FilePath | None, said("Fichier des graphiques.", "File that declares the charts.")
    ] = None
    indicators: Annotated[
        Literal["all"] | tuple[IndicatorName, ...],
        said("Indicateurs montrés, ou all.", "Indicators shown, or all."),
    ] = ()
    portraits: Annotated[
        tuple[PortraitName, ...], said("Portraits offerts.", "Portraits offered.")
    ] = ()
    batch: Annotated[
        Roles,
        said(
            "Rôles qui impriment d’un coup les portraits d’un échelon ; il faut un compte.",
            "Roles that print all the portraits of a level at once; they need an account.",
        ),
    ] = ()
    follow: Annotated[
        Follow | None, said("Suivi des indicateurs saisis.", "How entered indicators are followed.")
    ] = None
    tables: Annotated[
        Literal["all"] | tuple[TableName, ...],
        said(
            "Tables ouvertes à qui lit la page, ou all ; aucune sinon.",
            "Tables open to whoever reads the page, or all; none otherwise.",
        ),
    ] = ()
    rows: Annotated[
        Literal["all", "territory"],
        said(
            "Lignes de ces tables : toutes, ou celles du territoire du rôle.",
            "Rows of these tables: all, or those in the territory of the role.",
        ),
    ] = "all"
