from typing import TYPE_CHECKING

from lieucommun.kernel.services.blocks import Block

from .settings import FormsSettings

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lieucommun.kernel.services.findings import Draft, Finding
    from lieucommun.kernel.services.manifest import PageSettings


class Forms(Block):
    name = "lieucommun.blocks.forms"
    label = "forms"
    settings_model = FormsSettings
    urlconf = "lieucommun.blocks.forms.urls"

    def check(self, page: "PageSettings", service: "Draft") -> "Iterator[Finding]":
        """Yield the questions that no screen can ask, and roles that could not send."""
        from lieucommun.kernel.forms.checking import asked

        if isinstance(page, FormsSettings):
            yield from asked(page.form, service, ("form",))
