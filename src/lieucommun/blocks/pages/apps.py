from lieucommun.kernel.services.blocks import Block

from .settings import PagesSettings


class Pages(Block):
    name = "lieucommun.blocks.pages"
    label = "pages"
    settings_model = PagesSettings
    urlconf = "lieucommun.blocks.pages.urls"
