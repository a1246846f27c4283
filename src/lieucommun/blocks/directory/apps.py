from lieucommun.kernel.services.blocks import Block

from .settings import DirectorySettings


class Directory(Block):
    name = "lieucommun.blocks.directory"
    label = "directory"
    settings_model = DirectorySettings
    urlconf = "lieucommun.blocks.directory.urls"
