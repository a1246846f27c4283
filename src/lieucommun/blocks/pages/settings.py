"""What a page written in Markdown may declare."""

from typing import Annotated, Literal

from lieucommun.kernel.services.manifest import FilePath, PageSettings, said


class PagesSettings(PageSettings):
    """A Markdown file, one per language beside it: `charte.md`, `charte.en.md`."""

    block: Literal["pages"]
    file: Annotated[
        FilePath,
        said("Fichier Markdown, dans la première langue.", "Markdown file, in the first language."),
    ]
