from typing import TYPE_CHECKING

from lieucommun.kernel.services.blocks import Block

from .settings import CasesSettings

if TYPE_CHECKING:
    from django.http import QueryDict

    from lieucommun.kernel.datasets.queries import RecordQuery
    from lieucommun.kernel.services.opening import OpenPage


class Cases(Block):
    name = "lieucommun.blocks.cases"
    label = "cases"
    settings_model = CasesSettings
    urlconf = "lieucommun.blocks.cases.urls"

    def taken(self, opened: "OpenPage", asked: "QueryDict") -> "RecordQuery":
        """Return the cases that are asked for, as the exports of the queue give them."""
        from .asking import Asked

        return Asked.read(asked, opened).records(opened)
