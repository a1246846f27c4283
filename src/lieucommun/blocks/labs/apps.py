from typing import TYPE_CHECKING

from lieucommun.kernel.services.blocks import Block, HomePart

from .settings import LabsSettings

if TYPE_CHECKING:
    from lieucommun.kernel.services.opening import OpenPage


class Labs(Block):
    name = "lieucommun.blocks.labs"
    label = "labs"
    settings_model = LabsSettings
    urlconf = "lieucommun.blocks.labs.urls"

    def home(self, opened: "OpenPage") -> list[HomePart]:
        """Give the home the map of the labs and the index by theme."""
        from .presentation import home_parts

        return home_parts(opened)
