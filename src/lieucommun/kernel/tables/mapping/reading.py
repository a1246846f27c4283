"""The description of a source, read from the folder of its service."""

from lieucommun.kernel.services.checks.shape import read_part
from lieucommun.kernel.services.diagnostics import Diagnostic
from lieucommun.kernel.services.folder import Folder
from lieucommun.kernel.services.reading import Document, read_yaml

from .model import SourceFile


class BrokenSource(Exception):  # noqa: N818 - an answer to an author
    """The description of a source cannot be used; `problems` say where and why."""

    def __init__(self, problems: list[Diagnostic]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


def read_source(folder: Folder, path: str, language: str = "fr") -> SourceFile:
    """Return the source that a file of a folder describes.

    `language`: the one of plain texts. Raises BrokenSource, FileNotFoundError, OutsideFolderError.
    """
    document = read_yaml(folder.read(path), path)
    source, problems = source_of(document, language)
    if source is None or problems:
        raise BrokenSource(problems)
    return source


def source_of(
    document: Document, language: str = "fr"
) -> tuple[SourceFile | None, list[Diagnostic]]:
    """Return the source of a document, or every mistake of shape."""
    if document.data is None:
        empty = Diagnostic(document.place.path, 1, 1, "LC014")
        return None, list(document.problems) or [empty]
    source, problems = read_part(SourceFile, document.data, document.place, language)
    return source, [*document.problems, *problems]
