from lieucommun.kernel.services.blocks import Block

from .settings import ObservatorySettings


class Observatory(Block):
    name = "lieucommun.blocks.observatory"
    label = "observatory"
    settings_model = ObservatorySettings
    urlconf = "lieucommun.blocks.observatory.urls"
