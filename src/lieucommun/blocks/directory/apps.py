from typing import TYPE_CHECKING

from lieucommun.kernel.services.blocks import Block

from .settings import DirectorySettings

if TYPE_CHECKING:
    from django.http import QueryDict

    from lieucommun.kernel.datasets.queries import RecordQuery
    from lieucommun.kernel.services.opening import OpenPage


class Directory(Block):
    name = "lieucommun.blocks.directory"
    label = "directory"
    settings_model = DirectorySettings
    urlconf = "lieucommun.blocks.directory.urls"

    def taken(self, opened: "OpenPage", asked: "QueryDict") -> "RecordQuery":
        """Return the records of a selection, as its exports give them."""
        from .queries import selected
        from .selection import Selection

        return selected(opened, Selection.read(asked, opened.settings))
