"""A service that is served: the manifest and the files of one version."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .folder import Folder
from .manifest import Manifest, PageSettings
from .texts import active_language

if TYPE_CHECKING:
    from lieucommun.kernel.datasets.schema import Dataset


@dataclass(frozen=True)
class LoadedService:
    """One version of a service, compiled. `hash` is that of its files, drafts included."""

    slug: str
    hash: str
    version_id: int
    service_id: int
    manifest: Manifest
    folder: Folder
    draft: bool = False
    _datasets: dict[str, "Dataset"] = field(default_factory=dict, repr=False, compare=False)

    def dataset(self, name: str) -> "Dataset":
        """Return a dataset, compiled once; raises KeyError when the manifest has none so named."""
        if name not in self._datasets:
            from lieucommun.kernel.datasets.schema import from_manifest

            self._datasets[name] = from_manifest(
                self.manifest,
                name,
                service_id=self.service_id,
                version_id=self.version_id,
                read=self.folder.text,
            )
        return self._datasets[name]

    def foreign(self, language: str) -> str:
        """Return the language of this service's texts for a visit, where the page is in another.

        "" when it is the page's own. Texts are in the language of the visit when the service has
        it, down to its title, else in its first.
        """
        wanted = language.partition("-")[0]
        spoken = wanted in self.manifest.languages and self.manifest.title.has(wanted)
        found = wanted if spoken else self.manifest.languages[0].partition("-")[0]
        return "" if found == active_language().partition("-")[0] else found

    def page_at(self, rest: str) -> tuple[PageSettings, str] | None:
        """Return the page whose path is the longest match, and what remains of the address."""
        found: PageSettings | None = None
        for page in self.manifest.pages:
            matches = not page.path or rest == page.path or rest.startswith(page.path + "/")
            if matches and (found is None or len(page.path) > len(found.path)):
                found = page
        if found is None:
            return None
        return found, rest[len(found.path) :].removeprefix("/") if found.path else rest

    def page(self, path: str) -> PageSettings | None:
        """Return the page that has exactly this path."""
        return next((page for page in self.manifest.pages if page.path == path), None)
