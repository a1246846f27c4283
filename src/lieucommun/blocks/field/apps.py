from typing import TYPE_CHECKING

from lieucommun.kernel.services.blocks import Block

from .settings import FieldWorkSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lieucommun.kernel.services.findings import Draft, Finding
    from lieucommun.kernel.services.manifest import PageSettings


class Field(Block):
    name = "lieucommun.blocks.field"
    label = "field"
    settings_model = FieldWorkSettings
    urlconf = "lieucommun.blocks.field.urls"

    def check(self, page: "PageSettings", service: "Draft") -> "Iterator[Finding]":
        """Yield the forms that a device could not fill in or send, and visits in no order."""
        from lieucommun.kernel.forms.checking import asked
        from lieucommun.kernel.services.findings import Finding

        if isinstance(page, FieldWorkSettings):
            for rank, name in enumerate(page.forms):
                yield from asked(name, service, ("forms", rank), offline=True)
            for dataset, names in page.follow.items():
                for name in set(names) - set(page.forms):
                    yield from asked(name, service, ("follow", dataset), offline=True)
            planned = page.planned
            when = service.field(planned.dataset, planned.when) if planned else None
            if planned is not None and when is not None and not when.sort:
                yield Finding(
                    ("planned", "when"), "LC129", {"found": planned.when, "option": "sort"}
                )
