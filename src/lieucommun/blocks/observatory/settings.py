"""What an observatory may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import (
    DatasetName,
    FilePath,
    IndicatorName,
    PageSettings,
    PortraitName,
    said,
)


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
