"""What a check works with: the draft of a service, and findings placed by key, not by line."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Any

from .diagnostics import Diagnostic
from .folder import Folder
from .reading import Document, Place, read_yaml
from .vocabularies import Choice, Vocabulary, read_vocabulary

if TYPE_CHECKING:
    from .manifest import Dataset, Field, Manifest

Step = str | int
At = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """A mistake at a key of the manifest: `at=("datasets", "personnes", "key")`.

    A block gives `at` from the page: `("facets", 0)`. `key=True` points at the key itself, not at
    its value. `cell` of a workbook `file` (`survey!D4`) says better where it is.
    """

    at: At
    code: str
    params: Mapping[str, Any] = field(default_factory=dict)
    key: bool = False
    file: str = ""
    cell: str = ""


@dataclass(frozen=True)
class Draft:
    """A service that is being checked: its manifest has a sound shape, the rest is in question."""

    manifest: "Manifest"
    folder: Folder
    place: Place

    def dataset(self, name: str) -> "Dataset | None":
        return self.manifest.datasets.get(name)

    def field(self, dataset: str, name: str) -> "Field | None":
        """Return a field of a dataset, or None when either does not exist."""
        found = self.dataset(dataset)
        return found.fields.get(name) if found else None

    def vocabulary(self, path: str) -> Vocabulary:
        """Return the choices of a CSV file with its diagnostics, read once."""
        if path not in self._vocabularies:
            self._vocabularies[path] = read_vocabulary(self.folder, path)
        return self._vocabularies[path]

    def choices(self, field: "Field") -> tuple[Choice, ...]:
        """Return the choices of a field, from its file or from its map."""
        if field.choices is None:
            return ()
        if field.choices.values is not None:
            return tuple(Choice(value, title) for value, title in field.choices.values.items())
        path = field.choices.file or ""
        return self.vocabulary(path).choices if self.folder.exists(path) else ()

    def document(self, path: str) -> Document:
        """Return a YAML file of the folder with its diagnostics, read once."""
        if path not in self._documents:
            self._documents[path] = read_yaml(self.folder.read(path), path)
        return self._documents[path]

    @cached_property
    def _vocabularies(self) -> dict[str, Vocabulary]:
        return {}

    @cached_property
    def _documents(self) -> dict[str, Document]:
        return {}

    def diagnostic(self, finding: Finding) -> Diagnostic:
        """Place a finding at its line and column."""
        if finding.cell:
            return Diagnostic(finding.file, 1, 1, finding.code, finding.params, cell=finding.cell)
        path, line, column = self.place.find(finding.at, key=finding.key)
        return Diagnostic(path, line, column, finding.code, finding.params)
