from typing import TYPE_CHECKING

from lieucommun.kernel.services.blocks import Block, HomePart

from .settings import LabsSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lieucommun.kernel.services.findings import Draft, Finding
    from lieucommun.kernel.services.manifest import PageSettings
    from lieucommun.kernel.services.opening import OpenPage


class Labs(Block):
    name = "lieucommun.blocks.labs"
    label = "labs"
    settings_model = LabsSettings
    urlconf = "lieucommun.blocks.labs.urls"

    def check(self, page: "PageSettings", service: "Draft") -> "Iterator[Finding]":
        """Yield the fields that the page needs and that its datasets lack."""
        from .checks import needs

        if isinstance(page, LabsSettings):
            yield from needs(page, service)

    def home(self, opened: "OpenPage") -> list[HomePart]:
        """Give the home the map of the labs and the index by theme."""
        from .home import home_parts

        return home_parts(opened)
