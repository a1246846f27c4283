from typing import TYPE_CHECKING

from lieucommun.kernel.services.blocks import Block

from .settings import ObservatorySettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lieucommun.kernel.services.findings import Draft, Finding
    from lieucommun.kernel.services.loaded import LoadedService
    from lieucommun.kernel.services.manifest import PageSettings
    from lieucommun.kernel.services.opening import OpenPage
    from lieucommun.kernel.territories import Territory


class Observatory(Block):
    name = "lieucommun.blocks.observatory"
    label = "observatory"
    settings_model = ObservatorySettings
    urlconf = "lieucommun.blocks.observatory.urls"

    def counted_apart(self, service: "LoadedService") -> frozenset[str]:
        """Return the datasets whose counts are published as editions."""
        from .specs import datasets, declared

        return frozenset(name for name in datasets(service) if declared(service, name))

    def portrait(self, opened: "OpenPage", territory: "Territory") -> str:
        """Return the address of the portrait of a territory; "" when the page offers none."""
        from .territories.opening import Looking

        return Looking(opened).portrait_of(territory)

    def check(self, page: "PageSettings", service: "Draft") -> "Iterator[Finding]":
        """Yield what is wrong in the tables, portraits and followed indicators of a page."""
        from .checks import portraits, tables
        from .following.checks import followed

        if isinstance(page, ObservatorySettings):
            yield from tables(page, service)
            yield from portraits(page, service)
            yield from followed(page, service)
