"""What a page of a network of labs may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import Closed, DatasetName, PageSettings, said


class LabFields(Closed):
    """Which fields of the dataset of labs play which part."""

    region: str = "region"
    status: str = "statut"
    offers: str = "offre"
    offer_text: str | None = "offre_detail"
    handover: str | None = "passation"
    note: str | None = "note"
    site: str | None = "site"
    email: str | None = "courriel"
    page: str | None = "page"


class ProjectFields(Closed):
    """Which fields of the dataset of projects play which part."""

    lab: str = "laboratoire"
    line: str | None = "accroche"
    kind: str = "type"
    themes: str = "theme"
    state: str | None = "etat"
    service: str | None = "service"
    notice: str | None = "avis"
    page: str | None = "page"


class FigureFields(Closed):
    """Which fields of the dataset of declared figures play which part."""

    lab: str = "laboratoire"
    project: str = "projet"
    label: str = "libelle"
    value: str = "valeur"
    upper: str | None = "valeur_max"
    unit: str = "unite"
    nature: str = "nature"
    precision: str | None = "precision"
    period: str = "periode"
    page: str = "page"
    remark: str | None = "remarque"
    source: str | None = "source"


class SessionFields(Closed):
    """Which fields of sessions and participations are counted."""

    lab: str = "laboratoire"
    date: str = "date"
    session: str = "session"
    participant: str = "participant"
    attendance: str | None = "presence"
    absent: str = "absent"


class LabsSettings(PageSettings):
    """Sheets of labs and projects, their index, and the canvas of a lab."""

    block: Literal["labs"]
    show: Annotated[
        Literal["lab", "project", "index", "canvas"],
        said("Ce que la page montre.", "What the page shows."),
    ]
    dataset: Annotated[
        DatasetName | None, said("Registre de ce qui est montré.", "Dataset of what is shown.")
    ] = None
    labs: Annotated[DatasetName | None, said("Registre des laboratoires.", "Dataset of labs.")] = (
        None
    )
    projects: Annotated[
        DatasetName | None, said("Registre des projets.", "Dataset of projects.")
    ] = None
    figures: Annotated[
        DatasetName | None, said("Registre des chiffres déclarés.", "Dataset of declared figures.")
    ] = None
    sessions: Annotated[
        DatasetName | None, said("Registre des séances.", "Dataset of sessions.")
    ] = None
    participations: Annotated[
        DatasetName | None, said("Registre des participations.", "Dataset of participations.")
    ] = None
    notices: Annotated[
        DatasetName | None, said("Registre des avis de lecture.", "Dataset of reading notices.")
    ] = None
    by: Annotated[
        tuple[str, ...], said("Champs de l’index.", "Fields of projects to index by.")
    ] = ()
    boxes: Annotated[
        tuple[str, ...], said("Cases du canevas.", "Fields shown as boxes of the canvas.")
    ] = ()
    lab_fields: Annotated[LabFields, said("Champs d’un laboratoire.", "Fields of a lab.")] = (
        LabFields()
    )
    project_fields: Annotated[
        ProjectFields, said("Champs d’un projet.", "Fields of a project.")
    ] = ProjectFields()
    figure_fields: Annotated[
        FigureFields, said("Champs d’un chiffre déclaré.", "Fields of a declared figure.")
    ] = FigureFields()
    session_fields: Annotated[
        SessionFields, said("Champs d’une séance.", "Fields of a session.")
    ] = SessionFields()
