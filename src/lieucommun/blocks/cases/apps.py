from lieucommun.kernel.services.blocks import Block

from .settings import CasesSettings


class Cases(Block):
    name = "lieucommun.blocks.cases"
    label = "cases"
    settings_model = CasesSettings
    urlconf = "lieucommun.blocks.cases.urls"
