"""What a page that asks a form may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import FilePath, FormName, PageSettings, said


class FormsSettings(PageSettings):
    """A form answered online, one question or one small group per screen."""

    block: Literal["forms"]
    form: Annotated[FormName, said("Formulaire posé.", "Form asked.")]
    intro: Annotated[
        FilePath | None,
        said("Texte avant de commencer, en Markdown.", "Text before one begins, in Markdown."),
    ] = None
