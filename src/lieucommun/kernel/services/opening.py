"""A page of a service, opened by someone: what the views of blocks are given."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest
from django.urls import reverse

from lieucommun.kernel.people.viewer import Viewer

from .blocks import Block, installed

if TYPE_CHECKING:
    from .manifest import PageSettings
    from .registry import LoadedService

PREFIX = "/s"
EASY_TO_READ = "-x-falc"


@dataclass(frozen=True, slots=True)
class OpenPage:
    """One page of a service, for one viewer, in one content language."""

    service: "LoadedService"
    page: "PageSettings"
    viewer: Viewer
    language: str

    @property
    def settings(self) -> Any:
        """The page's part of the manifest, as its block's settings model."""
        return self.page

    @property
    def block(self) -> Block | None:
        """The block that runs this page; None when no package provides it yet."""
        return installed().get(self.page.block)

    @property
    def title(self) -> str:
        return self.page.title.get(self.language)

    @property
    def foreign(self) -> str:
        """The language of the service's texts where the page around them is in another, or ""."""
        return self.service.foreign(self.language)

    @property
    def home(self) -> str:
        """The address of the service itself."""
        return address(self.service.slug)

    @property
    def allowed(self) -> bool:
        """Whether the manifest opens this page to the viewer."""
        return bool(self.viewer.roles & set(self.page.for_))

    def url(self, name: str = "index", **kwargs: object) -> str:
        """Return the address of a view of this page's block; raises NoReverseMatch."""
        base = address(self.service.slug, self.page.path)
        if self.block is None:
            return base
        return base + reverse(name, urlconf=self.block.urlconf, kwargs=kwargs).lstrip("/")

    def sibling(self, path: str) -> "OpenPage | None":
        """Return another page of the same service by its path, opened by the same viewer."""
        for page in self.service.manifest.pages:
            if page.path == path:
                return OpenPage(self.service, page, self.viewer, self.language)
        return None

    def menu(self) -> list["OpenPage"]:
        """Return the pages of the service's own navigation that this viewer may open."""
        pages = (
            OpenPage(self.service, page, self.viewer, self.language)
            for page in self.service.manifest.pages
            if page.menu
        )
        return [page for page in pages if page.allowed]


class PageRequest(HttpRequest):
    """The request that a block's view receives."""

    opened: OpenPage


def address(slug: str, path: str = "") -> str:
    """Return where a page of a service is served."""
    return f"{PREFIX}/{slug}/{path}/" if path else f"{PREFIX}/{slug}/"
