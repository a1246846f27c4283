"""What a queue of cases may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import DatasetName, FieldName, PageSettings, said


class CasesSettings(PageSettings):
    """The records of a dataset with a workflow, as a queue, and each as a case."""

    block: Literal["cases"]
    dataset: Annotated[DatasetName, said("Registre des dossiers.", "Dataset of the cases.")]
    columns: Annotated[
        tuple[FieldName, ...], said("Colonnes de la file.", "Columns of the queue.")
    ] = ()
    sort: Annotated[FieldName | None, said("Ordre de la file.", "Order of the queue.")] = None
    facets: Annotated[
        tuple[FieldName, ...],
        said(
            "Champs qui filtrent la file ; sinon, les choix parmi ses colonnes.",
            "Fields that filter the queue; otherwise, the choices among its columns.",
        ),
    ] = ()
