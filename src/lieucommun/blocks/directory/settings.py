"""What a directory may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import Closed, DatasetName, FieldName, PageSettings, said


class DirectoryFields(Closed):
    """Which fields of the dataset play which part in a list."""

    title: Annotated[
        FieldName | None, said("Champ montré en titre.", "Field shown as the title.")
    ] = None
    text: Annotated[
        FieldName | None, said("Champ montré sous le titre.", "Field shown under the title.")
    ] = None
    place: Annotated[
        FieldName | None, said("Champ point, montré sur la carte.", "Point shown on the map.")
    ] = None
    hours: Annotated[FieldName | None, said("Champ horaires.", "Field of type hours.")] = None
    image: Annotated[FieldName | None, said("Champ image.", "Field of type image.")] = None
    tags: Annotated[
        FieldName | None, said("Champ de choix, en étiquettes.", "Choices, shown as tags.")
    ] = None
    meta: Annotated[
        tuple[FieldName, ...],
        said("Champs montrés après les étiquettes.", "Fields shown after the tags."),
    ] = ()


class DirectorySettings(PageSettings):
    """A list of the records of a dataset that people search, filter, map and take away."""

    block: Literal["directory"]
    dataset: Annotated[DatasetName, said("Registre montré.", "Dataset shown.")]
    sheet: Annotated[
        str | None,
        said(
            "Page qui montre une fiche ; sans elle, l’annuaire le fait.",
            "Page that shows one record; without it, the directory does.",
        ),
    ] = None
    fields: Annotated[
        DirectoryFields, said("Rôle des champs dans la liste.", "Part of fields in the list.")
    ] = DirectoryFields()
    facets: Annotated[
        tuple[FieldName, ...], said("Champs qui filtrent.", "Fields to filter by.")
    ] = ()
    views: Annotated[
        tuple[Literal["list", "map"], ...],
        said("Vues offertes, la première d’abord.", "Views offered, first one first."),
    ] = ("list",)
    sort: Annotated[
        tuple[FieldName, ...], said("Ordres offerts.", "Orders offered, first one first.")
    ] = ()
    contribute: Annotated[
        Literal["moderated"] | None,
        said("Propositions des visiteurs (à venir).", "Proposals by visitors (to come)."),
    ] = None
